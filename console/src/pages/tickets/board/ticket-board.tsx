import { App } from 'antd';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import type { TicketPage, TicketRow, TicketStateName } from '#contract';
import { post } from '../../../api/client.ts';
import { messageOf } from '../../../api/fault.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useAgents, useNameOf } from '../../../parts/list/queue-names.ts';
import { Loading } from '../../../parts/states.tsx';
import type { Asked } from '../list/asked.ts';
import { type Tickets, useTickets } from '../list/use-tickets.ts';
import { useTemplates } from '../parts/use-templates.ts';
import { useDrop } from '../parts/use-drop.ts';
import { words } from '../parts/messages.ts';
import { BoardCard } from './board-card.tsx';
import { COLUMNS, neighbourOf, targetsOf } from './board-moves.ts';
import { messages } from './messages.ts';

/** A column shows so many; more are a list's work. */
const IN_A_COLUMN = 50;

/** Tickets by state; moved by pointer or by Alt and the arrows, only where their state allows. */
export function TicketBoard({ asked }: { readonly asked: Asked }): ReactNode {
  const text = useText(messages);
  const { moves } = useTemplates();
  const [dragged, setDragged] = useState<TicketRow>();
  const move = useMove();
  const targets = dragged ? targetsOf(dragged, moves) : [];
  const states = asked.filter.states;
  const columns = COLUMNS.filter((state) => state === 'resolved' || states === undefined || states.includes(state));
  const drop = (to: TicketStateName): void => {
    if (dragged && targets.includes(to)) void move(dragged, to);
    setDragged(undefined);
  };
  return (
    <div className="ticket-board" role="group" aria-label={text('board')}>
      {columns.map((state) => (
        <Column key={state} state={state} asked={{ ...asked, filter: { ...asked.filter, states: [state] } }} dragged={dragged} takes={targets.includes(state)} drag={setDragged} drop={() => drop(state)} move={move} />
      ))}
    </div>
  );
}

type Move = (ticket: TicketRow, to: TicketStateName) => Promise<void>;

interface ColumnProps {
  readonly state: TicketStateName;
  readonly asked: Asked;
  readonly dragged: TicketRow | undefined;
  readonly takes: boolean;
  readonly drag: (ticket: TicketRow | undefined) => void;
  readonly drop: () => void;
  readonly move: Move;
}

function Column({ state, asked, dragged, takes, drag, drop, move }: ColumnProps): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const tickets = useTickets(asked, IN_A_COLUMN);
  const [over, setOver] = useState(false);
  const { list } = tickets;
  const shown = list?.filter((ticket) => ticket.state === state);
  const area = useDrop<HTMLElement>({ takes, over: setOver, drop });
  const look = dragged === undefined || dragged.state === state ? '' : takes ? (over ? 'over' : 'takes') : 'refuses';
  return (
    <section
      ref={area}
      className={`board-column ${look}`}
      data-state={state}
      aria-label={text('column', { state: word(state), count: shown?.length ?? 0 })}
    >
      <h2>{word(state)} <span className="quiet figures">{shown?.length ?? ''}{tickets.more ? '+' : ''}</span></h2>
      <Cards tickets={tickets} shown={shown} drag={drag} move={move} />
    </section>
  );
}

function Cards({ tickets, shown, drag, move }: { readonly tickets: Tickets; readonly shown: readonly TicketRow[] | undefined } & Pick<ColumnProps, 'drag' | 'move'>): ReactNode {
  const text = useText(messages);
  const navigate = useNavigate();
  const { moves } = useTemplates();
  const agentName = useNameOf(useAgents());
  const pressed = (ticket: TicketRow) => (event: KeyboardEvent): void => {
    const step = event.altKey && event.key === 'ArrowRight' ? 1 : event.altKey && event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const to = neighbourOf(ticket, moves, step);
    if (to) void move(ticket, to).then(() => focusCard(ticket.id));
  };
  if (!shown) return tickets.error ? null : <Loading rows={3} />;
  if (shown.length === 0) return <p className="quiet board-none">{text('noneThere')}</p>;
  return (
    <ul>
      {shown.map((ticket) => (
        <li key={ticket.id}>
          <BoardCard ticket={ticket} agent={ticket.assignee === undefined ? undefined : agentName(ticket.assignee)} help={text('cardHelp')} open={() => void navigate(`/tickets/${ticket.id}`)} drag={drag} pressed={pressed(ticket)} />
        </li>
      ))}
    </ul>
  );
}

/** The card is another element in its new column. */
function focusCard(id: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-card="${id}"]`)?.focus());
}

/** Moves a ticket: at once on the board, back when the server refuses. */
function useMove(): Move {
  const text = useText(messages);
  const word = useText(words);
  const queries = useQueryClient();
  const { message } = App.useApp();
  return async (ticket, to) => {
    const put = (now: TicketRow, into: TicketStateName): void => {
      queries.setQueriesData<InfiniteData<TicketPage>>({ queryKey: ['tickets', 'list'] }, (data) => data && placed(data, now, into));
    };
    put({ ...ticket, state: to }, to);
    try {
      const now = await post<TicketRow>(`/api/tickets/${ticket.id}/move`, { version: ticket.version, to });
      put(now, now.state);
      message.success(text('moved', { number: ticket.id, state: word(now.state) }));
    } catch (error) {
      put(ticket, ticket.state);
      message.error(messageOf(error));
    } finally {
      // The index of lists follows within a second.
      setTimeout(() => void queries.invalidateQueries({ queryKey: ['tickets'] }), 1_000);
    }
  };
}

/** Each list's rows that are this ticket are as it is now; a list that shows its new column has it on top. */
function placed(data: InfiniteData<TicketPage>, now: TicketRow, into: TicketStateName): InfiniteData<TicketPage> {
  const known = data.pages.some(({ tickets }) => tickets.some(({ id }) => id === now.id));
  const states = new Set(data.pages.flatMap(({ tickets }) => tickets.map(({ state }) => state)));
  const joins = !known && (states.size === 0 || states.has(into));
  const pages = data.pages.map((page, index) => ({ ...page, tickets: [...(joins && index === 0 ? [now] : []), ...page.tickets.map((each) => (each.id === now.id ? now : each))] }));
  return { ...data, pages };
}
