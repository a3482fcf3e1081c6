import type { CallId, EpochMillis } from '#core';
import type { Prepared, Row, Sql } from '../sql/sql.ts';
import { epochOf } from '../timeline/rows.ts';
import { AnalysableReader } from './analysable-reader.ts';
import type { AnalysableCall, NewAnalysis, QualityStore, SampleQuery, StoredCalibration, StoredNote, StoredPlan, StoredSample } from './port.ts';
import { sampleOf, samplesStatement } from './samples-statement.ts';

const iso = (at: EpochMillis) => new Date(Math.round(at)).toISOString();
const json = (value: unknown) => JSON.stringify(value).replaceAll(String.raw`\u0000`, '');
const NUL = '\u0000';
const MOST_LISTED = 500;

/** One statement for many calls, which is its own transaction. */
const KEEP_ANALYSES: Prepared = {
  name: 'keep-analyses',
  text: `
  WITH fresh AS (
    SELECT * FROM json_to_recordset($1::json) AS f(call_id text, score float8, body jsonb)
  ), drawn AS (
    SELECT * FROM json_to_recordset($2::json) AS d(plan text, call_id text, agent text, period text, lot float8, quota int, reason jsonb, reviewer text, at timestamptz)
  ), analysed AS (
    INSERT INTO call_analyses (call_id, score, body) SELECT call_id, score, body FROM fresh ON CONFLICT (call_id) DO UPDATE SET score = excluded.score, body = excluded.body
  ), gone AS (
    DELETE FROM samples s WHERE s.call_id = ANY($3) AND s.taken_by IS NULL AND NOT EXISTS (SELECT 1 FROM drawn d WHERE d.plan = s.plan AND d.call_id = s.call_id)
  )
  INSERT INTO samples (plan, call_id, agent, period, lot, quota, reason, reviewer, at)
  SELECT plan, call_id, agent, period, lot, quota, reason, reviewer, at FROM drawn
  ON CONFLICT (plan, call_id) DO UPDATE SET agent = excluded.agent, period = excluded.period, lot = excluded.lot, quota = excluded.quota,
    reason = excluded.reason, reviewer = excluded.reviewer, at = excluded.at`,
};

/** `QualityStore` on any `Sql`. */
export class SqlQuality implements QualityStore {
  readonly #sql: Sql;
  readonly #reader: AnalysableReader;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.#reader = new AnalysableReader(sql);
  }

  async keepForms(forms: unknown, since: EpochMillis): Promise<void> {
    await this.#sql.query(
      `INSERT INTO scorecard_sets (since, forms) SELECT $1, $2::jsonb
       WHERE $2::jsonb IS DISTINCT FROM (SELECT forms FROM scorecard_sets ORDER BY n DESC LIMIT 1)`,
      [iso(since), json(forms)],
    );
  }

  async formsAt(at: EpochMillis): Promise<unknown> {
    const [row] = await this.#sql.query('SELECT forms FROM scorecard_sets ORDER BY (since <= $1) DESC, CASE WHEN since <= $1 THEN -n ELSE n END LIMIT 1', [iso(at)]);
    return row?.forms;
  }

  async unanalysed(limit: number): Promise<readonly CallId[]> {
    const rows = await this.#sql.query(
      'SELECT id FROM calls c WHERE ended_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM call_analyses a WHERE a.call_id = c.id) ORDER BY started_at DESC LIMIT $1',
      [limit],
    );
    return rows.map(({ id }) => String(id));
  }

  async analysable(calls: readonly CallId[]): Promise<readonly AnalysableCall[]> {
    const known = calls.filter((call) => !call.includes(NUL));
    return known.length === 0 ? [] : this.#reader.read(known);
  }

  async keepAnalyses(analyses: readonly NewAnalysis[]): Promise<void> {
    if (analyses.length === 0) return;
    const made = analyses.map(({ call, score, body }) => ({ call_id: call, score: score ?? null, body }));
    const drawn = analyses.flatMap(({ draws }) => draws.map(({ plan, callId, agent, period, lot, quota, reason, reviewer, at }) => ({ plan, call_id: callId, agent, period, lot, quota: quota ?? null, reason, reviewer: reviewer ?? null, at: iso(at) })));
    await this.#sql.query(KEEP_ANALYSES, [json(made), json(drawn), analyses.map(({ call }) => call)]);
  }

  async analysis(call: CallId): Promise<unknown> {
    if (call.includes(NUL)) return undefined;
    const [row] = await this.#sql.query('SELECT body FROM call_analyses WHERE call_id = $1', [call]);
    return row?.body;
  }

  async forget({ calls, from, until }: { readonly calls?: readonly CallId[]; readonly from?: EpochMillis; readonly until?: EpochMillis }): Promise<number> {
    const which = `call_id IN (SELECT id FROM calls WHERE ended_at IS NOT NULL AND ($1::text[] IS NULL OR id = ANY($1)) AND ($2::timestamptz IS NULL OR started_at >= $2) AND ($3::timestamptz IS NULL OR started_at < $3))`;
    const values = [calls ?? null, from === undefined ? null : iso(from), until === undefined ? null : iso(until)];
    return this.#sql.transaction(async (session) => {
      await session.query(`DELETE FROM samples WHERE taken_by IS NULL AND ${which}`, values);
      const gone = await session.query(`DELETE FROM call_analyses WHERE ${which} RETURNING call_id`, values);
      return gone.length;
    });
  }

  async keepModelSummary(call: CallId, body: unknown): Promise<void> {
    await this.#sql.query('INSERT INTO model_summaries (call_id, body) VALUES ($1, $2::jsonb) ON CONFLICT (call_id) DO UPDATE SET body = excluded.body', [call, json(body)]);
  }

  async modelSummary(call: CallId): Promise<unknown> {
    if (call.includes(NUL)) return undefined;
    const [row] = await this.#sql.query('SELECT body FROM model_summaries WHERE call_id = $1', [call]);
    return row?.body;
  }

  async samples(query: SampleQuery): Promise<readonly StoredSample[]> {
    const { text, values } = samplesStatement({ ...query, limit: Math.min(query.limit, MOST_LISTED) });
    return (await this.#sql.query(text, values)).map(sampleOf);
  }

  async give(plan: string, call: CallId, reviewer: string): Promise<boolean> {
    const rows = await this.#sql.query('UPDATE samples SET taken_by = $3 WHERE plan = $1 AND call_id = $2 RETURNING plan', [plan, call, reviewer]);
    return rows.length > 0;
  }

  async plans(): Promise<readonly StoredPlan[]> {
    const rows = await this.#sql.query('SELECT id, body, removed_at FROM sampling_plans ORDER BY id');
    return rows.map(({ id, body, removed_at: removed }) => ({ id: String(id), body, removed: removed !== null }));
  }

  async keepPlan(id: string, body: unknown): Promise<void> {
    await this.#sql.query('INSERT INTO sampling_plans (id, body) VALUES ($1, $2::jsonb) ON CONFLICT (id) DO UPDATE SET body = excluded.body', [id, json(body)]);
  }

  removePlan(id: string, at: EpochMillis): Promise<boolean> {
    return this.#sql.transaction(async (session) => {
      const gone = await session.query('UPDATE sampling_plans SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL RETURNING id', [id, iso(at)]);
      if (gone.length === 0) return false;
      await session.query("DELETE FROM samples s WHERE s.plan = $1 AND s.taken_by IS NULL AND NOT EXISTS (SELECT 1 FROM reviews r WHERE r.call_id = s.call_id AND r.copy = '')", [id]);
      return true;
    });
  }

  async calibrations(which?: 'open'): Promise<readonly StoredCalibration[]> {
    const rows = await this.#sql.query(`SELECT * FROM calibrations ${which === 'open' ? 'WHERE closed_at IS NULL' : ''} ORDER BY created_at DESC, id LIMIT $1`, [MOST_LISTED]);
    return rows.map(calibrationOf);
  }

  async calibration(id: string): Promise<StoredCalibration | undefined> {
    const [row] = await this.#sql.query('SELECT * FROM calibrations WHERE id = $1', [id]);
    return row && calibrationOf(row);
  }

  async addCalibration({ id, createdAt, body }: StoredCalibration): Promise<void> {
    await this.#sql.query('INSERT INTO calibrations (id, created_at, body) VALUES ($1, $2, $3::jsonb)', [id, iso(createdAt), json(body)]);
  }

  async closeCalibration(id: string, at: EpochMillis): Promise<boolean> {
    const rows = await this.#sql.query('UPDATE calibrations SET closed_at = $2 WHERE id = $1 AND closed_at IS NULL RETURNING id', [id, iso(at)]);
    return rows.length > 0;
  }

  async addNote({ id, callId, agent, writtenAt, body }: StoredNote): Promise<void> {
    await this.#sql.query('INSERT INTO coaching_notes (id, call_id, agent, written_at, body) VALUES ($1, $2, $3, $4, $5::jsonb)', [id, callId, agent, iso(writtenAt), json(body)]);
  }

  async note(id: string): Promise<StoredNote | undefined> {
    const [row] = await this.#sql.query('SELECT * FROM coaching_notes WHERE id = $1', [id]);
    return row && noteOf(row);
  }

  async removeNote(id: string): Promise<void> {
    await this.#sql.query('DELETE FROM coaching_notes WHERE id = $1', [id]);
  }

  async seeNote(id: string, at: EpochMillis): Promise<void> {
    await this.#sql.query('UPDATE coaching_notes SET seen_at = coalesce(seen_at, $2) WHERE id = $1', [id, iso(at)]);
  }

  async notesOf(which: { readonly call: CallId } | { readonly agent: string }): Promise<readonly StoredNote[]> {
    const [column, value] = 'call' in which ? ['call_id', which.call] : ['agent', which.agent];
    if (value.includes(NUL)) return [];
    const rows = await this.#sql.query(`SELECT * FROM coaching_notes WHERE ${column} = $1 ORDER BY written_at DESC, id LIMIT $2`, [value, MOST_LISTED]);
    return rows.map(noteOf);
  }
}

function calibrationOf({ id, created_at: created, closed_at: closed, body }: Row): StoredCalibration {
  return { id: String(id), createdAt: epochOf(created), ...(closed === null ? {} : { closedAt: epochOf(closed) }), body };
}

function noteOf({ id, call_id: call, agent, written_at: written, seen_at: seen, body }: Row): StoredNote {
  return { id: String(id), callId: String(call), agent: String(agent), writtenAt: epochOf(written), ...(seen === null ? {} : { seenAt: epochOf(seen) }), body };
}
