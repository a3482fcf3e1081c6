import type { TicketSearch, TicketSearchQuery } from '#tickets';
import type { Row, Sql, SqlSession } from '../../sql/sql.ts';
import { type Groups, groupsOf } from './asked.ts';
import { Search, countOf } from './search.ts';
import { cursorOf } from './search-order.ts';
import { type Statement, plainStatement } from './search-statement.ts';
import { type Term, termsOf } from './ticket-words.ts';

/** A value with U+0000 in it cannot be in a database. */
const NUL = '\u0000';
/** A page is never longer, whatever was asked for. */
const LONGEST_PAGE = 200;
/**
 * The index of numbers is always right, whatever the planner thinks of arrays, and compiling a statement takes longer than carrying it out. Databases that speak
 * PostgreSQL's language know some of these only.
 */
const SETTINGS: Readonly<Record<string, string>> = { enable_seqscan: 'off', jit: 'off', work_mem: "'16MB'", max_parallel_workers_per_gather: '0' };
const KNOWN = 'SELECT name FROM pg_settings WHERE name = ANY($1::text[])';

/** `TicketSearch` on any `Sql`; how it goes about it: `Search`. */
export class SqlTicketSearch implements TicketSearch {
  readonly #sql: Sql;
  #settings: string | undefined;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async search(query: TicketSearchQuery): ReturnType<TicketSearch['search']> {
    const asked = askedOf(query);
    if (!asked) return { ids: [] };
    const limit = Math.max(1, Math.min(LONGEST_PAGE, Math.trunc(query.limit)));
    const rows = asked.groups.length === 0 ? await this.#query(plainStatement(query, limit + 1)) : await this.#tuned((session) => new Search(session, query, asked.terms).rows(limit + 1));
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { ids: page.map(({ ticket }) => String(ticket)), ...(rows.length > limit && last ? { next: cursorOf(last, query.sort) } : {}) };
  }

  async count(query: Parameters<TicketSearch['count']>[0], most: number): Promise<number> {
    const asked = askedOf(query);
    return asked ? this.#tuned((session) => countOf(session, query, asked, most)) : 0;
  }

  #tuned<T>(work: (session: SqlSession) => Promise<T>): Promise<T> {
    return this.#sql.transaction(async (session) => {
      this.#settings ??= await settingsOf(session);
      if (this.#settings !== '') await session.query(this.#settings);
      return work(session);
    });
  }

  #query({ text, values }: Statement): Promise<readonly Row[]> {
    return this.#sql.query(text, values);
  }
}

async function settingsOf(session: SqlSession): Promise<string> {
  const known = await session.query(KNOWN, [Object.keys(SETTINGS)]);
  return known.map(({ name }) => `SET LOCAL ${String(name)} = ${SETTINGS[String(name)] ?? 'DEFAULT'}`).join('; ');
}

/** Undefined: there can be no such ticket. */
function askedOf(query: Parameters<TicketSearch['count']>[0]): { readonly terms: readonly Term[]; readonly groups: Groups } | undefined {
  const { filter } = query;
  if (Object.values(filter).flat().some((value) => typeof value === 'string' && value.includes(NUL))) return undefined;
  const looks = filter.text !== undefined && filter.text.trim() !== '';
  const terms = looks ? termsOf(filter.text ?? '') : [];
  const groups = groupsOf(query, terms);
  return (looks && terms.length === 0) || groups.some(({ length }) => length === 0) ? undefined : { terms, groups };
}
