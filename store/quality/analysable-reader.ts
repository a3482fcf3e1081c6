import type { CallId } from '#core';
import { correctionOf } from '../reviews/transcript-index.ts';
import type { Prepared, Row, Sql } from '../sql/sql.ts';
import { summaryOf } from '../timeline/rows.ts';
import type { AnalysableCall } from './port.ts';

/** What analyses are made of; the rest of a timeline is not read for them. */
const TYPES = ['transcript.final', 'qa.alert', 'qa.verdicts'];
/** What a conversation that nobody judged is judged by afterwards. */
const TOLD = ['qa.heard', 'agent.connected', 'agent.left', 'queue.entered', 'call.held', 'call.resumed'];

/** Each call with its steps in one row: many calls cost hardly more than one. `forms`: number of the scorecards of its day. */
const READ: Prepared = {
  name: 'read-analysable',
  text: `
  SELECT c.*,
    (SELECT s.n FROM scorecard_sets s ORDER BY (s.since <= c.started_at) DESC, CASE WHEN s.since <= c.started_at THEN -s.n ELSE s.n END LIMIT 1) AS forms,
    (SELECT json_agg(json_build_object('seq', e.seq, 'type', e.type, 'data', e.data, 'audioAt', e.audio_at) ORDER BY e.seq) FROM events e WHERE e.call_id = c.id
      AND (e.type = ANY($2) OR (e.type = ANY($3) AND NOT EXISTS (SELECT 1 FROM events v WHERE v.call_id = c.id AND v.type = 'qa.verdicts')))) AS steps,
    (SELECT json_agg(k ORDER BY k.n) FROM corrections k WHERE k.call_id = c.id) AS corrected
  FROM calls c WHERE c.id = ANY($1) AND c.ended_at IS NOT NULL`,
};

/** Reads ended calls for their analysis; scorecards, which never change once kept, are read once. */
export class AnalysableReader {
  readonly #sql: Sql;
  readonly #forms = new Map<string, unknown>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async read(calls: readonly CallId[]): Promise<readonly AnalysableCall[]> {
    const rows = await this.#sql.query(READ, [calls, TYPES, TOLD]);
    await this.#learn(rows);
    return rows.map((row) => ({
      summary: summaryOf(row),
      events: ((row.steps ?? []) as readonly Step[]).map(({ seq, type, data, audioAt }) => ({ seq, type, data, ...(audioAt === null ? {} : { audioAt }) })),
      corrections: ((row.corrected ?? []) as readonly Row[]).map(correctionOf),
      forms: this.#forms.get(String(row.forms)),
    }));
  }

  async #learn(rows: readonly Row[]): Promise<void> {
    const unknown = [...new Set(rows.flatMap(({ forms }) => (forms === null || this.#forms.has(String(forms)) ? [] : [String(forms)])))];
    if (unknown.length === 0) return;
    for (const { n, forms } of await this.#sql.query('SELECT n, forms FROM scorecard_sets WHERE n = ANY($1::bigint[])', [unknown])) this.#forms.set(String(n), forms);
  }
}

interface Step {
  readonly seq: number;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly audioAt: number | null;
}
