import { expect, test } from 'vitest';
import { lineThrough } from './line-through.ts';

test('a line through points on a line ends where they end', () => {
  expect(lineThrough([445, 450, 455, 460])).toEqual({ first: 445, last: 460 });
});

test('one high sample in the middle tips the line nowhere', () => {
  expect(lineThrough([350, 350, 380, 350, 350])).toEqual({ first: 356, last: 356 });
});

test('growth is told though the last sample is low', () => {
  const { first, last } = lineThrough([400, 410, 420, 430, 440, 400]);
  expect(last / first).toBeGreaterThan(1.03);
});

test('a single sample is its own line', () => {
  expect(lineThrough([300])).toEqual({ first: 300, last: 300 });
});
