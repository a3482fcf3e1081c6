import type { AgitationCurve } from '#agitation';
import type { CallId } from '#core';
import type { Sql } from '../sql/sql.ts';
import type { AgitationStore } from './port.ts';

const NUL = '\u0000';

/** Curves on any `Sql`. */
export class SqlAgitation implements AgitationStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async keep(call: CallId, curve: AgitationCurve): Promise<void> {
    await this.#sql.query(
      'INSERT INTO call_agitation (call_id, from_ms, curve) VALUES ($1, $2, $3::jsonb) ON CONFLICT (call_id, from_ms) DO UPDATE SET curve = excluded.curve',
      [call, Math.round(curve.from * 1000), JSON.stringify(curve)],
    );
  }

  async of(call: CallId): Promise<readonly AgitationCurve[]> {
    if (call.includes(NUL)) return [];
    const rows = await this.#sql.query('SELECT curve FROM call_agitation WHERE call_id = $1 ORDER BY from_ms', [call]);
    return rows.map(({ curve }) => curve as AgitationCurve);
  }

  async forget(call: CallId): Promise<number> {
    if (call.includes(NUL)) return 0;
    return (await this.#sql.query('DELETE FROM call_agitation WHERE call_id = $1 RETURNING from_ms', [call])).length;
  }
}
