import { expect, test } from 'vitest';
import { spokenMinutes } from './spoken-minutes.ts';

const MINUTE = 60_000;

test.each([
  [0, 1],
  [20_000, 1],
  [100_000, 2],
  [12 * MINUTE, 10],
  [13 * MINUTE, 15],
  [26 * MINUTE, 30],
  [5 * 60 * MINUTE, 60],
])('%i ms are told as %i minutes', (ms, minutes) => expect(spokenMinutes(ms)).toBe(minutes));

test('what was told grows by no more than the step, and shrinks at once', () => {
  expect(spokenMinutes(9 * MINUTE, 4, 1)).toBe(5);
  expect(spokenMinutes(9 * MINUTE, 4, 3)).toBe(7);
  expect(spokenMinutes(9 * MINUTE, 4, 0)).toBe(4);
  expect(spokenMinutes(2 * MINUTE, 9, 1)).toBe(2);
});

test('a step that ends between two numbers there are words for stays below', () => expect(spokenMinutes(40 * MINUTE, 20, 5)).toBe(20));
