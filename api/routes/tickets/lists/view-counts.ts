import type { Clock } from '#core';
import type { TicketSearch } from '#tickets';

/** More are not counted: nobody works through them one by one, and counting costs. */
export const MOST_COUNTED = 1_000;
/** Many pages ask for the same figures every few seconds. */
const KEPT_MS = 2_000;
const MOST_KEPT = 2_000;

type Asked = Parameters<TicketSearch['count']>[0];

/** How many tickets are in a view, counted once for everybody who sees the same. */
export class ViewCounts {
  readonly #clock: Clock;
  readonly #kept = new Map<string, { readonly at: number; readonly count: Promise<number> }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  of(search: TicketSearch, asked: Asked): Promise<number> {
    const meansMe = asked.filter.assignees?.includes('me') === true;
    const key = JSON.stringify([asked.filter, asked.seenBy, meansMe ? asked.me : '']);
    const now = this.#clock.now();
    const kept = this.#kept.get(key);
    if (kept && now - kept.at < KEPT_MS) return kept.count;
    const count = search.count(asked, MOST_COUNTED);
    count.catch(() => this.#kept.delete(key));
    this.#kept.delete(key);
    this.#kept.set(key, { at: now, count });
    const [oldest] = this.#kept.size > MOST_KEPT ? this.#kept.keys() : [];
    if (oldest !== undefined) this.#kept.delete(oldest);
    return count;
  }
}
