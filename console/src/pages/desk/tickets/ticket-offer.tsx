import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import type { DeskTickets } from '#contract';
import { post } from '../../../api/client.ts';
import { ApiFault, messageOf } from '../../../api/fault.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Key } from '../../../keys/key-map.tsx';
import { useKeys } from '../../../keys/keys.ts';
import { Name } from '../../../parts/names.tsx';
import { Ago } from '../../../time/clocks.tsx';
import { CountdownRing } from '../offer/countdown-ring.tsx';
import { useAlarm } from '../offer/use-alarm.ts';
import { DueIn } from './due-in.tsx';
import { messages } from './messages.ts';

const ACCEPT_KEY = 'F8';
const DECLINE_KEY = 'F9';

const PRIORITIES = { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' } as const;

/** A ticket is offered: what it is, until when, and the two answers. No bell: it is less urgent than a call. */
export function TicketOffer({ offer }: { readonly offer: DeskTickets['offer'] }): ReactNode {
  const text = useText(messages);
  const { message } = App.useApp();
  const { mutate, isPending } = useMutation({
    mutationFn: (answer: 'accept' | 'decline') => post(`/api/tickets/${offer?.id ?? ''}/${answer}`, {}),
    onError: (error) => {
      // An expired session asks by its own dialog.
      if (!(error instanceof ApiFault && error.status === 401)) void message.error(messageOf(error));
    },
  });
  useAlarm(offer !== undefined, { tone: false, title: text('ticketOffered'), body: offer?.subject ?? '' });
  useKeys(text('ticketOffered'), [
    { key: ACCEPT_KEY, does: text('accept'), run: offer === undefined ? undefined : () => mutate('accept'), inFields: true },
    { key: DECLINE_KEY, does: text('decline'), run: offer === undefined ? undefined : () => mutate('decline'), inFields: true },
  ]);
  if (offer === undefined) return null;
  const { id, subject, queueName, priority, createdAt, dueAt, until } = offer;
  return (
    <section className="offer ticket-offer" role="alertdialog" aria-label={text('ticketOfferedIs', { subject })}>
      <CountdownRing key={`${id} ${until}`} until={until} />
      <div className="offer-who">
        <h2>{text('ticketOffered')}</h2>
        <div className="offer-name"><Name of={subject} /></div>
      </div>
      <dl className="facts">
        <dt>{text('queue')}</dt>
        <dd><Name of={queueName} /></dd>
        <dt>{text('priority')}</dt>
        <dd>{text(PRIORITIES[priority])}</dd>
        {dueAt !== undefined && <><dt>{text('due')}</dt><dd><DueIn dueAt={dueAt} /></dd></>}
        <dt>{text('age')}</dt>
        <dd><Ago at={createdAt} /></dd>
      </dl>
      <div className="offer-answer">
        <Button type="primary" loading={isPending} aria-label={`${text('accept')} ${ACCEPT_KEY}`} onClick={() => mutate('accept')}>{text('accept')} <Key of={ACCEPT_KEY} /></Button>
        <Button disabled={isPending} aria-label={`${text('decline')} ${DECLINE_KEY}`} onClick={() => mutate('decline')}>{text('decline')} <Key of={DECLINE_KEY} /></Button>
      </div>
    </section>
  );
}
