import { type Clock, type Log, Scope, sleep } from '#core';
import type { Ticket } from '#tickets';
import type { Sql } from '../../sql/sql.ts';
import { CONTENT, ticketOf } from '../ticket-row.ts';
import { factsOf } from './ticket-facts.ts';
import { bodyOf, wordsOf } from './ticket-words.ts';
import { urgencyOf } from './urgency.ts';

/** Tickets written in one statement. */
const AT_ONCE = 500;
/** What changes meanwhile goes together: a ticket that is worked on is written once. */
const GATHER_MS = 150;
const AGAIN_MS = 2_000;
/** Tickets looked at in one step of catching up. */
const STEP = 5_000;
/** Another server may have died between a ticket and its index. */
const LOOK_AGAIN_MS = 900_000;
/** More are not remembered: they are found by catching up. */
const MOST_WAITING = 50_000;

/** Both tables in one statement: words follow only a row that was taken. */
const WRITE = `WITH kept AS (
  INSERT INTO ticket_index AS t (ticket, version, state, queue, assignee, template, urgency, requester, customer, due_at, created_at, updated_at)
  SELECT * FROM jsonb_to_recordset($1::jsonb) AS n (ticket text, version int, state text, queue text, assignee text, template text, urgency smallint, requester text, customer text, due_at timestamptz, created_at timestamptz, updated_at timestamptz)
  ON CONFLICT (ticket) DO UPDATE SET version = excluded.version, state = excluded.state, queue = excluded.queue, assignee = excluded.assignee, template = excluded.template,
    urgency = excluded.urgency, requester = excluded.requester, customer = excluded.customer, due_at = excluded.due_at, updated_at = excluded.updated_at
  WHERE t.version < excluded.version
  RETURNING ticket
)
INSERT INTO ticket_words AS t (ticket, created_at, body, words)
  SELECT n.ticket, n.created_at, n.body, n.words FROM jsonb_to_recordset($2::jsonb) AS n (ticket text, created_at timestamptz, body text, words int[]) JOIN kept ON kept.ticket = n.ticket
  ON CONFLICT (ticket) DO UPDATE SET body = excluded.body, words = excluded.words WHERE t.words <> excluded.words OR t.body <> excluded.body`;
/** Numbers whose index is missing or old, in steps: each reads the two tables side by side. */
const MISSING = `SELECT max(t.id) AS last, count(*) AS seen, array_agg(t.id) FILTER (WHERE i.version IS NULL OR i.version < t.version) AS ids
  FROM (SELECT id, version FROM tickets WHERE id > $1 ORDER BY id LIMIT ${STEP}) t LEFT JOIN ticket_index i ON i.ticket = t.id`;

/**
 * Follows the tickets: what was written is in the index of lists and words within a second. In the background; it never throws.
 * What a kill or another server left out is found at the next start, and every quarter of an hour.
 */
export class TicketIndex {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #scope = new Scope();
  #waiting = new Map<string, Ticket>();
  #behind = false;
  #working: Promise<void> | undefined;

  constructor(sql: Sql, clock: Clock, log: Log) {
    this.#sql = sql;
    this.#clock = clock;
    this.#log = log;
  }

  /** Looks for what is missing, now and then again. */
  start(): void {
    this.#behind = true;
    this.#call();
    this.#scope.after(this.#clock, LOOK_AGAIN_MS, () => this.start());
  }

  /** A ticket was written. */
  add(ticket: Ticket): void {
    if (this.#waiting.size < MOST_WAITING || this.#waiting.has(ticket.id)) this.#waiting.set(ticket.id, ticket);
    else this.#behind = true;
    this.#call();
  }

  /** Resolves when everything added so far can be found. */
  settled(): Promise<void> {
    return this.#working ?? Promise.resolve();
  }

  async close(): Promise<void> {
    this.#scope.end('closed');
    await this.settled();
  }

  #call(): void {
    if (!this.#scope.ended) this.#working ??= this.#work();
  }

  async #work(): Promise<void> {
    try {
      while (!this.#scope.ended && (this.#waiting.size > 0 || this.#behind)) {
        if (this.#behind) await this.#catchUp();
        if (this.#waiting.size > 0 && this.#waiting.size < AT_ONCE) await sleep(this.#clock, GATHER_MS);
        await this.#writeWaiting();
      }
    } catch (error) {
      this.#behind = true;
      this.#log.warn('tickets could not be made searchable now; it is tried again soon', { error });
      this.#scope.after(this.#clock, AGAIN_MS, () => this.#call());
    } finally {
      this.#working = undefined;
    }
  }

  async #writeWaiting(): Promise<void> {
    const some = [...this.#waiting.values()].slice(0, AT_ONCE);
    if (some.length === 0) return;
    for (const { id } of some) this.#waiting.delete(id);
    await this.#write(some);
  }

  async #catchUp(): Promise<void> {
    this.#behind = false;
    for (let after = ''; !this.#scope.ended; ) {
      const [row] = await this.#sql.query(MISSING, [after]);
      const ids = (row?.ids ?? []) as string[];
      for (let at = 0; at < ids.length; at += AT_ONCE) {
        const rows = await this.#sql.query(`SELECT ${CONTENT} FROM tickets WHERE id = ANY($1::text[])`, [ids.slice(at, at + AT_ONCE)]);
        await this.#write(rows.map(ticketOf));
      }
      if (Number(row?.seen ?? 0) < STEP) return;
      after = String(row?.last);
      if (this.#waiting.size > 0) await this.#writeWaiting();
    }
  }

  /** Always in the same order: two servers with the same tickets wait for each other instead of both for ever. */
  async #write(tickets: readonly Ticket[]): Promise<void> {
    const rows = tickets.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((ticket) => ({ ticket, row: indexRow(ticket), words: wordsRow(ticket) }));
    await this.#sql.query(WRITE, [JSON.stringify(rows.map(({ row }) => row)), JSON.stringify(rows.map(({ words }) => words))]);
  }
}

const iso = (at: number) => new Date(Math.round(at)).toISOString();

/** A row of `ticket_index`. */
export function indexRow(ticket: Ticket) {
  const { id, version, state, queue, assignee, template, priority, requester, createdAt, updatedAt, dueAt } = ticket;
  return {
    ticket: id, version, state, queue, template,
    assignee: assignee ?? null,
    urgency: urgencyOf(priority),
    requester: requester.number ?? null,
    customer: requester.customer ?? null,
    due_at: dueAt === undefined ? null : iso(dueAt),
    created_at: iso(createdAt),
    updated_at: iso(updatedAt),
  };
}

/** A row of `ticket_words`. */
export function wordsRow(ticket: Ticket) {
  const body = bodyOf(ticket);
  return { ticket: ticket.id, created_at: iso(ticket.createdAt), body, words: [...wordsOf(body), ...factsOf(ticket)] };
}
