import { expect, test } from 'vitest';
import { shippedCalendars } from '#ivr';
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

const { cn } = shippedCalendars();
const WEEKDAYS = { ...OFFICE, days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'], ...(cn ? { calendar: cn } : {}), holidays: ['2026-10-09', '2026-12-24..2026-12-26'] };
test.each([
  ['a public holiday', '2026-10-01T10:00', '2026-10-08T08:30'],
  ['a make-up working Saturday', '2026-10-10T10:00', '2026-10-10T10:00'],
  ['a usual Saturday', '2026-10-17T10:00', '2026-10-19T08:30'],
  ['nine days of Spring Festival', '2026-02-14T21:00', '2026-02-24T08:30'],
  ['a day of one’s own', '2026-10-09T10:00', '2026-10-10T08:30'],
  ['days of one’s own', '2026-12-24T10:00', '2026-12-28T08:30'],
  ['a year the calendar does not know', '2024-10-01T10:00', '2024-10-01T10:00'],
])('with the calendar of flows, asked on %s', (_name, asked, called) => expect(callingFrom(WEEKDAYS, at(asked))).toBe(at(called)));

test('a closed week between weeks with one open day', () => {
  expect(callingFrom({ ...WEEKDAYS, days: ['thursday'] }, at('2026-09-24T21:00'))).toBe(at('2026-10-08T08:30'));
});
