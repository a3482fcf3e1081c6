import { Fault, type Log } from '#core';
import type { CallSummary, TimelineEvent } from '../port.ts';
import type { Prepared, Sql } from '../sql/sql.ts';
import { eventOf, eventRows, summaryOf, summaryRow } from './rows.ts';
import { summarise } from './summarise.ts';

/** Calls in progress whose summary is kept at hand between batches: far more than go on at once. */
const CALLS_AT_HAND = 5_000;

interface Known {
  readonly summary: CallSummary;
  readonly lastSeq: number;
}

/** One statement, so that events and summaries are written together or not at all, in one round trip. */
const WRITE: Prepared = {
  name: 'write-timeline',
  text: `
  WITH written AS (
    INSERT INTO events (call_id, seq, at, type, audio_at, data)
    SELECT call_id, seq, to_timestamp(at / 1000), type, audio_at, data
    FROM jsonb_to_recordset($1::jsonb) AS e(call_id text, seq int, at float8, type text, audio_at float8, data jsonb)
    ON CONFLICT (call_id, seq) DO NOTHING
  )
  INSERT INTO calls
  SELECT (jsonb_populate_record(NULL::calls, row)).* FROM jsonb_array_elements($2::jsonb) AS row
  ON CONFLICT (id) DO UPDATE SET
    last_seq = excluded.last_seq, started_at = excluded.started_at, ended_at = excluded.ended_at,
    caller = excluded.caller, dialled = excluded.dialled, language = excluded.language, queue = excluded.queue,
    agent = excluded.agent, outcome = excluded.outcome, wait_seconds = excluded.wait_seconds,
    talk_seconds = excluded.talk_seconds, alerts = excluded.alerts, recording = excluded.recording
  WHERE calls.last_seq < excluded.last_seq OR $3`,
};

/** Writes batches of events and the summaries that follow from them. A repeated batch changes nothing. */
export class BatchSink {
  readonly #sql: Sql;
  readonly #log: Log;
  readonly #ended: (calls: readonly string[]) => void;
  #known = new Map<string, Known>();

  /** `ended` is told of calls whose last event is written. */
  constructor(sql: Sql, log: Log, ended: (calls: readonly string[]) => void = () => {}) {
    this.#sql = sql;
    this.#log = log;
    this.#ended = ended;
  }

  /** Rejects with a retryable Fault while the database is away; an event it refuses is dropped with a log line. */
  async write(batch: readonly TimelineEvent[]): Promise<void> {
    try {
      await this.#writeAll(batch);
    } catch (error) {
      if (error instanceof Fault && error.retryable) throw error;
      await this.#writeHalves(batch, error);
    }
  }

  /** Finds the event the database refuses by halving, so that it does not keep the others from being written. */
  async #writeHalves(batch: readonly TimelineEvent[], fault: unknown): Promise<void> {
    const [first] = batch;
    if (batch.length <= 1) {
      this.#log.error('an event was refused by the database and is lost', { type: first?.type, call: String(first?.callId), error: fault });
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await this.write(batch.slice(0, middle));
    await this.write(batch.slice(middle));
  }

  async #writeAll(batch: readonly TimelineEvent[]): Promise<void> {
    const known = await this.#summariesBefore(batch);
    const late = new Set<string>();
    // Steps that leave the summary as it is leave its row alone, too: each new version of a row costs all its indexes.
    const changed = new Map<string, Known>();
    for (const event of batch) {
      const before = known.get(event.callId);
      if (before && event.seq <= before.lastSeq) {
        late.add(event.callId);
        continue;
      }
      const now = { summary: summarise(before?.summary, event), lastSeq: event.seq };
      known.set(event.callId, now);
      if (now.summary !== before?.summary) changed.set(event.callId, now);
    }
    const rows = [...changed.values()].map(({ summary, lastSeq }) => summaryRow(summary, lastSeq));
    await this.#sql.query(WRITE, [eventRows(batch), JSON.stringify(rows), false]);
    this.#remember(known);
    for (const call of late) await this.#summariseAnew(call);
    const over = batch.filter(({ type }) => type === 'call.ended');
    if (over.length > 0) this.#ended(over.map(({ callId }) => callId));
  }

  /** The summaries of the batch's calls as they stand; a call that begins in this batch needs no look. */
  async #summariesBefore(batch: readonly TimelineEvent[]): Promise<Map<string, Known>> {
    const known = new Map<string, Known>();
    const asked = new Set<string>();
    for (const { callId, seq } of batch) {
      const atHand = this.#known.get(callId);
      if (atHand) known.set(callId, atHand);
      else if (seq > 0) asked.add(callId);
    }
    for (const { callId, seq } of batch) if (seq === 0) asked.delete(callId);
    if (asked.size === 0) return known;
    for (const row of await this.#sql.query('SELECT * FROM calls WHERE id = ANY($1)', [[...asked]])) {
      known.set(String(row.id), { summary: summaryOf(row), lastSeq: Number(row.last_seq) });
    }
    return known;
  }

  /** A repeated or late event: the fold is made again over the whole timeline, in order. */
  async #summariseAnew(callId: string): Promise<void> {
    const rows = await this.#sql.query('SELECT * FROM events WHERE call_id = $1 ORDER BY seq', [callId]);
    const events = rows.map(eventOf);
    const last = events.at(-1);
    const summary = events.reduce<CallSummary | undefined>(summarise, undefined);
    if (!last || !summary) return;
    await this.#sql.query(WRITE, ['[]', JSON.stringify([summaryRow(summary, last.seq)]), true]);
    this.#remember(new Map([[callId, { summary, lastSeq: last.seq }]]));
  }

  #remember(known: ReadonlyMap<string, Known>): void {
    for (const [id, entry] of known) {
      this.#known.delete(id);
      // Nothing is expected of a call that ended; should something come, the database tells.
      if (entry.summary.endedAt === undefined) this.#known.set(id, entry);
    }
    const surplus = this.#known.size - CALLS_AT_HAND;
    if (surplus <= 0) return;
    for (const id of [...this.#known.keys()].slice(0, surplus)) this.#known.delete(id);
  }
}
