import type { EpochMillis, Millis } from '#core';

/** Begins of the intervals that a span of time is cut into. */
export interface Intervals {
  /** Begin of the interval that an instant is in. */
  beginOf(at: EpochMillis): EpochMillis;
  /** Begin of the interval after that one. */
  after(begin: EpochMillis): EpochMillis;
}

/** Intervals of equal length, as clocks show them in zones whose offset is a multiple of it (all zones, for 15 minutes). */
export function everyMs(length: Millis): Intervals {
  return { beginOf: (at) => Math.floor(at / length) * length, after: (begin) => begin + length };
}

/** Local days; `startOfDay` knows the zone, and that a day may have 23 or 25 hours. */
export function days(startOfDay: (at: EpochMillis) => EpochMillis): Intervals {
  const MOST_OF_A_DAY = 26 * 3_600_000;
  return { beginOf: startOfDay, after: (begin) => startOfDay(begin + MOST_OF_A_DAY) };
}

/** The pieces of a span of time by interval. */
export function* cut(intervals: Intervals, from: EpochMillis, until: EpochMillis): Generator<{ readonly begin: EpochMillis; readonly ms: Millis }> {
  let begin = intervals.beginOf(from);
  for (let at = from; at < until; ) {
    const next = intervals.after(begin);
    yield { begin, ms: Math.min(next, until) - at };
    [at, begin] = [next, next];
  }
}
