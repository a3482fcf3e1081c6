import type { QueueStatistics } from '#contract';
import type { Interval } from './asked.ts';

const HOUR_MS = 3_600_000;

/** Most callers within an hour, over all queues; undefined where rows are longer than that. */
export function busiestHour({ queues }: QueueStatistics, interval: Interval): number | undefined {
  if (interval !== 'quarter') return undefined;
  const all = queues.flatMap(({ rows }) => rows);
  const within = (from: number): number => all.filter(({ begin }) => begin >= from && begin < from + HOUR_MS).reduce((sum, { offered }) => sum + offered, 0);
  const most = Math.max(0, ...[...new Set(all.map(({ begin }) => begin))].map(within));
  return most > 0 ? most : undefined;
}
