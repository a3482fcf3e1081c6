import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { TicketRow } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { useAgents, useNameOf, useQueues } from '../../../parts/list/queue-names.ts';
import { Name } from '../../../parts/names.tsx';
import { Empty, Failure, Loading } from '../../../parts/states.tsx';
import { useNow } from '../../../time/use-now.ts';
import type { Asked } from '../list/asked.ts';
import { useTickets } from '../list/use-tickets.ts';
import { PriorityMark, StateTag } from '../parts/marks.tsx';
import { words } from '../parts/messages.ts';
import { SlaClock } from './clock.tsx';
import { leftWords, nextClock } from './clock-words.ts';
import { messages } from './messages.ts';

const SHOWN = 200;
const GROUPS = ['breached', 'soon', 'calm'] as const;
type Group = (typeof GROUPS)[number];

function groupOf(ticket: TicketRow, now: number): Group | undefined {
  const clock = nextClock(ticket.clocks ?? []);
  const look = clock && leftWords(clock, now).look;
  return look === 'late' ? 'breached' : look === 'soon' || look === 'calm' ? look : undefined;
}

/** Whose clock ran out, whose runs out soon: who leads a team sees where to help, by the second. */
export function BreachBoard({ asked }: { readonly asked: Asked }): ReactNode {
  const text = useText(messages);
  const now = useNow();
  const { list, error, again } = useTickets({ filter: asked.filter, sort: 'due' }, SHOWN);
  if (!list) return error ? <Failure error={error} again={again} /> : <Loading rows={8} />;
  const grouped = list.map((ticket) => ({ ticket, group: groupOf(ticket, now) }));
  if (grouped.every(({ group }) => group === undefined)) return <Empty title={text('none')}>{text('noneHint')}</Empty>;
  return (
    <div className="breach-board" role="group" aria-label={text('board')}>
      {GROUPS.map((group) => <Part key={group} group={group} list={grouped.filter((each) => each.group === group).map(({ ticket }) => ticket)} />)}
    </div>
  );
}

function Part({ group, list }: { readonly group: Group; readonly list: readonly TicketRow[] }): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const queueName = useNameOf(useQueues());
  const agentName = useNameOf(useAgents());
  return (
    <section className={`breach-part ${group}`} aria-label={text('countOf', { name: text(group), count: list.length })}>
      <h2>{text(group)} <span className="breach-count figures">{list.length}</span></h2>
      <ul>
        {list.map((ticket) => (
          <li key={ticket.id}>
            <SlaClock ticket={ticket} wordy />
            <Link to={`/tickets/${ticket.id}`} title={ticket.subject}><bdi>{ticket.subject}</bdi></Link>
            <span className="quiet"><PriorityMark priority={ticket.priority} /> <StateTag state={ticket.state} /> <Name of={queueName(ticket.queue)} /> · {ticket.assignee === undefined ? word('nobody') : <Name of={agentName(ticket.assignee)} />}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
