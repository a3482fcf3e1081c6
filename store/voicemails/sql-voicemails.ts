import type { EpochMillis, Language } from '#core';
import { epochOf } from '../timeline/rows.ts';
import type { Row, Sql } from '../sql/sql.ts';
import type { NewVoicemail, StoredVoicemail, VoicemailQuery, VoicemailStore } from './port.ts';

const iso = (at: EpochMillis) => new Date(Math.round(at)).toISOString();
const NUL = '\u0000';

/** Voicemails on any `Sql`. */
export class SqlVoicemails implements VoicemailStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async add({ id, call, queue, from, language, at, seconds, file, text }: NewVoicemail): Promise<void> {
    await this.#sql.query(
      'INSERT INTO voicemails (id, call_id, queue, caller, language, at, seconds, file, words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING',
      [id, call, queue, from.replaceAll(NUL, ''), language, iso(at), seconds, file, text ?? null],
    );
  }

  async find({ limit, queues, done, before }: VoicemailQuery): Promise<readonly StoredVoicemail[]> {
    const rows = await this.#sql.query(
      `SELECT * FROM voicemails
       WHERE ($2::text[] IS NULL OR queue = ANY($2)) AND ($3::boolean IS NULL OR (done_at IS NOT NULL) = $3) AND ($4::timestamptz IS NULL OR (at, id) < ($4, $5))
       ORDER BY at DESC, id DESC LIMIT $1`,
      [limit, queues ?? null, done ?? null, before ? iso(before.at) : null, before?.id ?? null],
    );
    return rows.map(voicemailOf);
  }

  async get(id: string): Promise<StoredVoicemail | undefined> {
    if (id.includes(NUL)) return undefined;
    const [row] = await this.#sql.query('SELECT * FROM voicemails WHERE id = $1', [id]);
    return row && voicemailOf(row);
  }

  async heard(id: string, by: string, at: EpochMillis): Promise<void> {
    await this.#sql.query('UPDATE voicemails SET heard_by = $2, heard_at = $3 WHERE id = $1 AND heard_at IS NULL', [id, by, iso(at)]);
  }

  async mark(id: string, done: { readonly by: string; readonly at: EpochMillis } | undefined): Promise<boolean> {
    const rows = await this.#sql.query('UPDATE voicemails SET done_by = $2, done_at = $3 WHERE id = $1 AND (done_at IS NULL) = ($3::timestamptz IS NOT NULL) RETURNING id', [id, done?.by ?? null, done ? iso(done.at) : null]);
    return rows.length > 0;
  }
}

function voicemailOf(row: Row): StoredVoicemail {
  const who = (by: unknown, at: unknown) => (at === null || at === undefined ? undefined : { by: String(by), at: epochOf(at) });
  const [done, heard] = [who(row.done_by, row.done_at), who(row.heard_by, row.heard_at)];
  return {
    id: String(row.id),
    call: String(row.call_id),
    queue: String(row.queue),
    from: String(row.caller),
    language: String(row.language) as Language,
    at: epochOf(row.at),
    seconds: Number(row.seconds),
    file: String(row.file),
    ...(typeof row.words === 'string' ? { text: row.words } : {}),
    ...(done ? { done } : {}),
    ...(heard ? { heard } : {}),
  };
}
