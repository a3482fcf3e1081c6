import { type CallId, Emitter } from '#core';
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
const FORGET = `WITH turns AS (DELETE FROM transcript_turns WHERE call_id = ANY($1)), broken AS (DELETE FROM broken_rules WHERE call_id = ANY($1)),
  searchable AS (DELETE FROM searchable_calls WHERE call_id = ANY($1)), mined AS (DELETE FROM mined_calls WHERE call_id = ANY($1)),
  drawn AS (DELETE FROM samples WHERE call_id = ANY($1) AND taken_by IS NULL)
  DELETE FROM call_analyses WHERE call_id = ANY($1)`;

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

  async makeSearchable(calls: readonly CallId[]): Promise<void> {
    await writeTranscripts(this.#sql, calls);
  }

  close(): Promise<void> {
    return this.#sql.close();
  }
}
