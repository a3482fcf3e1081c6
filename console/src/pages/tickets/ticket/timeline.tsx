import { Button, Segmented } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { TicketRow } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Failure, Loading } from '../../../parts/states.tsx';
import { Ago } from '../../../time/clocks.tsx';
import { Initials, RequesterName } from '../parts/marks.tsx';
import { By } from './by.tsx';
import { type TimelineEvent, shownEvents, shownOf } from './event-words.ts';
import { FileList } from './file-list.tsx';
import { messages } from './messages.ts';
import { StepLine } from './step-line.tsx';
import { useTimeline } from './use-ticket.ts';

const PARTS = ['everything', 'conversation', 'steps'] as const;

/** Everything that happened, the oldest first: what was written as bubbles, what was done as lines between them. */
export function Timeline({ ticket }: { readonly ticket: TicketRow }): ReactNode {
  const text = useText(messages);
  const [part, setPart] = useState<(typeof PARTS)[number]>('everything');
  const { events, error, more, again } = useTimeline(ticket.id, ticket.version);
  const end = useRef<HTMLDivElement>(null);
  const last = events?.at(-1);
  const lastKey = last ? `${last.ticket} ${last.seq}` : '';
  useEffect(() => {
    if (lastKey !== '') end.current?.scrollIntoView({ block: 'nearest' });
  }, [lastKey]);
  const shown = shownEvents(events ?? []).filter((event) => part === 'everything' || (shownOf(event).kind === 'message') === (part === 'conversation'));
  return (
    <section className="ticket-timeline" aria-label={text('timeline')}>
      <div className="ticket-timeline-head">
        <Segmented size="small" aria-label={text('timeline')} value={part} options={PARTS.map((value) => ({ value, label: text(value) }))} onChange={setPart} />
      </div>
      {part !== 'steps' && <FirstText ticket={ticket} />}
      {!events && (error ? <Failure error={error} again={again} /> : <Loading rows={5} />)}
      <ol className="ticket-events">
        {shown.map((event) => <li key={`${event.ticket} ${event.seq}`}><EventItem event={event} ticket={ticket} /></li>)}
      </ol>
      {more && <Button size="small" onClick={more}>{text('more')}</Button>}
      <div ref={end} />
    </section>
  );
}

/** What the ticket said when it came. */
function FirstText({ ticket }: { readonly ticket: TicketRow }): ReactNode {
  if (ticket.text === '') return null;
  return (
    <div className="ticket-message customer">
      <div className="ticket-message-head"><RequesterName requester={ticket.requester} /> <span className="quiet"><Ago at={ticket.createdAt} /></span></div>
      <p className="ticket-words"><bdi>{ticket.text}</bdi></p>
    </div>
  );
}

function EventItem({ event, ticket }: { readonly event: TimelineEvent; readonly ticket: TicketRow }): ReactNode {
  const text = useText(messages);
  const shown = shownOf(event);
  if (shown.kind === 'step') return <StepLine event={event} ticket={ticket} />;
  const { from } = shown;
  return (
    <article className={`ticket-message ${from}`}>
      <div className="ticket-message-head">
        <Initials name={from === 'customer' ? (ticket.requester.name ?? '?') : (event.byName ?? event.by)} />
        <strong>{from === 'customer' ? <RequesterName requester={ticket.requester} /> : <By event={event} />}</strong>
        {from === 'note' && <span className="list-tag ticket-note-tag">{text('didNote')}</span>}
        {event.ticket !== ticket.id && <span className="quiet">{text('ofTicket', { number: event.ticket })}</span>}
        <span className="quiet"><Ago at={event.at} /></span>
      </div>
      <p className="ticket-words"><bdi>{shown.text}</bdi></p>
      <FileList ticket={event.ticket} files={shown.files} />
    </article>
  );
}
