import type { Clock } from '#core';
import type { TicketView, TicketViews } from '#tickets';
import type { Row, Sql } from '../../sql/sql.ts';

/** `TicketViews` on any `Sql`. */
export class SqlTicketViews implements TicketViews {
  readonly #sql: Sql;
  readonly #clock: Clock;

  constructor(sql: Sql, clock: Clock) {
    this.#sql = sql;
    this.#clock = clock;
  }

  async of(owner: string): Promise<readonly TicketView[]> {
    return (await this.#sql.query('SELECT * FROM ticket_views WHERE owner = $1 OR shared ORDER BY made_at, id', [owner])).map(viewOf);
  }

  async get(id: string): Promise<TicketView | undefined> {
    const [row] = await this.#sql.query('SELECT * FROM ticket_views WHERE id = $1', [id]);
    return row && viewOf(row);
  }

  async save({ id, owner, shared, name, filter, sort }: TicketView): Promise<void> {
    await this.#sql.query(
      'INSERT INTO ticket_views (id, owner, shared, made_at, body) VALUES ($1, $2, $3, $4, $5::jsonb) ON CONFLICT (id) DO UPDATE SET shared = excluded.shared, body = excluded.body',
      [id, owner, shared, new Date(this.#clock.wall()).toISOString(), JSON.stringify({ name, filter, sort })],
    );
  }

  async remove(id: string): Promise<void> {
    await this.#sql.query('DELETE FROM ticket_views WHERE id = $1', [id]);
  }
}

function viewOf({ id, owner, shared, body }: Row): TicketView {
  const { name, filter, sort } = body as Pick<TicketView, 'name' | 'filter' | 'sort'>;
  return { id: String(id), owner: String(owner), shared: shared === true, name, filter, sort };
}
