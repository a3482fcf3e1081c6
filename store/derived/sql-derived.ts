import { type CallId, Emitter, type EpochMillis } from '#core';
import { SqlAgitation } from '../agitation/sql-agitation.ts';
import { SqlMining } from '../mining/sql-mining.ts';
import { SqlQuality } from '../quality/sql-quality.ts';
import { writeTranscripts } from '../reviews/transcript-index.ts';
import { CallFinder } from '../search/call-finder.ts';
import { Bindings, narrowing } from '../search/narrowing.ts';
import type { Sql } from '../sql/sql.ts';
import { readCall } from '../timeline/read-calls.ts';
import type { DerivedOf, DerivedStore } from './port.ts';

/** One statement: all of it or nothing. What was given to a reviewer by hand is nothing that could be derived. */
const FORGET = `WITH turns AS (DELETE FROM transcript_turns WHERE call_id = ANY($1)), broken AS (DELETE FROM broken_rules WHERE call_id = ANY($1)), tagged AS (DELETE FROM call_tags WHERE call_id = ANY($1)),
  searchable AS (DELETE FROM searchable_calls WHERE call_id = ANY($1)), mined AS (DELETE FROM mined_calls WHERE call_id = ANY($1)),
  drawn AS (DELETE FROM samples WHERE call_id = ANY($1) AND taken_by IS NULL)
  DELETE FROM call_analyses WHERE call_id = ANY($1)`;

/** The server may still have something to add to the timeline of a call that has just ended. */
const QUIET_FOR = "interval '1 hour'";

/** Behind the last step; the summary of the call knows that it was folded in. */
const ADD_WORDS = `WITH place AS (
    SELECT c.id, coalesce(max(e.seq), -1) AS last FROM calls c LEFT JOIN events e ON e.call_id = c.id
    WHERE c.id = $1 AND c.ended_at < $3::timestamptz - ${QUIET_FOR} AND NOT EXISTS (SELECT 1 FROM events w WHERE w.call_id = c.id AND w.type = 'transcript.final') GROUP BY c.id
  ), told AS (
    INSERT INTO events (call_id, seq, at, type, audio_at, data)
    SELECT p.id, p.last + t.n, $3::timestamptz, 'transcript.final', (t.data->'words'->0->>'start')::float8, t.data FROM place p CROSS JOIN jsonb_array_elements($2::jsonb) WITH ORDINALITY AS t(data, n)
    RETURNING seq
  )
  UPDATE calls SET last_seq = (SELECT max(seq) FROM told) WHERE id = $1 AND EXISTS (SELECT 1 FROM told) RETURNING id`;

/** `DerivedStore` on any `Sql`. */
export class SqlDerived implements DerivedStore {
  readonly #sql: Sql;
  readonly #finder: CallFinder;
  readonly mining: SqlMining;
  readonly quality: SqlQuality;
  readonly agitation: SqlAgitation;
  readonly timeline: DerivedStore['timeline'];

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#finder = new CallFinder(sql);
    this.mining = new SqlMining(sql, new Emitter());
    this.quality = new SqlQuality(sql);
    this.agitation = new SqlAgitation(sql);
    this.timeline = {
      call: (id) => readCall(sql, id),
      setting: async (key) => (await sql.query('SELECT value FROM settings WHERE key = $1', [key])).map(({ value }) => String(value))[0],
      setSetting: async (key, value) => void (await sql.query('INSERT INTO settings (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = now()', [key, value])),
    };
  }

  async count(which: DerivedOf): Promise<number> {
    const to = new Bindings();
    const conditions = [...narrowing(which, to), ...(which.ids === undefined ? [] : [`c.id = ANY(${to.bind(which.ids)})`])];
    const [row] = await this.#sql.query(`SELECT count(*) AS calls FROM calls c WHERE ${conditions.join(' AND ')}`, to.values);
    return Number(row?.calls ?? 0);
  }

  async page(which: DerivedOf, limit: number, cursor?: string): Promise<{ readonly calls: readonly CallId[]; readonly next?: string }> {
    const { rows, next } = await this.#finder.page({ ...which, limit, ...(cursor === undefined ? {} : { cursor }) });
    return { calls: rows.map(({ id }) => String(id)), ...(next === undefined ? {} : { next }) };
  }

  async forget(calls: readonly CallId[]): Promise<void> {
    await this.#sql.query(FORGET, [calls]);
  }

  async addWords(call: CallId, turns: readonly object[], now: EpochMillis): Promise<boolean> {
    return (await this.#sql.query(ADD_WORDS, [call, JSON.stringify(turns), new Date(now).toISOString()])).length > 0;
  }

  async makeSearchable(calls: readonly CallId[]): Promise<void> {
    await writeTranscripts(this.#sql, calls);
  }

  close(): Promise<void> {
    return this.#sql.close();
  }
}
