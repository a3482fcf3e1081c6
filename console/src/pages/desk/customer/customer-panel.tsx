import type { ReactNode } from 'react';
import type { CallerFacts, EarlierContacts } from '#contract';
import { useOwn, useText } from '../../../i18n/use-text.ts';
import { useCallerName, visitorNumber } from '../../../parts/caller-name.ts';
import { Name, Phone } from '../../../parts/names.tsx';
import { Failure, Loading } from '../../../parts/states.tsx';
import { Ago, Seconds } from '../../../time/clocks.tsx';
import { useChoices, useEarlier } from '../data/use-desk.ts';
import { formatDuration } from '../../../time/format.ts';
import { messages } from '../messages.ts';

const SHOWN = 5;

/** Who the customer is and when they were in touch before. */
export function CustomerPanel({ caller, callId }: { readonly caller: CallerFacts | undefined; readonly callId: string | undefined }): ReactNode {
  const text = useText(messages);
  const nameOf = useCallerName();
  return (
    <section className="panel desk-panel" aria-labelledby="customer-title">
      <h2 id="customer-title">{text('customer')}</h2>
      {callId === undefined && <p className="quiet">{text('noCustomer')}</p>}
      {caller !== undefined && (
        <dl className="facts">
          <dt>{text('customer')}</dt>
          <dd><Name of={nameOf(caller.number, caller.display)} /></dd>
          {visitorNumber(caller.number) === undefined && <><dt>{text('number')}</dt><dd><Phone number={caller.number} /></dd></>}
          {caller.path.length > 0 && <><dt>{text('path')}</dt><dd><Name of={caller.path.join(' › ')} /></dd></>}
        </dl>
      )}
      {callId !== undefined && <Earlier callId={callId} />}
    </section>
  );
}

function Earlier({ callId }: { readonly callId: string }): ReactNode {
  const text = useText(messages);
  const earlier = useEarlier(callId);
  return (
    <>
      <h3>{text('earlier')}</h3>
      {earlier.isPending && <Loading rows={3} />}
      {earlier.isError && <Failure error={earlier.error} again={() => void earlier.refetch()} />}
      {earlier.data?.contacts.length === 0 && <p className="quiet">{text('earlierNone')}</p>}
      <ul className="earlier">
        {earlier.data?.contacts.slice(0, SHOWN).map((contact) => <EarlierContact key={contact.callId} contact={contact} />)}
      </ul>
    </>
  );
}

function EarlierContact({ contact }: { readonly contact: EarlierContacts['contacts'][number] }): ReactNode {
  const text = useText(messages);
  const own = useOwn();
  const { dispositions } = useChoices();
  const result = dispositions.find((each) => each.id === contact.disposition);
  return (
    <li>
      <div>
        <Ago at={contact.startedAt} /> · {contact.outcome === 'abandoned' ? text('gaveUp', { time: formatDuration(contact.waitSeconds ?? 0) }) : <Seconds seconds={contact.talkSeconds} />}
        {contact.queueName !== undefined && <> · <Name of={contact.queueName} /></>}
        {contact.agentName !== undefined && <> · <Name of={contact.agentName} /></>}
      </div>
      {(result !== undefined || contact.disposition !== undefined) && <strong>{result === undefined ? contact.disposition : own(result)}</strong>}
      {contact.notes !== undefined && contact.notes !== '' && <p className="earlier-notes" title={contact.notes}><bdi>{contact.notes}</bdi></p>}
    </li>
  );
}
