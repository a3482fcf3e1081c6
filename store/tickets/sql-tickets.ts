import type { EpochMillis } from '#core';
import type { Ticket, TicketEvent, TicketQuery, TicketRecords, TicketWrite } from '#tickets';
import type { Prepared, Row, Sql } from '../sql/sql.ts';
import { epochOf } from '../timeline/rows.ts';
import { findTickets } from './find-tickets.ts';

const iso = (at: EpochMillis) => new Date(Math.round(at)).toISOString();

/**
 * A batch in one statement, which is its own transaction: one way to the server and back, one flush of its log. Nothing in it that
 * distributed databases with PostgreSQL's language lack: no sequences, no locks, each table written once, rows found by their key.
 */
const COMMIT: Prepared = {
  name: 'tickets-commit',
  text: `WITH kept AS (
  INSERT INTO tickets AS t (id, version, previous, state, queue, assignee, template, priority, requester, created_at, updated_at, body)
  SELECT n.id, n.version, n.previous, n.state, n.queue, n.assignee, n.template, n.priority, n.requester, n.created_at, n.updated_at, n.body::jsonb
  FROM unnest($1::text[], $2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::timestamptz[], $11::timestamptz[], $12::text[])
    AS n (id, version, previous, state, queue, assignee, template, priority, requester, created_at, updated_at, body)
  ON CONFLICT (id) DO UPDATE SET version = excluded.version, previous = excluded.previous, state = excluded.state, queue = excluded.queue, assignee = excluded.assignee,
    priority = excluded.priority, requester = excluded.requester, updated_at = excluded.updated_at, body = excluded.body
  WHERE t.version = excluded.previous
  RETURNING t.id
), told AS (
  INSERT INTO ticket_events (ticket, seq, at, type, actor, data)
  SELECT e.ticket, e.seq, e.at, e.type, e.actor, e.data::jsonb
  FROM unnest($13::text[], $14::int[], $15::timestamptz[], $16::text[], $17::text[], $18::text[]) AS e (ticket, seq, at, type, actor, data)
  JOIN kept ON kept.id = e.ticket
), marked AS (
  INSERT INTO ticket_marks (mark, ticket, present)
  SELECT m.mark, m.ticket, m.present FROM unnest($19::text[], $20::text[], $21::boolean[]) AS m (mark, ticket, present)
  JOIN kept ON kept.id = m.ticket
  ON CONFLICT (mark, ticket) DO UPDATE SET present = excluded.present
)
SELECT id FROM kept`,
};
const GET: Prepared = { name: 'tickets-get', text: 'SELECT body FROM tickets WHERE id = ANY($1::text[])' };
const HISTORY = 'SELECT seq, at, type, actor, data FROM ticket_events WHERE ticket = $1 AND seq > $2 ORDER BY seq LIMIT $3';

/** `TicketRecords` on any `Sql`. Twin of tickets/memory-tickets.ts. */
export class SqlTickets implements TicketRecords {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async commit(batch: readonly TicketWrite[]): Promise<ReadonlySet<string>> {
    // Always in the same order: two servers with the same tickets wait for each other instead of both for ever.
    const writes = batch.toSorted((a, b) => (a.ticket.id < b.ticket.id ? -1 : 1));
    const rows = await this.#sql.query(COMMIT, [...ticketColumns(writes), ...eventColumns(writes), ...markColumns(writes)]);
    return new Set(rows.map(({ id }) => String(id)));
  }

  async get(ids: readonly string[]): Promise<readonly Ticket[]> {
    return (await this.#sql.query(GET, [ids])).map(ticketOf);
  }

  async find(query: TicketQuery): Promise<readonly Ticket[]> {
    const { text, values } = findTickets(query);
    return (await this.#sql.query(text, values)).map(ticketOf);
  }

  async history(id: string, after: number, limit: number): Promise<readonly TicketEvent[]> {
    return (await this.#sql.query(HISTORY, [id, after, limit])).map(eventOf);
  }
}

function ticketColumns(writes: readonly TicketWrite[]): unknown[][] {
  const column = (of: (ticket: Ticket) => unknown) => writes.map(({ ticket }) => of(ticket));
  return [
    column(({ id }) => id),
    column(({ version }) => version),
    writes.map(({ before }) => before),
    column(({ state }) => state),
    column(({ queue }) => queue),
    column(({ assignee }) => assignee ?? null),
    column(({ template }) => template),
    column(({ priority }) => priority),
    column(({ requester: { number } }) => number ?? null),
    column(({ createdAt }) => iso(createdAt)),
    column(({ updatedAt }) => iso(updatedAt)),
    column((ticket) => JSON.stringify(ticket)),
  ];
}

function eventColumns(writes: readonly TicketWrite[]): unknown[][] {
  const all = writes.flatMap(({ ticket, events }) => events.map((event) => ({ ticket: ticket.id, event })));
  return [
    all.map(({ ticket }) => ticket),
    all.map(({ event }) => event.seq),
    all.map(({ event }) => iso(event.at)),
    all.map(({ event }) => event.type),
    all.map(({ event }) => event.by),
    all.map(({ event }) => JSON.stringify(event.data)),
  ];
}

function markColumns(writes: readonly TicketWrite[]): unknown[][] {
  const all = writes.flatMap(({ ticket: { id }, marks: { now, lost } }) => [...now.map((mark) => ({ id, mark, present: true })), ...lost.map((mark) => ({ id, mark, present: false }))]);
  return [all.map(({ mark }) => mark), all.map(({ id }) => id), all.map(({ present }) => present)];
}

const ticketOf = (row: Row): Ticket => row.body as Ticket;

function eventOf({ seq, at, type, actor, data }: Row): TicketEvent {
  return { seq: Number(seq), at: epochOf(at), type: type as TicketEvent['type'], by: String(actor), data: data as TicketEvent['data'] };
}
