import { expect, test } from 'vitest';
import { countsIn, spansOf } from './bars.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 4, 16);
const on = (n: number, calls: number) => ({ day: new Date(START + n * DAY + 8 * 3_600_000).toISOString().slice(0, 10), from: START + n * DAY, until: START + (n + 1) * DAY, calls });

test('groups share one axis of days, with those on which nobody called', () => {
  const [fault, refund] = [[on(0, 2), on(3, 1)], [on(1, 4)]];
  const spans = spansOf([fault, refund]);
  expect(spans.map(({ days }) => days[0])).toEqual(['2026-01-05', '2026-01-06', '2026-01-07', '2026-01-08']);
  expect([countsIn(spans, fault), countsIn(spans, refund)]).toEqual([[2, 0, 0, 1], [0, 4, 0, 0]]);
  expect(spans[2]).toMatchObject({ from: START + 2 * DAY, until: START + 3 * DAY });
});
test('many days are weeks, the newest a whole one', () => {
  const days = Array.from({ length: 90 }, (_, n) => on(n, 1));
  const spans = spansOf([days]);
  expect([spans.length, spans[0]?.days, spans.at(-1)?.days]).toEqual([13, ['2026-01-05', '2026-01-10'], ['2026-03-29', '2026-04-04']]);
  expect(countsIn(spans, days)).toEqual([6, ...Array.from({ length: 12 }, () => 7)]);
});
test('no calls, no days', () => expect(spansOf([[], []])).toEqual([]));
