import { expect, test } from 'vitest';
import { changed, oneOf, queryOf } from './use-address.ts';

test('a change keeps the rest of the address and takes out what is empty', () => {
  const now = new URLSearchParams('queue=sales&done=true');
  expect(changed(now, { done: undefined, id: 'm 1' }).toString()).toBe('queue=sales&id=m+1');
  expect(changed(now, { queue: '' }).toString()).toBe('done=true');
  expect(now.toString()).toBe('queue=sales&done=true');
});

test('what nobody knows in an address means the first choice', () => {
  expect([oneOf('day', ['quarter', 'day']), oneOf('year', ['quarter', 'day']), oneOf(null, ['quarter', 'day'])]).toEqual(['day', 'quarter', 'quarter']);
});

test('a query has what was asked for', () => {
  expect(queryOf({ queue: '客服', limit: 50, cursor: undefined, team: '' })).toBe('queue=%E5%AE%A2%E6%9C%8D&limit=50');
});
