import { expect, test } from 'vitest';
import type { QueueStatisticsRow } from '#contract';
import { queueReport } from './report-rows.ts';

const row = (begin: number, offered: number): QueueStatisticsRow => ({
  begin, offered, answered: offered, answeredInTime: offered, abandoned: 0, abandonedInTime: 0, abandonedShort: 0, overflowed: 0, left: 0, lost: 0, waiting: 0, talks: offered, transferred: 0, longestWaitSeconds: 0,
});
const STATISTICS = {
  queues: [
    { queue: 'sales', name: 'Sales', targetSeconds: 20, rows: [row(0, 1), row(900, 2)], total: row(0, 3) },
    { queue: 'care', name: 'Care', targetSeconds: 20, rows: [row(900, 4)], total: row(0, 4) },
    { queue: 'quiet', name: 'Quiet', targetSeconds: 20, rows: [], total: row(0, 0) },
  ],
};

test('by queue and by time, the sum is the same', () => {
  const [one, time] = [queueReport(STATISTICS, 'one', 0), queueReport(STATISTICS, 'time', 0)];
  expect(one.rows.map(({ name, figures }) => [name, figures.offered])).toEqual([['Sales', 3], ['Care', 4], ['Quiet', 0]]);
  expect(time.rows.map(({ begin, figures }) => [begin, figures.offered])).toEqual([[0, 1], [900, 6]]);
  expect([one.total.offered, time.total.offered]).toEqual([7, 7]);
  expect(time.total).toEqual(one.total);
});
