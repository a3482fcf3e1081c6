import type { EpochMillis, Scope } from '#core';
import type { House } from '../house.ts';
import { COUNTED, type DayBook } from './day-book.ts';

/** Calls read at once. */
const PAGE = 1_000;
/** Pages read at start, at most. */
const MOST_PAGES = 100;
/** Who came so long before midnight may be served after it. */
const LONGEST_CALL_MS = 21_600_000;

/** Keeps the day's figures up to date with what calls record and agents do. */
export function keepBook({ recorded, callsElsewhere, desk, clock }: House, book: DayBook, scope: Scope): void {
  recorded.on(({ event }) => book.hear(event), scope);
  callsElsewhere?.recorded.on(({ event }) => event && book.hear(event), scope);
  desk.events.on((event) => event.type === 'agent.state' && book.state(event.agent, event.state.kind, clock.wall()), scope);
}

/** Makes today's figures of calls again from the timeline. Rejects when the database is away. */
export async function readCalls({ store }: Pick<House, 'store'>, book: DayBook, now: EpochMillis): Promise<void> {
  const from = book.begin(now) - LONGEST_CALL_MS;
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { calls, next } = await store.calls({ limit: PAGE, from, ...(cursor === undefined ? {} : { cursor }) });
    for (const step of await store.steps(calls.map(({ id }) => id), COUNTED)) book.hear(step);
    if (next === undefined) return;
    cursor = next;
  }
}
