import type { EpochMillis } from '#core';
import type { Look, Ticket, TicketEvent, TicketMark, TicketQuery, TicketRecords, TicketWrite } from '#tickets';
import type { Prepared, Row, Sql } from '../sql/sql.ts';
import { epochOf } from '../timeline/rows.ts';
import { COMMIT, batchValues } from './commit-batch.ts';
import { findTickets } from './find-tickets.ts';
import { CONTENT, ticketOf } from './ticket-row.ts';

const iso = (at: EpochMillis) => new Date(Math.round(at)).toISOString();
const isoOrNull = (at: EpochMillis | undefined) => (at === undefined ? null : iso(at));

const GET: Prepared = { name: 'tickets-get', text: `SELECT ${CONTENT} FROM tickets WHERE id = ANY($1::text[])` };
/** Only tickets that are still as they were looked at: what changed since has its own next look. */
const LATER: Prepared = { name: 'tickets-look-later', text: 'UPDATE tickets AS t SET look_at = n.look_at FROM unnest($1::text[], $2::int[], $3::timestamptz[]) AS n (id, version, look_at) WHERE t.id = n.id AND t.version = n.version' };
const TO_LOOK: Prepared = { name: 'tickets-to-look', text: 'SELECT id FROM tickets WHERE look_at <= $1 ORDER BY look_at LIMIT $2' };
const DUE = `SELECT ${CONTENT} FROM tickets WHERE due_at <= $1 AND ($2::text[] IS NULL OR queue = ANY($2::text[])) ORDER BY due_at LIMIT $3`;
const LINE = `SELECT ${CONTENT} FROM tickets WHERE queue = $1 AND assignee IS NULL AND state IN ('new', 'open') ORDER BY due_at, created_at LIMIT $2`;
/** Messages of rules are marks, too (tickets/rules/unsent.ts): the key begins with the moment. */
const UNSENT = 'SELECT mark, ticket FROM ticket_marks WHERE mark >= $1 AND mark < $2 ORDER BY mark LIMIT $3';
const SENT = 'DELETE FROM ticket_marks WHERE (mark, ticket) IN (SELECT mark, ticket FROM unnest($1::text[], $2::text[]) AS n (mark, ticket))';
const HISTORY = 'SELECT seq, at, type, actor, coalesce(content, data::text) AS content FROM ticket_events WHERE ticket = $1 AND seq > $2 ORDER BY seq LIMIT $3';

/** `TicketRecords` on any `Sql`. Twin of tickets/memory-tickets.ts. */
export class SqlTickets implements TicketRecords {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async commit(batch: readonly TicketWrite[]): Promise<ReadonlySet<string>> {
    // Always in the same order: two servers with the same tickets wait for each other instead of both for ever.
    const writes = batch.toSorted((a, b) => (a.ticket.id < b.ticket.id ? -1 : 1));
    const rows = await this.#sql.query(COMMIT, batchValues(writes));
    return new Set(rows.map(({ id }) => String(id)));
  }

  async get(ids: readonly string[]): Promise<readonly Ticket[]> {
    return (await this.#sql.query(GET, [ids])).map(ticketOf);
  }

  async find(query: TicketQuery): Promise<readonly Ticket[]> {
    const { text, values } = findTickets(query);
    return (await this.#sql.query(text, values)).map(ticketOf);
  }

  async toLook(now: EpochMillis, limit: number): Promise<readonly string[]> {
    return (await this.#sql.query(TO_LOOK, [iso(now), limit])).map(({ id }) => String(id));
  }

  async lookLater(looks: readonly Look[]): Promise<void> {
    const sorted = looks.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    await this.#sql.query(LATER, [sorted.map(({ id }) => id), sorted.map(({ version }) => version), sorted.map(({ at }) => isoOrNull(at))]);
  }

  async dueBefore(until: EpochMillis, queues: readonly string[] | undefined, limit: number): Promise<readonly Ticket[]> {
    return (await this.#sql.query(DUE, [iso(until), queues ?? null, limit])).map(ticketOf);
  }

  async unassigned(queue: string, limit: number): Promise<readonly Ticket[]> {
    return (await this.#sql.query(LINE, [queue, limit])).map(ticketOf);
  }

  async unsent(from: string, until: string, limit: number): Promise<readonly TicketMark[]> {
    return (await this.#sql.query(UNSENT, [from, until, limit])).map(({ mark, ticket }) => ({ ticket: String(ticket), mark: String(mark) }));
  }

  async sent(messages: readonly TicketMark[]): Promise<void> {
    await this.#sql.query(SENT, [messages.map(({ mark }) => mark), messages.map(({ ticket }) => ticket)]);
  }

  async history(id: string, after: number, limit: number): Promise<readonly TicketEvent[]> {
    return (await this.#sql.query(HISTORY, [id, after, limit])).map(eventOf);
  }
}

function eventOf({ seq, at, type, actor, content }: Row): TicketEvent {
  return { seq: Number(seq), at: epochOf(at), type: type as TicketEvent['type'], by: String(actor), data: JSON.parse(String(content)) as TicketEvent['data'] };
}
