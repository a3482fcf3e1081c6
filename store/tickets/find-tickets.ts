import type { TicketQuery } from '#tickets';
import { CONTENT } from './ticket-row.ts';

/** The statement for one page of tickets, newest first; every filter that is given counts. */
export function findTickets(query: TicketQuery): { readonly text: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const when = (at: number) => bind(new Date(Math.round(at)).toISOString());
  const where: string[] = [];
  const equal = (column: string, value: unknown) => value !== undefined && where.push(`${column} = ${bind(value)}`);
  const oneOf = (column: string, list: readonly string[] | undefined) => list && where.push(list.length === 1 ? `${column} = ${bind(list[0])}` : `${column} = ANY(${bind(list)}::text[])`);
  if (query.seenBy) {
    const { queues, agent } = query.seenBy;
    where.push(agent === undefined ? `queue = ANY(${bind(queues)}::text[])` : `(queue = ANY(${bind(queues)}::text[]) OR assignee = ${bind(agent)})`);
  }
  equal('queue', query.queue);
  oneOf('state', query.states);
  equal('assignee', query.assignee);
  if (query.unassigned) where.push('assignee IS NULL');
  equal('template', query.template);
  oneOf('priority', query.priorities);
  equal('requester', query.requester);
  for (const mark of query.marks ?? []) where.push(`id IN (SELECT ticket FROM ticket_marks WHERE mark = ${bind(mark)} AND present)`);
  if (query.from !== undefined) where.push(`created_at >= ${when(query.from)}`);
  if (query.until !== undefined) where.push(`created_at < ${when(query.until)}`);
  if (query.before) where.push(`(created_at, id) < (${when(query.before.at)}, ${bind(query.before.id)})`);
  const filter = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
  return { text: `SELECT ${CONTENT} FROM tickets ${filter} ORDER BY created_at DESC, id DESC LIMIT ${bind(query.limit)}`, values };
}
