import type { TicketSearchQuery } from '#tickets';
import type { Row, SqlSession } from '../../sql/sql.ts';
import { epochOf } from '../../timeline/rows.ts';
import type { Asked, Groups, Stretch } from './asked.ts';
import { isDown, momentOf } from './search-order.ts';
import { type Part, type Statement, countByNumbers, countNear, countRows, fewStatement, glanceStatement, partStatement, windowExtent } from './search-statement.ts';
import type { Term } from './ticket-words.ts';

/** The first rows in order: what many tickets have fills a page from these. */
const GLANCE = 1_000;
/** So few that have the numbers: all of them are fetched. */
const FEW = 1_500;
/** Rows looked at behind the first ones, by their numbers: at least and at most so many times as many. The next stretch is longer by `WIDER`, and the third one is the rest. */
const LEAST = 8;
const MOST = 32;
const WIDER = 8;
const NEARLY = 8;
/** More than the page needs, since words are not spread evenly. */
const SPARE = 2;
const URGENCIES = 4;
/** For counting, rows are looked at so many times as often as they are counted before the numbers are asked. */
const COUNT_NEAR = 4;

/** How the first rows of a part of the order lie in time. */
interface Extent {
  readonly urgency: number;
  readonly total: number;
  readonly low: number;
  readonly high: number;
  readonly perMs: number;
}

/**
 * One page. What is asked for has numbers, words and facts alike, and one index gives the tickets that have all of them, but in no order. So:
 *
 *   the first 1,000 rows in order, whatever they are ─▶ enough? ─▶ a stretch of the order behind them, by its numbers too ─▶ enough? ─▶ all that have the numbers, if few
 *   ─▶ else further stretches; by priority: each urgency for itself
 */
export class Search {
  readonly #session: SqlSession;
  readonly #query: TicketSearchQuery;
  readonly #terms: readonly Term[];

  constructor(session: SqlSession, query: TicketSearchQuery, terms: readonly Term[]) {
    this.#session = session;
    this.#query = query;
    this.#terms = terms;
  }

  async rows(wanted: number): Promise<readonly Row[]> {
    const near = await this.#ask(glanceStatement(this.#query, this.#terms, { rows: wanted, window: GLANCE }));
    if (near.length >= wanted) return near;
    const extent = extentOf(await this.#ask(windowExtent(this.#query, {}, GLANCE)));
    if (!extent || extent.total < GLANCE) return near;
    const found = new Map(near.map((row) => [row.ticket, row]));
    const urgency = this.#byUrgency ? extent.urgency : undefined;
    const [first, ...others] = this.#stretches(extent, found.size, wanted);
    if (!this.#elsewhere) await this.#take(found, { urgency, ...first }, wanted);
    // Nearly enough: the next stretch has the rest.
    if (!this.#elsewhere && found.size * NEARLY >= wanted) await this.#take(found, { urgency, ...others.shift() }, wanted);
    if (found.size >= wanted) return firstOf(found, wanted);
    const few = await this.#ask(fewStatement(this.#query, this.#terms, { rows: wanted, most: FEW }));
    if (Number(few[0]?.n) <= FEW) return few.filter(({ ticket }) => ticket !== null);
    for (const stretch of this.#elsewhere ? [first ?? {}, ...others] : others) await this.#take(found, { urgency, ...stretch }, wanted);
    for (let next = extent.urgency + 1; this.#byUrgency && next < URGENCIES; next += 1) await this.#ofUrgency(found, next, wanted);
    return firstOf(found, wanted);
  }

  get #byUrgency(): boolean {
    return this.#query.sort === 'priority';
  }

  /** Only those made at some time are asked for, in another order: nothing tells where in it they are. */
  get #elsewhere(): boolean {
    return this.#query.filter.until !== undefined && momentOf(this.#query.sort) !== 'created';
  }

  async #ofUrgency(found: Map<unknown, Row>, urgency: number, wanted: number): Promise<void> {
    if (found.size >= wanted) return;
    const extent = extentOf(await this.#ask(windowExtent(this.#query, { urgency }, GLANCE)));
    if (!extent) return;
    for (const stretch of this.#stretches({ ...extent, high: extent.low }, found.size, wanted)) await this.#take(found, { urgency, ...stretch }, wanted);
  }

  /** As many rows of a part as are still wanted. */
  async #take(found: Map<unknown, Row>, part: Part, wanted: number): Promise<void> {
    if (found.size >= wanted) return;
    for (const row of await this.#ask(partStatement(this.#query, this.#terms, { rows: wanted, part }))) found.set(row.ticket, row);
  }

  /** From where the rows seen end: as long as they promise to fill the page, a longer one, the rest. */
  #stretches({ low, high, perMs }: Extent, seen: number, wanted: number): Stretch[] {
    const rows = Math.min(GLANCE * MOST, Math.max(GLANCE * LEAST, (SPARE * wanted * GLANCE) / Math.max(1, seen)));
    const [near, far] = [rows / perMs, (rows * (1 + WIDER)) / perMs];
    // The last row seen may have companions of the same moment.
    if (isDown(this.#query.sort)) return [{ from: low - near, until: low + 1 }, { from: low - far, until: low - near }, { until: low - far }];
    return [{ from: high, until: high + near }, { from: high + near, until: high + far }, { from: high + far }];
  }

  #ask({ text, values }: Statement): Promise<readonly Row[]> {
    return this.#session.query(text, values);
  }
}

const firstOf = (found: ReadonlyMap<unknown, Row>, wanted: number): readonly Row[] => [...found.values()].slice(0, wanted);

function extentOf([row]: readonly Row[]): Extent | undefined {
  if (!row) return undefined;
  const [low, high] = [epochOf(row.low), epochOf(row.high)];
  return { urgency: Number(row.urgency), total: Number(row.total), low, high, perMs: Number(row.n) / Math.max(1, high - low) };
}

/** How many, counted up to `most`. */
export async function countOf(session: SqlSession, asked: Asked, { terms, groups }: { readonly terms: readonly Term[]; readonly groups: Groups }, most: number): Promise<number> {
  const count = async ({ text, values }: Statement) => Number((await session.query(text, values))[0]?.n ?? 0);
  if (groups.length === 0) return count(countRows(asked, most));
  const near = terms.length === 0 ? await count(countNear(asked, { most, window: most * COUNT_NEAR })) : 0;
  return near >= most ? near : count(countByNumbers(asked, terms, most));
}
