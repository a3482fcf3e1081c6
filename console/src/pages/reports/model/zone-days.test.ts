import { expect, test } from 'vitest';
import { dayOf, daysAfter, daysBetween, isDay, startOf } from './zone-days.ts';

const at = (text: string): number => Date.parse(text);

test('days begin where the company is, not where the browser is', () => {
  expect(startOf('2026-11-23', 'Asia/Shanghai')).toBe(at('2026-11-22T16:00:00Z'));
  expect(dayOf(at('2026-11-22T16:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-23');
  expect(startOf('2026-11-23', 'UTC')).toBe(at('2026-11-23T00:00:00Z'));
});

test('a day of 23 and a day of 25 hours', () => {
  const hours = (day: string) => (startOf(daysAfter(day, 1), 'Europe/Berlin') - startOf(day, 'Europe/Berlin')) / 3_600_000;
  expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-23')]).toEqual([23, 25, 24]);
});

test('days are counted over the ends of months', () => {
  expect([daysAfter('2026-02-28', 1), daysAfter('2026-01-01', -1), daysBetween('2026-02-27', '2026-03-01')]).toEqual(['2026-03-01', '2025-12-31', 3]);
});

test('what is half typed is no day', () => {
  expect(['2026-11-23', '0002-11-23', '2026-13-01', '', null].map(isDay)).toEqual([true, false, false, false, false]);
});
