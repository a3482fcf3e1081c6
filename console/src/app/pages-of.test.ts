import { expect, test } from 'vitest';
import { pagesOf } from './pages-of.ts';

test('an agent begins at the desk and may read own reviews', () => {
  expect(pagesOf({ role: 'agent', agent: 'anna' })).toEqual(['desk', 'review']);
});

test('a supervisor begins at the floor, and has a desk when they take calls', () => {
  expect(pagesOf({ role: 'supervisor' })).toEqual(['floor', 'review']);
  expect(pagesOf({ role: 'supervisor', agent: 'sam' })).toEqual(['floor', 'review', 'desk']);
});

test('a reviewer does not see the floor', () => {
  expect(pagesOf({ role: 'reviewer' })).toEqual(['review']);
});
