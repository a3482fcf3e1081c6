import { oneOf } from '../../../parts/list/use-address.ts';
import { dayOf, daysAfter, daysBetween, isDay, startOf } from './zone-days.ts';

export const VIEWS = ['queues', 'agents', 'staff'] as const;
export type View = (typeof VIEWS)[number];
export type Interval = 'quarter' | 'day';
/** A row for each queue or agent, or for each interval. */
export type By = 'one' | 'time';

/** What a report is about; the address tells it. */
export interface Asked {
  readonly view: View;
  readonly by: By;
  readonly interval: Interval;
  /** First and last day, both included. */
  readonly from: string;
  readonly until: string;
  readonly id: string | undefined;
  readonly team: string | undefined;
}

/** As the API limits them. */
export const MOST_DAYS = { quarter: 7, day: 62 } as const;

/** What an address asks for: today, unless it tells; never more than the API gives. */
export function askedOf(search: URLSearchParams, now: number, zone: string): Asked {
  const today = dayOf(now, zone);
  const given = search.get('until');
  const until = isDay(given) ? given : today;
  const start = search.get('from');
  const from = isDay(start) && start <= until ? start : until;
  const first = daysBetween(from, until) > MOST_DAYS.day ? daysAfter(until, 1 - MOST_DAYS.day) : from;
  const days = daysBetween(first, until);
  const wanted = oneOf<Interval>(search.get('interval'), days > 1 ? ['day', 'quarter'] : ['quarter', 'day']);
  return {
    view: oneOf(search.get('view'), VIEWS),
    by: oneOf<By>(search.get('by'), ['one', 'time']),
    interval: days > MOST_DAYS.quarter ? 'day' : wanted,
    from: first,
    until,
    id: search.get('id') ?? undefined,
    team: search.get('team') ?? undefined,
  };
}

/** From the begin of the first day to the end of the last, epoch ms. */
export function spanOf({ from, until }: Pick<Asked, 'from' | 'until'>, zone: string): { readonly from: number; readonly until: number } {
  return { from: startOf(from, zone), until: startOf(daysAfter(until, 1), zone) };
}

const QUARTER_MS = 900_000;

/** Where the interval that begins then ends. */
export function endOf(begin: number, interval: Interval, zone: string): number {
  return interval === 'quarter' ? begin + QUARTER_MS : startOf(daysAfter(dayOf(begin, zone), 1), zone);
}

/** All begins from the first to the last, so that a chart of time has no gaps. */
export function filled(begins: readonly number[], interval: Interval, zone: string): readonly number[] {
  const [first, last] = [Math.min(...begins), Math.max(...begins)];
  const all: number[] = [];
  for (let at = first; at <= last && all.length < 1_000; at = endOf(at, interval, zone)) all.push(at);
  return all;
}
