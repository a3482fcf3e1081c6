import { expect, test } from 'vitest';

import { type KeyWay, KeyWays } from './key-ways.ts';

/** The keys that count of `digit way ms` lines. */
function counted(...pressed: [string, KeyWay, number][]): string {
  const ways = new KeyWays();
  return pressed.filter(([digit, way, at]) => ways.isNew(digit, way, at)).map(([digit]) => digit).join('');
}

test('a key sent both ways is one key, whichever way is first', () => {
  expect(counted(['2', 'info', 0], ['2', 'audio', 160])).toBe('2');
  expect(counted(['2', 'audio', 0], ['2', 'info', 5])).toBe('2');
});

test('the same key twice is two keys, one way or both', () => {
  expect(counted(['2', 'audio', 0], ['2', 'audio', 200])).toBe('22');
  expect(counted(['2', 'info', 0], ['2', 'audio', 100], ['2', 'info', 200], ['2', 'audio', 300])).toBe('22');
  expect(counted(['2', 'info', 0], ['2', 'info', 100], ['2', 'audio', 150], ['2', 'audio', 250])).toBe('22');
});

test('other keys, and the same one a second later the other way, count', () => {
  expect(counted(['1', 'info', 0], ['2', 'audio', 100], ['1', 'audio', 1_000])).toBe('121');
});
