import type { TicketText, TicketTexts } from '#tickets';
import type { Sql } from '../sql/sql.ts';
import { epochOf } from '../timeline/rows.ts';

/** As much of a text as is compared. */
const SIGNS = 2_000;
const AFTER = `SELECT id, created_at, t.content ->> 'subject' AS subject, left(t.content ->> 'text', ${SIGNS}) AS text
  FROM (SELECT id, created_at, coalesce(content::jsonb, body) AS content FROM tickets WHERE (created_at, id) > ($1::timestamptz, $2) ORDER BY created_at, id LIMIT $3) t ORDER BY created_at, id`;
const NEWEST = 'SELECT created_at, id FROM tickets ORDER BY created_at DESC, id DESC OFFSET $1 LIMIT 1';

/** `TicketTexts` on any `Sql`, by the index of the newest tickets. Twin of tickets/similar/memory-texts.ts. */
export class SqlTicketTexts implements TicketTexts {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async after({ at, id }: { readonly at: number; readonly id: string }, limit: number): Promise<readonly TicketText[]> {
    const rows = await this.#sql.query(AFTER, [new Date(Math.round(at)).toISOString(), id, limit]);
    return rows.map((row) => ({ id: String(row.id), createdAt: epochOf(row.created_at), subject: String(row.subject), text: String(row.text) }));
  }

  async newest(most: number): Promise<{ readonly at: number; readonly id: string } | undefined> {
    const [row] = await this.#sql.query(NEWEST, [most - 1]);
    return row && { at: epochOf(row.created_at), id: String(row.id) };
  }
}
