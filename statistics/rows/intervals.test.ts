import { expect, test } from 'vitest';
import { cut, days, everyMs } from './intervals.ts';
import { startOfDay } from './local-days.ts';

const at = (text: string) => Date.parse(text);
const QUARTER = everyMs(900_000);

test('a span is cut at each quarter of an hour', () => {
  const pieces = [...cut(QUARTER, at('2026-11-23T09:10:00Z'), at('2026-11-23T09:31:00Z'))];
  expect(pieces).toEqual([
    { begin: at('2026-11-23T09:00:00Z'), ms: 300_000 },
    { begin: at('2026-11-23T09:15:00Z'), ms: 900_000 },
    { begin: at('2026-11-23T09:30:00Z'), ms: 60_000 },
  ]);
  expect([...cut(QUARTER, at('2026-11-23T09:00:00Z'), at('2026-11-23T09:00:00Z'))]).toEqual([]);
});

test.each([
  ['Asia/Shanghai', '2026-11-23T02:30:00Z', '2026-11-22T16:00:00Z'],
  ['Asia/Kolkata', '2026-11-23T02:30:00Z', '2026-11-22T18:30:00Z'],
  // Clocks go forward at 02:00 and back at 03:00.
  ['Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-28T23:00:00Z'],
  ['Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-24T22:00:00Z'],
  ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-24T22:00:00Z'],
  // Clocks go back from 01:00 to 00:00: the first of two midnights.
  ['America/Havana', '2026-11-01T12:00:00Z', '2026-11-01T04:00:00Z'],
  ['UTC', '2026-11-23T00:00:00.000Z', '2026-11-23T00:00:00Z'],
])('midnight in %s before %s', (zone, now, midnight) => {
  expect(new Date(startOfDay(at(now), zone)).toISOString()).toBe(new Date(at(midnight)).toISOString());
});

test('days of 23 and 25 hours', () => {
  const berlin = days((instant) => startOfDay(instant, 'Europe/Berlin'));
  const pieces = [...cut(berlin, at('2026-10-24T12:00:00Z'), at('2026-10-26T12:00:00Z'))];
  expect(pieces.map(({ ms }) => ms / 3_600_000)).toEqual([10, 25, 13]);
});
