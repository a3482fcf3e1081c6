import { expect, test } from 'vitest';
import { pagesOf } from './pages-of.ts';

test('an agent begins at the desk, takes care of tickets, messages and callbacks, and may read own reviews', () => {
  expect(pagesOf({ role: 'agent', agent: 'anna' })).toEqual(['desk', 'tickets', 'messages', 'callbacks', 'review']);
});

test('a supervisor begins at the floor, and has a desk when they take calls', () => {
  expect(pagesOf({ role: 'supervisor' })).toEqual(['floor', 'tickets', 'satisfaction', 'reports', 'messages', 'callbacks', 'review', 'mining', 'rules']);
  expect(pagesOf({ role: 'supervisor', agent: 'sam' }).at(-1)).toBe('desk');
  expect(pagesOf({ role: 'administrator' })).toEqual(pagesOf({ role: 'supervisor' }));
});

test('a reviewer sees neither the floor nor what waits for agents', () => {
  expect(pagesOf({ role: 'reviewer' })).toEqual(['review', 'mining', 'rules']);
});
