import { createHash } from 'node:crypto';
import { type CallId, type Clock, Emitter, type Log, type Millis, type Signal } from '#core';
import { type Facet, gramsOf } from '../search/search-grams.ts';
import type { Prepared, Row, Sql, SqlSession } from '../sql/sql.ts';
import type { StoredCorrection } from './port.ts';
import { brokenRules, type Spoken, type SpokenTurn, spokenTurns, tagsGiven } from './spoken-turns.ts';

/** Calls done in one go: what is computed of them keeps calls in progress waiting for some milliseconds. */
const CALLS_AT_ONCE = 25;
/** What ends within this time is read and written together. */
const GATHER_MS: Millis = 500;
/** Missing calls asked for at once: looking for them reads all that are not missing. */
const MISSING_AT_ONCE = 2_000;

/** Keeps the words of ended calls where they can be searched. One at a time, in the background; it never throws. */
export class TranscriptIndex {
  readonly #sql: Sql;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #waiting = new Set<string>();
  readonly #spoken = new Emitter<readonly CallId[]>();
  /** Ended calls may be missing: of an earlier version, of a run that was killed, or after the database was away. */
  #behind = true;
  /** Old calls that are missing, the newest first. */
  #missing: string[] = [];
  #working: Promise<void> | undefined;
  /** Somebody waits for the result: nothing is gathered. */
  #hurried = 0;
  #hurry = () => {};
  #closed = false;

  constructor(sql: Sql, clock: Clock, log: Log) {
    this.#sql = sql;
    this.#clock = clock;
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

  async settled(): Promise<void> {
    this.#hurried++;
    this.#hurry();
    await this.#working;
    this.#hurried--;
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.settled();
  }

  async #work(): Promise<void> {
    try {
      if (this.#waiting.size > 0) await this.#gather();
      while (!this.#closed && (this.#waiting.size > 0 || this.#behind)) {
        const fresh = this.#waiting.size > 0;
        const calls = await this.#next();
        if (calls.length > 0) await this.#write(calls);
        for (const call of calls) this.#waiting.delete(call);
        if (fresh && this.#waiting.size < CALLS_AT_ONCE) await this.#gather();
      }
    } catch (error) {
      this.#behind = true;
      this.#log.warn('the words of ended calls could not be made searchable now; it is tried again with the next call', { error });
    } finally {
      this.#working = undefined;
    }
  }

  #gather(): Promise<void> {
    if (this.#hurried > 0 || this.#closed) return Promise.resolve();
    return new Promise((done) => {
      const timer = this.#clock.after(GATHER_MS, done);
      this.#hurry = () => {
        timer.cancel();
        done();
      };
    });
  }

  async #next(): Promise<string[]> {
    if (this.#waiting.size > 0) return [...this.#waiting].slice(0, CALLS_AT_ONCE);
    if (this.#missing.length === 0) {
      const rows = await this.#sql.query(
        'SELECT id FROM calls c WHERE ended_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM searchable_calls s WHERE s.call_id = c.id) ORDER BY started_at DESC LIMIT $1',
        [MISSING_AT_ONCE],
      );
      this.#missing = rows.map(({ id }) => String(id));
    }
    const calls = this.#missing.splice(0, CALLS_AT_ONCE);
    this.#behind = calls.length > 0;
    return calls;
  }

  async #write(ids: readonly string[]): Promise<void> {
    const spoken = await writeTranscripts(this.#sql, ids);
    if (spoken.length > 0) this.#spoken.emit(spoken);
  }
}

/** Makes the rows that searches and mining read of ended calls, from their timelines and corrections; gives the calls that have words. */
export async function writeTranscripts(sql: Sql, ids: readonly string[]): Promise<readonly CallId[]> {
  const [rows, corrections] = await Promise.all([sql.query(READ, [ids]), correctionsOf(sql, ids)]);
  const calls = rows.map(({ id, queue, agent, language, steps }) => {
    const events = (steps ?? []) as readonly Spoken[];
    const call = String(id);
    const rules = brokenRules(events);
    const facets = [...factsOf({ queue, agent, language }), ...rules.map((rule): [Facet, string] => ['rule', rule])];
    return { call, rules, tags: tagsGiven(events), facets, turns: spokenTurns(call, events, corrections.get(call) ?? []) };
  });
  await sql.query(WRITE, [
    calls.map(({ call }) => call),
    JSON.stringify(calls.flatMap(({ turns }) => turns)),
    JSON.stringify(calls.flatMap(({ call, rules }) => rules.map((rule) => ({ rule, call_id: call })))),
    JSON.stringify(calls.map(({ call, turns, facets }) => ({ call_id: call, grams: gramsOf(turns, facets), made: stateOf(turns), spoken: turns.length > 0 }))),
    JSON.stringify(calls.flatMap(({ call, tags }) => tags.map((tag) => ({ tag, call_id: call })))),
  ]);
  return calls.flatMap(({ call, turns }) => (turns.length > 0 ? [call] : []));
}

/** The same words have the same number, whenever they are stored; others have another one. */
const stateOf = (turns: readonly SpokenTurn[]) => (turns.length === 0 ? WORDLESS : hashOf(turns));
const hashOf = (turns: readonly SpokenTurn[]) => createHash('sha256').update(JSON.stringify(turns)).digest().readInt32BE(0);
const WORDLESS = hashOf([]);

const factsOf = (row: Row) => (['queue', 'agent', 'language'] as const).flatMap((facet): [Facet, string][] => (typeof row[facet] === 'string' ? [[facet, row[facet]]] : []));

/** A call with the steps that matter in one row. */
const READ: Prepared = {
  name: 'read-spoken',
  text: `SELECT c.id, c.queue, c.agent, c.language,
      (SELECT json_agg(json_build_object('type', e.type, 'data', e.data, 'audioAt', e.audio_at) ORDER BY e.seq) FROM events e WHERE e.call_id = c.id AND e.type IN ('transcript.final', 'qa.alert', 'call.tagged')) AS steps
    FROM calls c WHERE c.id = ANY($1) AND c.ended_at IS NOT NULL`,
};

/** One statement, and so all of it or none. Turns that are no more are deleted; those that are there are replaced. */
const WRITE: Prepared = {
  name: 'write-spoken',
  text: `WITH turns AS (
      SELECT * FROM json_populate_recordset(NULL::transcript_turns, $2::json)
    ), gone AS (
      DELETE FROM transcript_turns t WHERE t.call_id = ANY($1) AND NOT EXISTS (SELECT 1 FROM turns n WHERE n.call_id = t.call_id AND n.speaker = t.speaker AND n.turn = t.turn)
    ), said AS (
      INSERT INTO transcript_turns (call_id, speaker, turn, start_s, body, end_s) SELECT call_id, speaker, turn, start_s, body, end_s FROM turns
      ON CONFLICT (call_id, speaker, turn) DO UPDATE SET start_s = excluded.start_s, body = excluded.body, end_s = excluded.end_s
    ), broken AS (
      INSERT INTO broken_rules (rule, call_id) SELECT rule, call_id FROM json_populate_recordset(NULL::broken_rules, $3::json) ON CONFLICT DO NOTHING
    ), tagged AS (
      INSERT INTO call_tags (tag, call_id) SELECT tag, call_id FROM json_populate_recordset(NULL::call_tags, $5::json) ON CONFLICT DO NOTHING
    )
    INSERT INTO searchable_calls (call_id, started_at, grams, made, spoken)
    SELECT f.call_id, c.started_at, f.grams, f.made, f.spoken FROM json_to_recordset($4::json) AS f(call_id text, grams int[], made int, spoken boolean) JOIN calls c ON c.id = f.call_id
    ON CONFLICT (call_id) DO UPDATE SET started_at = excluded.started_at, grams = excluded.grams, made = excluded.made, spoken = excluded.spoken`,
};

/** The corrections of these calls, each call's in the order they were made. */
export async function correctionsOf(sql: SqlSession, calls: readonly string[]): Promise<Map<string, StoredCorrection[]>> {
  const rows = await sql.query('SELECT * FROM corrections WHERE call_id = ANY($1) ORDER BY n', [calls]);
  const found = new Map<string, StoredCorrection[]>();
  for (const row of rows) found.set(String(row.call_id), [...(found.get(String(row.call_id)) ?? []), correctionOf(row)]);
  return found;
}

/** A row of `corrections`. */
export function correctionOf({ speaker, turn, word, was, text, by, at }: Row): StoredCorrection {
  return { speaker: String(speaker), turn: Number(turn), word: Number(word), was: String(was), text: String(text), by: String(by), at: at instanceof Date ? at.getTime() : Date.parse(String(at)) };
}
