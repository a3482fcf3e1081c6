import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { TicketRow } from '#contract';
import { useText } from '../../../i18n/use-text.ts';
import { Name } from '../../../parts/names.tsx';
import { Ago } from '../../../time/clocks.tsx';
import { SlaClock } from '../clocks/clock.tsx';
import { PaperClip, PriorityMark, RequesterName, StateTag } from '../parts/marks.tsx';
import { useTemplateName } from '../parts/use-templates.ts';
import { words } from '../parts/messages.ts';
import { messages } from './messages.ts';

interface Props {
  readonly list: readonly TicketRow[];
  readonly chosen: ReadonlySet<string>;
  readonly choose: (ids: ReadonlySet<string>) => void;
  /** The row the keys are at. */
  readonly at: string | undefined;
  readonly queueName: (id: string) => string;
  readonly agentName: (id: string) => string;
}

/** Tickets, a line each. */
export function TicketTable({ list, chosen, choose, at, queueName, agentName }: Props): ReactNode {
  const text = useText(messages);
  const word = useText(words);
  const templateName = useTemplateName();
  const all = list.every(({ id }) => chosen.has(id));
  return (
    <table className="list-table cards ticket-table">
      <caption className="hidden-text">{text('title')}</caption>
      <thead>
        <tr>
          <th scope="col" className="ticket-check"><Checkbox checked={all} indeterminate={!all && chosen.size > 0} aria-label={text('selectAll')} onChange={() => choose(all ? new Set() : new Set(list.map(({ id }) => id)))} /></th>
          {(['subject', 'requester', 'state', 'assignee', 'updated'] as const).map((column) => <th key={column} scope="col">{word(column)}</th>)}
        </tr>
      </thead>
      <tbody>
        {list.map((ticket) => (
          <tr key={ticket.id} data-ticket={ticket.id} className={`${chosen.has(ticket.id) ? 'chosen' : ''} ${at === ticket.id ? 'at' : ''}`}>
            <td className="ticket-check"><Checkbox checked={chosen.has(ticket.id)} aria-label={text('select', { number: ticket.id })} onChange={() => choose(toggled(chosen, ticket.id))} /></td>
            <th scope="row">
              <div className="ticket-line">
                <PriorityMark priority={ticket.priority} />
                <Link to={`/tickets/${ticket.id}`} className="ticket-subject" title={ticket.subject}><bdi>{ticket.subject}</bdi></Link>
                {waitsForUs(ticket) && <span className="ticket-unread">{text('unread')}</span>}
              </div>
              <div className="quiet ticket-under">
                <span className="figures">#{ticket.id}</span> · {templateName(ticket.template)}
                {ticket.tags.map((tag) => <span key={tag} className="list-tag">{tag}</span>)}
                {(ticket.files?.length ?? 0) > 0 && <span title={text('files', { count: ticket.files?.length ?? 0 })}><PaperClip /> {ticket.files?.length}</span>}
              </div>
            </th>
            <td data-title={word('requester')}><RequesterName requester={ticket.requester} /></td>
            <td><StateTag state={ticket.state} /><div><SlaClock ticket={ticket} /></div></td>
            <td data-title={word('assignee')}>
              {ticket.assignee === undefined ? <span className="quiet">{word('nobody')}</span> : <Name of={agentName(ticket.assignee)} />}
              <div className="quiet"><Name of={queueName(ticket.queue)} /></div>
            </td>
            <td><Ago at={ticket.updatedAt} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The customer wrote last, and nobody has answered since. */
export function waitsForUs({ state, customerAt, lastReplyAt, createdAt }: Pick<TicketRow, 'state' | 'customerAt' | 'lastReplyAt' | 'createdAt'>): boolean {
  return (state === 'new' || state === 'open') && customerAt !== undefined && customerAt > createdAt && customerAt > (lastReplyAt ?? 0);
}

export function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen);
  if (!next.delete(id)) next.add(id);
  return next;
}
