import { expect, it } from 'vitest';
import { excerptParts, filtersOf, queryOf } from './filters.ts';

it('filters come from the address, empty ones do not count', () => {
  expect(filtersOf(new URLSearchParams('text=密码&agent=&queue=care&other=1'))).toEqual({ text: '密码', queue: 'care' });
});
it('days become instants, the last one whole', () => {
  const start = (day: string) => (day === '2026-01-05' ? 1_000 : undefined);
  expect(queryOf({ text: 'a b', from: '2026-01-05', until: '2026-01-05' }, 'next', start)).toBe('text=a+b&from=1000&until=86401000&cursor=next');
  expect(queryOf({ from: 'nonsense' }, undefined, start)).toBe('');
});
it('an excerpt has a match in the middle', () => {
  expect(excerptParts('…我忘了\u0001密码\u0002了')).toEqual(['…我忘了', '密码', '了']);
  expect(excerptParts('plain')).toEqual(['plain', '', '']);
});
