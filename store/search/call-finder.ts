import type { Row, Sql } from '../sql/sql.ts';
import { cursorAfter } from '../timeline/call-page.ts';
import { epochOf, summaryOf } from '../timeline/rows.ts';
import { beyondStatement, excerptStatement, isPlain, type Statement, type WantedCalls, windowEnd, windowStatement } from './find-calls.ts';
import { formsOf } from './number-forms.ts';
import { markedExcerpt } from './phrase.ts';

/** A page is never longer, whatever was asked for. */
const LONGEST_PAGE = 200;
/** A call with U+0000 in its id or words cannot be in a database. */
const NUL = '\u0000';

export interface Excerpt {
  readonly speaker: string;
  readonly at: number;
  /** Words around the matches, each match between U+0001 and U+0002. */
  readonly text: string;
}

/** Finds ended calls, newest first, page by page. */
export class CallFinder {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** Rows of `calls`; `next` when there are more. Faults thrown: store.bad-cursor, store.away. */
  async page(query: WantedCalls): Promise<{ readonly rows: readonly Row[]; readonly next?: string }> {
    const asked = Object.values(query).flat();
    if (asked.some((value) => typeof value === 'string' && value.includes(NUL))) return { rows: [] };
    if (query.text !== undefined && query.text.trim() !== '' && formsOf(query.text).length === 0) return { rows: [] };
    const limit = Math.max(1, Math.min(LONGEST_PAGE, Math.trunc(query.limit)));
    const rows = await this.#rows(query, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return rows.length > limit && last ? { rows: page, next: cursorAfter(summaryOf(last)) } : { rows: page };
  }

  /** Turns of these calls that say it, those of a call in their order. */
  async excerpts(query: Pick<WantedCalls, 'speaker' | 'atFrom' | 'atUntil'>, text: string, calls: readonly string[]): Promise<ReadonlyMap<string, readonly Excerpt[]>> {
    const forms = formsOf(text);
    if (forms.length === 0 || calls.length === 0) return new Map();
    const turns = Map.groupBy(await this.#query(excerptStatement(query, forms, calls)), ({ call_id: call }) => String(call));
    return new Map([...turns].map(([call, said]) => [call, said.map(({ speaker, start_s: at, body }) => ({ speaker: String(speaker), at: Number(at), text: markedExcerpt(String(body), forms) }))]));
  }

  /** From the newest calls, and when these are not enough from all others by an index. */
  async #rows(query: WantedCalls, wanted: number): Promise<readonly Row[]> {
    const near = await this.#query(windowStatement(query, wanted));
    if (near.length >= wanted || isPlain(query)) return near;
    const [end] = await this.#query(windowEnd(query));
    if (!end) return near;
    const { text, values } = beyondStatement(query, { startedAt: epochOf(end.started_at), id: String(end.id) }, wanted - near.length);
    const far = await this.#sql.transaction(async (session) => {
      // Reading every row is never faster here, whatever the planner thinks of arrays.
      await session.query('SET LOCAL enable_seqscan = off');
      return session.query(text, values);
    });
    return [...near, ...far];
  }

  #query({ text, values }: Statement): Promise<readonly Row[]> {
    return this.#sql.query(text, values);
  }
}
