import type { Callback, CallbackQuery, CallbackRecords } from '#callbacks';
import type { EpochMillis } from '#core';
import type { Row, Sql } from '../sql/sql.ts';

const iso = (at: EpochMillis) => new Date(Math.round(at)).toISOString();
const callbackOf = (row: Row): Callback => row.body as Callback;

/** Callbacks on any `Sql`. */
export class SqlCallbacks implements CallbackRecords {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async save(callback: Callback): Promise<boolean> {
    const { id, queue, state, askedAt, notBefore, revision } = callback;
    const rows = await this.#sql.query(
      `INSERT INTO callbacks AS c (id, queue, state, asked_at, not_before, revision, body)
       SELECT $1, $2, $3, $4, $5, $6, $7::jsonb WHERE $6 = 1 OR EXISTS (SELECT 1 FROM callbacks WHERE id = $1)
       ON CONFLICT (id) DO UPDATE SET queue = excluded.queue, state = excluded.state, not_before = excluded.not_before, revision = excluded.revision, body = excluded.body
       WHERE c.revision = excluded.revision - 1
       RETURNING id`,
      [id, queue, state, iso(askedAt), iso(notBefore), revision, JSON.stringify(callback)],
    );
    return rows.length > 0;
  }

  async load(since: EpochMillis): Promise<readonly Callback[]> {
    const rows = await this.#sql.query("SELECT body FROM callbacks WHERE state IN ('open', 'attempting') OR asked_at >= $1 ORDER BY asked_at, id", [iso(since)]);
    return rows.map(callbackOf);
  }

  async get(id: string): Promise<Callback | undefined> {
    if (id.includes('\u0000')) return undefined;
    const [row] = await this.#sql.query('SELECT body FROM callbacks WHERE id = $1', [id]);
    return row && callbackOf(row);
  }

  async find({ limit, queues, states, before }: CallbackQuery): Promise<readonly Callback[]> {
    const rows = await this.#sql.query(
      `SELECT body FROM callbacks
       WHERE ($2::text[] IS NULL OR queue = ANY($2)) AND ($3::text[] IS NULL OR state = ANY($3)) AND ($4::timestamptz IS NULL OR (asked_at, id) < ($4, $5))
       ORDER BY asked_at DESC, id DESC LIMIT $1`,
      [limit, queues ?? null, states ?? null, before ? iso(before.at) : null, before?.id ?? null],
    );
    return rows.map(callbackOf);
  }
}
