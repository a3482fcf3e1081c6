import type { EpochMillis, Millis } from '#core';

/** Minutes of a local day; `to` is exclusive and beyond 1440 when the span ends on the next day. */
export interface OpenSpan {
  readonly from: number;
  readonly to: number;
}

/** When a place works, on the clock of its wall. */
export interface BusinessHours {
  /** IANA name. */
  readonly timeZone: string;
  /** Hours of one day (`YYYY-MM-DD`): of the week, or as a holiday or a special day has them. */
  spansOf(date: string): readonly OpenSpan[];
}

interface Stretch {
  readonly from: EpochMillis;
  readonly to: EpochMillis;
}

const MINUTE: Millis = 60_000;
const DAY: Millis = 86_400_000;
/** A clock that would not run out within five years never does: the place is closed for good. */
const MOST_DAYS = 1_830;

/**
 * Time that counts: only while the place is open. Spans are local wall-clock times, so that an hour skipped by summer time never comes and
 * one that is repeated counts twice. A span over midnight belongs to the day it begins on. Days (of UTC) are worked out once.
 */
export class BusinessTime {
  readonly #hours: BusinessHours;
  readonly #format: Intl.DateTimeFormat;
  readonly #days = new Map<number, readonly Stretch[]>();

  constructor(hours: BusinessHours) {
    this.#hours = hours;
    const two = '2-digit' as const;
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: hours.timeZone, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', year: 'numeric', month: two, day: two, hour: two, minute: two, second: two });
  }

  /** The first instant at which `ms` of open time have passed since `from`; undefined when that never comes. */
  add(from: EpochMillis, ms: Millis): EpochMillis | undefined {
    let left = ms;
    if (left <= 0) return from;
    const first = Math.floor(from / DAY);
    for (let day = first; day < first + MOST_DAYS; day += 1) {
      for (const stretch of this.#openOn(day)) {
        const begins = Math.max(from, stretch.from);
        const length = stretch.to - begins;
        if (length <= 0) continue;
        if (left <= length) return begins + left;
        left -= length;
      }
    }
    return undefined;
  }

  /** Open time from one instant to another one. */
  between(from: EpochMillis, to: EpochMillis): Millis {
    let sum = 0;
    for (let day = Math.floor(from / DAY); day * DAY < to; day += 1) {
      for (const stretch of this.#openOn(day)) sum += Math.max(0, Math.min(to, stretch.to) - Math.max(from, stretch.from));
    }
    return sum;
  }

  #openOn(day: number): readonly Stretch[] {
    const known = this.#days.get(day);
    if (known) return known;
    const open = joined(this.#steady(day * DAY, (day + 1) * DAY).flatMap(({ from, to, offset }) => this.#openWhile(from, to, offset)));
    this.#days.set(day, open);
    return open;
  }

  /** Stretches in which the clocks do not change. */
  #steady(from: EpochMillis, to: EpochMillis): { readonly from: EpochMillis; readonly to: EpochMillis; readonly offset: Millis }[] {
    const [first, last] = [this.#offset(from), this.#offset(to - 1)];
    if (first === last) return [{ from, to, offset: first }];
    let [same, other] = [from, to - 1];
    while (other - same > 1) {
      const middle = Math.floor((same + other) / 2);
      if (this.#offset(middle) === first) same = middle;
      else other = middle;
    }
    return [{ from, to: other, offset: first }, { from: other, to, offset: last }];
  }

  #openWhile(from: EpochMillis, to: EpochMillis, offset: Millis): Stretch[] {
    const open: Stretch[] = [];
    // The day before, too: its night may end today.
    for (let day = Math.floor((from + offset) / DAY) - 1; day * DAY < to + offset; day += 1) {
      for (const span of this.#hours.spansOf(new Date(day * DAY).toISOString().slice(0, 10))) {
        const begins = Math.max(from, day * DAY + span.from * MINUTE - offset);
        const ends = Math.min(to, day * DAY + span.to * MINUTE - offset);
        if (begins < ends) open.push({ from: begins, to: ends });
      }
    }
    return open;
  }

  /** Local time − UTC. */
  #offset(at: EpochMillis): Millis {
    const whole = Math.floor(at / 1000) * 1000;
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of this.#format.formatToParts(whole)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
  }
}

/** In order, what overlaps or touches as one. */
function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const all: Stretch[] = [];
  for (const next of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && next.from <= last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else all.push(next);
  }
  return all;
}

/** The same round the clock when there are no hours. */
export const addOpen = (hours: BusinessTime | undefined, from: EpochMillis, ms: Millis): EpochMillis | undefined => (hours ? hours.add(from, ms) : from + Math.max(0, ms));
export const openBetween = (hours: BusinessTime | undefined, from: EpochMillis, to: EpochMillis): Millis => (hours ? hours.between(from, to) : Math.max(0, to - from));
