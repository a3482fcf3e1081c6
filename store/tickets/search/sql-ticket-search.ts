import type { TicketSearch, TicketSearchQuery } from '#tickets';
import type { Row, Sql } from '../../sql/sql.ts';
import { epochOf } from '../../timeline/rows.ts';
import { LONGEST_PAGE, type Statement, countStatement, cursorOf, filterStatement, nearStatement, plainStatement, wantedTerms, windowEnd, wordsCount, wordsStatement } from './search-statement.ts';
import { type Term, monthBegin, monthNumber } from './ticket-words.ts';

/** A value with U+0000 in it cannot be in a database. */
const NUL = '\u0000';

/** So few that say it: all of them are fetched. */
const FEW_WORDS = 3_000;
/** So few that the filter leaves: all of them are looked at, whatever the words; or where the words are not rarer. */
const TINY_FILTER = 4_000;
const SMALL_FILTER = 30_000;
/** Counting by words looks at each: more are "many". */
const MOST_COUNTED_WORDS = 200;
/** The very first rows: what everybody writes fills a page from these. */
const GLANCE = 400;
/** Months looked at together when the first has too few. */
const MONTHS = [1, 2, 3];

/**
 * `TicketSearch` on any `Sql`. Words lead to tickets by an index of numbers, filters by theirs; which of them is asked first goes by
 * what is rarer, counted up to some thousand: few pass the filter → these are looked at; few say it → these; else many do both → the newest months first.
 */
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
    if (terms) return (await this.#rows({ ...query, sort: 'newest', limit: 1 }, terms, Math.min(most, MOST_COUNTED_WORDS))).length;
    return this.#count(countStatement(query, most));
  }

  async #rows(query: TicketSearchQuery, terms: readonly Term[] | undefined, wanted: number): Promise<readonly Row[]> {
    if (!terms) return this.#query(plainStatement(query, wanted));
    const first = await this.#query(nearStatement(query, terms, { rows: wanted, window: GLANCE }));
    if (first.length >= wanted) return first;
    const filtered = await this.#count(countStatement(query, SMALL_FILTER));
    if (filtered <= GLANCE) return first;
    if (filtered < TINY_FILTER) return this.#query(filterStatement(query, terms, wanted));
    if (query.sort === 'newest') return [...first, ...(await this.#byMonths(query, terms, wanted - first.length))];
    const few = await this.#areFew(query, terms);
    return few || filtered >= SMALL_FILTER ? this.#byWords(wordsStatement(query, terms, { rows: wanted })) : this.#query(filterStatement(query, terms, wanted));
  }

  /** Behind the first glance, by the numbers of some months each time: what is there often enough is found in the first. */
  async #byMonths(query: TicketSearchQuery, terms: readonly Term[], wanted: number): Promise<readonly Row[]> {
    const [end] = await this.#query(windowEnd(query, GLANCE));
    if (!end) return [];
    const rest = { ...query, cursor: cursorOf(end, query.sort) };
    const at = epochOf(end.created_at);
    const near = await this.#byWords(wordsStatement(rest, terms, { rows: wanted, months: [monthNumber(at)] }));
    if (near.length >= wanted) return near;
    const some = await this.#byWords(wordsStatement(rest, terms, { rows: wanted - near.length, months: MONTHS.map((earlier) => monthNumber(at, earlier)), until: monthBegin(at) }));
    const found = [...near, ...some];
    if (found.length >= wanted) return found;
    return [...found, ...(await this.#byWords(wordsStatement(rest, terms, { rows: wanted - found.length, until: monthBegin(at, MONTHS.length) })))];
  }

  async #areFew(query: TicketSearchQuery, terms: readonly Term[]): Promise<boolean> {
    return (await this.#count(wordsCount(query, terms, FEW_WORDS))) < FEW_WORDS;
  }

  async #count(statement: Statement): Promise<number> {
    const [row] = await this.#query(statement);
    return Number(row?.n ?? 0);
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
