import { expect, test } from 'vitest';
import { callingFrom } from './calling-hours.ts';

const OFFICE = { timeZone: 'Asia/Shanghai', from: '08:30', to: '21:00', days: ['monday', 'friday'] };
const at = (local: string) => Date.parse(`${local}+08:00`);

test.each([
  ['2026-11-23T09:00', '2026-11-23T09:00'],
  ['2026-11-23T20:59', '2026-11-23T20:59'],
  ['2026-11-23T21:00', '2026-11-27T08:30'],
  ['2026-11-23T03:07', '2026-11-23T08:30'],
  ['2026-11-28T12:00', '2026-11-30T08:30'],
])('a customer is called at %s or later: %s', (asked, called) => expect(callingFrom(OFFICE, at(asked))).toBe(at(called)));

test('every day, to its end; hours that never come', () => {
  expect(callingFrom({ ...OFFICE, days: [], from: '00:00', to: '24:00' }, at('2026-11-28T23:59'))).toBe(at('2026-11-28T23:59'));
  expect(callingFrom({ ...OFFICE, from: '21:00' }, at('2026-11-23T21:00'))).toBeUndefined();
});
