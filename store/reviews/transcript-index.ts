import { type CallId, Emitter, type Log, type Signal } from '#core';
import { eventOf } from '../timeline/rows.ts';
import type { Row, Sql, SqlSession } from '../sql/sql.ts';
import type { StoredCorrection } from './port.ts';
import { gramsOf } from './search-grams.ts';
import { brokenRules, spokenTurns } from './spoken-turns.ts';

/** Calls caught up with in one go. */
const CALLS_AT_ONCE = 100;

/** Keeps the words of ended calls where they can be searched. One at a time, in the background; it never throws. */
export class TranscriptIndex {
  readonly #sql: Sql;
  readonly #log: Log;
  readonly #waiting = new Set<string>();
  readonly #spoken = new Emitter<readonly CallId[]>();
  /** Ended calls may be missing: of an earlier version, of a run that was killed, or after the database was away. */
  #behind = true;
  #working: Promise<void> | undefined;
  #closed = false;

  constructor(sql: Sql, log: Log) {
    this.#sql = sql;
    this.#log = log;
  }

  /** Calls whose words were stored anew. */
  get spoken(): Signal<readonly CallId[]> {
    return this.#spoken;
  }

  /** Makes what these calls said searchable, soon; catches up with missing ones. */
  add(calls: readonly string[]): void {
    for (const call of calls) this.#waiting.add(call);
    if (!this.#closed && (this.#waiting.size > 0 || this.#behind)) this.#working ??= this.#work();
  }

  settled(): Promise<void> {
    return this.#working ?? Promise.resolve();
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.settled();
  }

  async #work(): Promise<void> {
    try {
      while (!this.#closed && (this.#waiting.size > 0 || this.#behind)) {
        const calls = await this.#next();
        if (calls.length > 0) await this.#write(calls);
        for (const call of calls) this.#waiting.delete(call);
      }
    } catch (error) {
      this.#behind = true;
      this.#log.warn('the words of ended calls could not be made searchable now; it is tried again with the next call', { error });
    } finally {
      this.#working = undefined;
    }
  }

  async #next(): Promise<string[]> {
    if (this.#waiting.size > 0) return [...this.#waiting].slice(0, CALLS_AT_ONCE);
    const rows = await this.#sql.query(
      'SELECT id FROM calls c WHERE ended_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM searchable_calls s WHERE s.call_id = c.id) ORDER BY started_at DESC LIMIT $1',
      [CALLS_AT_ONCE],
    );
    this.#behind = rows.length === CALLS_AT_ONCE;
    return rows.map(({ id }) => String(id));
  }

  async #write(calls: readonly string[]): Promise<void> {
    const rows = await this.#sql.query("SELECT * FROM events WHERE call_id = ANY($1) AND type IN ('transcript.final', 'qa.alert') ORDER BY call_id, seq", [calls]);
    const corrections = await correctionsOf(this.#sql, calls);
    const events = Map.groupBy(rows.map(eventOf), ({ callId }) => String(callId));
    const turns = calls.flatMap((call) => spokenTurns(events.get(call) ?? [], corrections.get(call) ?? []));
    const rules = calls.flatMap((call) => brokenRules(events.get(call) ?? []).map((rule) => ({ rule, call_id: call })));
    const said = Map.groupBy(turns, (turn) => turn.call_id);
    const searchable = calls.map((call) => ({ call_id: call, grams: gramsOf(said.get(call) ?? []) }));
    await this.#sql.transaction(async (session) => {
      await session.query('DELETE FROM transcript_turns WHERE call_id = ANY($1)', [calls]);
      await insertAll(session, 'transcript_turns', turns);
      await insertAll(session, 'broken_rules', rules);
      await session.query(SEARCHABLE, [JSON.stringify(searchable)]);
    });
    if (said.size > 0) this.#spoken.emit([...said.keys()]);
  }
}

const SEARCHABLE = `INSERT INTO searchable_calls AS s (call_id, grams) SELECT call_id, grams FROM jsonb_to_recordset($1::jsonb) AS c(call_id text, grams int[])
  ON CONFLICT (call_id) DO UPDATE SET grams = excluded.grams, made = s.made + 1`;

async function insertAll(session: SqlSession, table: 'transcript_turns' | 'broken_rules', rows: readonly unknown[]): Promise<void> {
  if (rows.length === 0) return;
  await session.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) ON CONFLICT DO NOTHING`, [JSON.stringify(rows)]);
}

/** The corrections of these calls, each call's in the order they were made. */
export async function correctionsOf(sql: SqlSession, calls: readonly string[]): Promise<Map<string, StoredCorrection[]>> {
  const rows = await sql.query('SELECT * FROM corrections WHERE call_id = ANY($1) ORDER BY n', [calls]);
  const found = new Map<string, StoredCorrection[]>();
  for (const row of rows) found.set(String(row.call_id), [...(found.get(String(row.call_id)) ?? []), correctionOf(row)]);
  return found;
}

function correctionOf({ speaker, turn, word, was, text, by, at }: Row): StoredCorrection {
  return { speaker: String(speaker), turn: Number(turn), word: Number(word), was: String(was), text: String(text), by: String(by), at: at instanceof Date ? at.getTime() : Date.parse(String(at)) };
}
