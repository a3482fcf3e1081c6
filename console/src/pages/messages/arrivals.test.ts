import { expect, test } from 'vitest';
import { arrivals, neighbour } from './arrivals.ts';

const LIST = [{ id: 'c', at: 3 }, { id: 'b', at: 2 }, { id: 'a', at: 1 }];

test('only what came later is new', () => {
  expect([arrivals(LIST, 1), arrivals(LIST, 3), arrivals([], 0)]).toEqual([2, 0, 0]);
});

test('keys go from one message to the next, and stop at the ends', () => {
  expect([neighbour(LIST, 'c', 1), neighbour(LIST, 'c', -1), neighbour(LIST, 'a', 1)]).toEqual(['b', undefined, undefined]);
  expect([neighbour(LIST, undefined, 1), neighbour(LIST, 'gone', -1), neighbour([], undefined, 1)]).toEqual(['c', 'a', undefined]);
});
