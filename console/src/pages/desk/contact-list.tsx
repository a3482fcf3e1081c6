import type { ReactNode } from 'react';
import type { Desk } from '#contract';
import { useText } from '../../i18n/use-text.ts';
import { Name } from '../../parts/names.tsx';
import { useSettings } from '../../settings/settings.ts';
import { Since, Seconds } from '../../time/clocks.tsx';
import { formatShare } from '../../time/format.ts';
import { HeldTickets } from './tickets/held-tickets.tsx';
import { messages } from './messages.ts';

/** Contacts in work, and the figures of today below. */
export function ContactList({ desk }: { readonly desk: Desk }): ReactNode {
  const text = useText(messages);
  const { call, offer, wrapUp } = desk;
  return (
    <section className="panel desk-panel contacts" aria-labelledby="contacts-title">
      <h2 id="contacts-title">{text('contacts')}</h2>
      <ul>
        {offer !== undefined && <li><Name of={offer.queueName} /><span>{text('offered')}</span></li>}
        {call !== undefined && <li aria-current="true"><Name of={call.queueName} /><Since since={call.since} /></li>}
        {wrapUp !== undefined && call === undefined && <li aria-current="true"><span>{text('wrap-up')}</span><Since since={desk.since} /></li>}
        {offer === undefined && call === undefined && wrapUp === undefined && <li className="quiet">{text('noContacts')}</li>}
      </ul>
      <HeldTickets tickets={desk.tickets} />
      <Today desk={desk} />
    </section>
  );
}

function Today({ desk: { today } }: { readonly desk: Desk }): ReactNode {
  const text = useText(messages);
  const { language } = useSettings();
  return (
    <div className="today">
      <h3>{text('today')}</h3>
      <dl className="facts figures">
        <dt>{text('todayCalls')}</dt><dd>{today.calls}</dd>
        <dt>{text('todayTalk')}</dt><dd><Seconds seconds={today.talkSeconds} /></dd>
        <dt>{text('todayHandle')}</dt><dd><Seconds seconds={today.handleSeconds} /></dd>
        <dt>{text('todayOccupancy')}</dt><dd>{formatShare(today.occupancy, language)}</dd>
        <dt>{text('todayMissed')}</dt><dd>{today.missed}</dd>
        {today.answeredElsewhere > 0 && <><dt>{text('todayElsewhere')}</dt><dd>{today.answeredElsewhere}</dd></>}
      </dl>
    </div>
  );
}
