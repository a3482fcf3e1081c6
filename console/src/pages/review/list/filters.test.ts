import { expect, it } from 'vitest';
import { excerptParts, filtersOf, localDayStart, queryOf } from './filters.ts';

it('filters come from the address, empty ones do not count', () => {
  expect(filtersOf(new URLSearchParams('text=密码&agent=&queue=care&other=1'))).toEqual({ text: '密码', queue: 'care' });
});
it('days become instants, the last one whole', () => {
  const start = (day: string, later: number) => (day === '2026-01-05' ? 1_000 + later : undefined);
  expect(queryOf({ text: 'a b', from: '2026-01-05', until: '2026-01-05' }, 'next', start)).toBe('text=a+b&from=1000&until=1001&cursor=next');
  expect(queryOf({ from: 'nonsense' }, undefined, start)).toBe('');
});
it('moments of a figure go before days', () => {
  expect(queryOf({ rule: 'r', from: '2026-01-05', since: '5', before: '9' }, undefined, () => 1)).toBe('rule=r&from=5&until=9');
  expect(queryOf({ since: 'nonsense' }, undefined, () => 1)).toBe('');
});
it('a day is as long as it is here, also when clocks change', () => {
  const before = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
  try {
    const hours = (day: string) => ((localDayStart(day, 1) ?? NaN) - (localDayStart(day) ?? NaN)) / 3_600_000;
    expect([hours('2026-01-05'), hours('2026-03-29'), hours('2026-10-25')]).toEqual([24, 23, 25]);
    expect(localDayStart('2026-01-05')).toBe(Date.UTC(2026, 0, 4, 23));
  } finally {
    process.env['TZ'] = before ?? '';
    if (before === undefined) delete process.env['TZ'];
  }
});
it('a year that is half typed narrows nothing', () => {
  expect(['0002-01-05', '0202-01-05', '99999-01-05', ''].map((day) => localDayStart(day))).toEqual([undefined, undefined, undefined, undefined]);
});
it('an excerpt has a match in the middle', () => {
  expect(excerptParts('…我忘了\u0001密码\u0002了')).toEqual(['…我忘了', '密码', '了']);
  expect(excerptParts('plain')).toEqual(['plain', '', '']);
});
