import type { TicketSearch, TicketSearchQuery } from '#tickets';
import type { Row, Sql } from '../../sql/sql.ts';
import { LONGEST_PAGE, type Statement, countStatement, cursorOf, farStatement, nearStatement, wantedTerms, windowEnd } from './search-statement.ts';
import type { Term } from './ticket-words.ts';

/** A value with U+0000 in it cannot be in a database. */
const NUL = '\u0000';

/** `TicketSearch` on any `Sql`. */
export class SqlTicketSearch implements TicketSearch {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async search(query: TicketSearchQuery): ReturnType<TicketSearch['search']> {
    const terms = wantedTerms(query.filter);
    if (terms?.length === 0 || hasNul(query.filter)) return { ids: [] };
    const limit = Math.max(1, Math.min(LONGEST_PAGE, Math.trunc(query.limit)));
    const rows = await this.#rows(query, terms, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { ids: page.map(({ ticket }) => String(ticket)), ...(rows.length > limit && last ? { next: cursorOf(last, query.sort) } : {}) };
  }

  async count(query: Parameters<TicketSearch['count']>[0], most: number): Promise<number> {
    const terms = wantedTerms(query.filter);
    if (terms?.length === 0 || hasNul(query.filter)) return 0;
    if (terms) return (await this.#rows({ ...query, sort: 'newest', limit: most }, terms, most)).length;
    const [row] = await this.#query(countStatement(query, most));
    return Number(row?.n ?? 0);
  }

  /** From the first rows in order, and when these are not enough from all others by an index of words. */
  async #rows(query: TicketSearchQuery, terms: readonly Term[] | undefined, wanted: number): Promise<readonly Row[]> {
    const near = await this.#query(nearStatement(query, terms, wanted));
    if (!terms || near.length >= wanted) return near;
    const [end] = await this.#query(windowEnd(query));
    if (!end) return near;
    const far = await this.#byWords(farStatement({ ...query, cursor: cursorOf(end, query.sort) }, terms, wanted - near.length));
    return [...near, ...far];
  }

  /** Reading every row is never faster here, whatever the planner thinks of arrays. */
  #byWords({ text, values }: Statement): Promise<readonly Row[]> {
    return this.#sql.transaction(async (session) => {
      await session.query('SET LOCAL enable_seqscan = off');
      return session.query(text, values);
    });
  }

  #query({ text, values }: Statement): Promise<readonly Row[]> {
    return this.#sql.query(text, values);
  }
}

const hasNul = (filter: TicketSearchQuery['filter']): boolean => Object.values(filter).flat().some((value) => typeof value === 'string' && value.includes(NUL));
