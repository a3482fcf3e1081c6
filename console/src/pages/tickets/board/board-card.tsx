import type { KeyboardEvent, ReactNode } from 'react';
import type { TicketRow } from '#contract';
import { Ago } from '../../../time/clocks.tsx';
import { SlaClock } from '../clocks/clock.tsx';
import { Initials, PriorityMark, RequesterName } from '../parts/marks.tsx';

interface Props {
  readonly ticket: TicketRow;
  readonly agent: string | undefined;
  readonly help: string;
  readonly open: () => void;
  readonly drag: (ticket: TicketRow | undefined) => void;
  readonly pressed: (event: KeyboardEvent) => void;
}

/** A ticket as a card: a button that opens it, and can be carried. */
export function BoardCard({ ticket, agent, help, open, drag, pressed }: Props): ReactNode {
  return (
    <button
      type="button"
      className="board-card"
      data-card={ticket.id}
      draggable
      title={help}
      aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
      onClick={open}
      onKeyDown={pressed}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', ticket.id);
        drag(ticket);
      }}
      onDragEnd={() => drag(undefined)}
    >
      <span className="board-card-top">
        <PriorityMark priority={ticket.priority} />
        <span className="quiet figures">#{ticket.id}</span>
        {agent !== undefined && <span className="board-card-agent" title={agent}><Initials name={agent} /><span className="hidden-text">{agent}</span></span>}
      </span>
      <span className="board-card-subject"><bdi>{ticket.subject}</bdi></span>
      <SlaClock ticket={ticket} />
      <span className="board-card-under quiet"><RequesterName requester={ticket.requester} /> · <Ago at={ticket.updatedAt} /></span>
    </button>
  );
}
