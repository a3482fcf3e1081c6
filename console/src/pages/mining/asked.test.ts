import { expect, test } from 'vitest';
import { askedOf, markedParts, periodQuery } from './asked.ts';

const NOW = 100 * 86_400_000;

test('an address without wishes is the overview of seven days', () => {
  const asked = askedOf(new URLSearchParams('queue=care&days=8'), NOW);
  expect(asked).toEqual({ days: '7', from: NOW - 7 * 86_400_000, until: NOW, queue: 'care' });
  expect(periodQuery(asked, { by: 'day' })).toBe(`from=${NOW - 7 * 86_400_000}&until=${NOW}&queue=care&by=day`);
});
test('a wish opens its calls in the same period, and a day in its own', () => {
  expect(askedOf(new URLSearchParams('days=30&group=fault&agent=anna'), NOW).calls).toBe(`from=${NOW - 30 * 86_400_000}&until=${NOW}&agent=anna&group=fault`);
  expect(askedOf(new URLSearchParams('days=all'), NOW)).toEqual({ days: 'all', from: 0, until: NOW });
  expect(askedOf(new URLSearchParams('from=1&until=2'), NOW).calls).toBe('from=1&until=2');
});
test('moments are asked for in whole milliseconds', () => {
  expect(periodQuery(askedOf(new URLSearchParams(), NOW - 0.4))).toBe(`from=${NOW - 7 * 86_400_000}&until=${NOW}`);
});
test('every match of an excerpt is marked', () => {
  expect(markedParts('a \u0001b\u0002 c \u0001d\u0002')).toEqual([{ text: 'a ', marked: false }, { text: 'b', marked: true }, { text: ' c ', marked: false }, { text: 'd', marked: true }]);
});
