import type { TicketWrite } from '#tickets';
import type { Prepared } from '../sql/sql.ts';

/**
 * A batch in one statement, which is its own transaction: one way to the server and back, one flush of its log. Nothing in it that
 * distributed databases with PostgreSQL's language lack: no sequences, no locks, each table written once, rows found by their key.
 * Rows come as one JSON text for each table: made and sent in half the time of arrays, whose texts the driver escapes once more; moments in epoch ms.
 */
export const COMMIT: Prepared = {
  name: 'tickets-commit',
  text: `WITH kept AS (
  INSERT INTO tickets AS t (id, version, previous, state, queue, assignee, template, priority, requester, created_at, updated_at, body, look_at, due_at)
  SELECT n.id, n.version, n.previous, n.state, n.queue, n.assignee, n.template, n.priority, n.requester, to_timestamp(n.created_at / 1000.0), to_timestamp(n.updated_at / 1000.0), n.body,
    to_timestamp(n.look_at / 1000.0), to_timestamp(n.due_at / 1000.0)
  FROM jsonb_to_recordset($1::jsonb)
    AS n (id text, version int, previous int, state text, queue text, assignee text, template text, priority text, requester text, created_at float8, updated_at float8, body jsonb, look_at float8, due_at float8)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, previous = excluded.previous, state = excluded.state, queue = excluded.queue, assignee = excluded.assignee,
    priority = excluded.priority, requester = excluded.requester, updated_at = excluded.updated_at, body = excluded.body, look_at = excluded.look_at, due_at = excluded.due_at
  WHERE t.version = excluded.previous
  RETURNING t.id
), told AS (
  INSERT INTO ticket_events (ticket, seq, at, type, actor, data)
  SELECT e.ticket, e.seq, to_timestamp(e.at / 1000.0), e.type, e.actor, e.data
  FROM jsonb_to_recordset($2::jsonb) AS e (ticket text, seq int, at float8, type text, actor text, data jsonb)
  JOIN kept ON kept.id = e.ticket
), marked AS (
  INSERT INTO ticket_marks (mark, ticket, present)
  SELECT m.mark, m.ticket, m.present FROM unnest($3::text[], $4::text[], $5::boolean[]) AS m (mark, ticket, present)
  JOIN kept ON kept.id = m.ticket
  ON CONFLICT (mark, ticket) DO UPDATE SET present = excluded.present
)
SELECT id FROM kept`,
};

/** The values of `COMMIT`. */
export const batchValues = (writes: readonly TicketWrite[]): unknown[] => [ticketRows(writes), eventRows(writes), ...markColumns(writes)];

const json = (value: string | undefined): string => (value === undefined ? 'null' : JSON.stringify(value));
const moment = (at: number | undefined): string => (at === undefined ? 'null' : String(Math.round(at)));

function ticketRows(writes: readonly TicketWrite[]): string {
  const rows = writes.map(({ ticket, before, due }) => {
    const { id, version, state, queue, assignee, template, priority, requester, createdAt, updatedAt, lookAt } = ticket;
    return `{"id":"${id}","version":${version},"previous":${before},"state":"${state}","queue":${json(queue)},"assignee":${json(assignee)},"template":${json(template)},"priority":"${priority}","requester":${json(requester.number)},`
      + `"created_at":${moment(createdAt)},"updated_at":${moment(updatedAt)},"look_at":${moment(lookAt)},"due_at":${moment(due)},"body":${JSON.stringify(ticket)}}`;
  });
  return `[${rows.join(',')}]`;
}

function eventRows(writes: readonly TicketWrite[]): string {
  const rows = writes.flatMap(({ ticket: { id }, events }) => events.map(({ seq, at, type, by, data }) => `{"ticket":"${id}","seq":${seq},"at":${moment(at)},"type":"${type}","actor":${json(by)},"data":${JSON.stringify(data)}}`));
  return `[${rows.join(',')}]`;
}

function markColumns(writes: readonly TicketWrite[]): unknown[][] {
  const all = writes.flatMap(({ ticket: { id }, marks: { now, lost } }) => [...now.map((mark) => ({ id, mark, present: true })), ...lost.map((mark) => ({ id, mark, present: false }))]);
  return [all.map(({ mark }) => mark), all.map(({ id }) => id), all.map(({ present }) => present)];
}
