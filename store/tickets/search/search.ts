import type { TicketSearchQuery } from '#tickets';
import type { Row, SqlSession } from '../../sql/sql.ts';
import { epochOf } from '../../timeline/rows.ts';
import type { Asked, Groups, Stretch } from './asked.ts';
import { isDown } from './search-order.ts';
import { type Part, type Statement, countByNumbers, countNear, countRows, fewStatement, glanceStatement, partStatement, windowExtent } from './search-statement.ts';
import type { Term } from './ticket-words.ts';

/** The first rows in order: what many tickets have fills a page from these. */
const GLANCE = 1_000;
/** So few that have the numbers: all of them are fetched. */
const FEW = 1_500;
/** Of so many among the first rows there are more than a few in all. */
const CLEARLY_MANY = 3;
/** The least that is looked at behind the first rows; the next stretch is longer by this factor, and the third one is the rest. */
const WIDER = 8;
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
 *   the first 1,000 rows in order, whatever they are ─▶ enough? ─▶ all that have the numbers, if few ─▶ else stretches of the order, each by its numbers too:
 *   as long as those seen so far promise to fill the page, eight times that, the rest; by priority: each urgency for itself
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
    if (near.length < CLEARLY_MANY) {
      const few = await this.#ask(fewStatement(this.#query, this.#terms, { rows: wanted, most: FEW }));
      if (Number(few[0]?.n) <= FEW) return few.filter(({ ticket }) => ticket !== null);
    }
    return this.#behind(near, extent, wanted);
  }

  async #behind(near: readonly Row[], extent: Extent, wanted: number): Promise<readonly Row[]> {
    const found = new Map(near.map((row) => [row.ticket, row]));
    const byUrgency = this.#query.sort === 'priority';
    await this.#part(found, byUrgency ? extent.urgency : undefined, extent, wanted);
    for (let urgency = extent.urgency + 1; byUrgency && urgency < URGENCIES && found.size < wanted; urgency += 1) {
      const next = extentOf(await this.#ask(windowExtent(this.#query, { urgency }, GLANCE)));
      if (next) await this.#part(found, urgency, { ...next, high: next.low }, wanted);
    }
    return [...found.values()].slice(0, wanted);
  }

  /** Rows of one urgency, or all, from where the extent ends. */
  async #part(found: Map<unknown, Row>, urgency: number | undefined, extent: Extent, wanted: number): Promise<void> {
    const density = Math.max(1, found.size) / GLANCE;
    const span = Math.max(GLANCE * WIDER, (SPARE * wanted) / density) / extent.perMs;
    for (const stretch of stretches(isDown(this.#query.sort), extent, span)) {
      if (found.size >= wanted) return;
      const part: Part = { urgency, ...stretch };
      for (const row of await this.#ask(partStatement(this.#query, this.#terms, { rows: wanted, part }))) found.set(row.ticket, row);
    }
  }

  #ask({ text, values }: Statement): Promise<readonly Row[]> {
    return this.#session.query(text, values);
  }
}

/** From where the rows seen end, a stretch as long as `span`, a longer one, the rest. */
function stretches(down: boolean, { low, high }: Pick<Extent, 'low' | 'high'>, span: number): Stretch[] {
  // The last row seen may have companions of the same moment.
  if (down) return [{ from: low - span, until: low + 1 }, { from: low - span * (1 + WIDER), until: low - span }, { until: low - span * (1 + WIDER) }];
  return [{ from: high, until: high + span }, { from: high + span, until: high + span * (1 + WIDER) }, { from: high + span * (1 + WIDER) }];
}

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
