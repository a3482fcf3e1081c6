import { describe, expect, test } from 'vitest';
import { type OpeningHours, type Span, isOpen, localMoment } from './opening-hours.ts';

const at = (iso: string) => Date.parse(iso);
const span = (from: string, to: string): Span => {
  const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  return { from: minutes(from), to: minutes(to) };
};
const overnight: Span = { from: 22 * 60, to: 26 * 60 };

function hours(given: Partial<OpeningHours>): OpeningHours {
  return { timeZone: 'Asia/Shanghai', week: {}, holidays: [], specialDays: {}, ...given };
}

describe('opening hours', () => {
  const office = hours({ week: { weekdays: [span('09:00', '12:00'), span('13:00', '18:00')] } });

  test.each([
    ['Monday 08:59:59', '2026-01-05T08:59:59+08:00', false],
    ['Monday 09:00:00', '2026-01-05T09:00:00+08:00', true],
    ['Monday 11:59:59', '2026-01-05T11:59:59+08:00', true],
    ['Monday 12:00, lunch', '2026-01-05T12:00:00+08:00', false],
    ['Monday 13:00', '2026-01-05T13:00:00+08:00', true],
    ['Monday 18:00, the end is not open any more', '2026-01-05T18:00:00+08:00', false],
    ['Friday 17:59', '2026-01-09T17:59:00+08:00', true],
    ['Saturday 10:00', '2026-01-10T10:00:00+08:00', false],
    ['Monday 10:00 in Berlin is 17:00 in Shanghai', '2026-01-05T10:00:00+01:00', true],
    ['Monday 12:00 in Berlin is 19:00 in Shanghai', '2026-01-05T12:00:00+01:00', false],
    ['Sunday evening in New York is already Monday in Shanghai', '2026-01-04T21:00:00-05:00', true],
  ])('%s', (_name, iso, open) => {
    expect(isOpen(office, at(iso))).toBe(open);
  });

  test('what the week does not name is closed', () => {
    expect(isOpen(hours({}), at('2026-01-05T10:00:00+08:00'))).toBe(false);
  });

  test('a named day wins over weekdays, these over every-day; an empty list is closed', () => {
    const mixed = hours({
      week: { 'every-day': [span('10:00', '11:00')], weekdays: [span('09:00', '10:00')], wednesday: [], sunday: [span('20:00', '21:00')] },
    });
    const open = (day: number, time: string) => isOpen(mixed, at(`2026-01-0${day}T${time}:00+08:00`));
    expect([open(5, '09:30'), open(5, '10:30')]).toEqual([true, false]);
    expect([open(7, '09:30'), open(7, '10:30')]).toEqual([false, false]);
    expect([open(3, '09:30'), open(3, '10:30')]).toEqual([false, true]);
    expect([open(4, '10:30'), open(4, '20:30')]).toEqual([false, true]);
  });
});

describe('midnight', () => {
  const night = hours({ week: { friday: [overnight] } });

  test.each([
    ['Friday 21:59', '2026-01-09T21:59:00+08:00', false],
    ['Friday 22:00', '2026-01-09T22:00:00+08:00', true],
    ['Saturday 00:00', '2026-01-10T00:00:00+08:00', true],
    ['Saturday 01:59', '2026-01-10T01:59:59+08:00', true],
    ['Saturday 02:00', '2026-01-10T02:00:00+08:00', false],
    ['Friday 00:30 belongs to Thursday', '2026-01-09T00:30:00+08:00', false],
  ])('a span over midnight: %s', (_name, iso, open) => {
    expect(isOpen(night, at(iso))).toBe(open);
  });

  test('a day from 00:00 to 24:00 has no closed second around midnight', () => {
    const always = hours({ week: { 'every-day': [{ from: 0, to: 1440 }] } });
    const times = ['2026-01-09T23:59:59.999+08:00', '2026-01-10T00:00:00+08:00', '2026-12-31T23:59:59+08:00', '2027-01-01T00:00:00+08:00'];
    expect(times.map((iso) => isOpen(always, at(iso)))).toEqual([true, true, true, true]);
  });

  test('local midnight reads as 00:00 of the new day, not as 24:00', () => {
    expect(localMoment('Asia/Shanghai', at('2026-01-10T00:00:00+08:00'))).toEqual({
      date: '2026-01-10',
      weekday: 'saturday',
      minute: 0,
    });
  });
});

describe('holidays and special days', () => {
  const week = { 'every-day': [span('09:00', '18:00')] };
  const golden = hours({
    week,
    holidays: [{ from: '2026-10-01', to: '2026-10-07' }, { from: '2026-12-25', to: '2026-12-25' }],
    specialDays: { '2026-10-03': [span('10:00', '12:00')], '2026-11-11': [{ from: 0, to: 1440 }] },
  });

  test.each([
    ['the day before', '2026-09-30T10:00:00+08:00', true],
    ['the first day', '2026-10-01T10:00:00+08:00', false],
    ['the last day', '2026-10-07T17:59:00+08:00', false],
    ['the day after', '2026-10-08T10:00:00+08:00', true],
    ['a single holiday', '2026-12-25T10:00:00+08:00', false],
    ['a special day among holidays, in its hours', '2026-10-03T10:30:00+08:00', true],
    ['a special day among holidays, outside its hours', '2026-10-03T12:30:00+08:00', false],
    ['a special day with longer hours', '2026-11-11T23:00:00+08:00', true],
    ['still 30 September in UTC but a holiday in Shanghai', '2026-09-30T16:30:00Z', false],
  ])('%s', (_name, iso, open) => {
    expect(isOpen(golden, at(iso))).toBe(open);
  });

  test('a holiday takes the night that begins on it along, and leaves the night before alone', () => {
    const nights = hours({ week: { 'every-day': [overnight] }, holidays: [{ from: '2026-10-01', to: '2026-10-01' }] });
    expect(isOpen(nights, at('2026-10-01T01:00:00+08:00'))).toBe(true);
    expect(isOpen(nights, at('2026-10-01T23:00:00+08:00'))).toBe(false);
    expect(isOpen(nights, at('2026-10-02T01:00:00+08:00'))).toBe(false);
    expect(isOpen(nights, at('2026-10-02T22:00:00+08:00'))).toBe(true);
  });
});

describe('summer time', () => {
  const berlin = hours({ timeZone: 'Europe/Berlin', week: { 'every-day': [span('09:00', '18:00')] } });

  test.each([
    ['winter, 09:00 is 08:00 UTC', '2026-03-28T08:00:00Z', true],
    ['winter, a minute earlier', '2026-03-28T07:59:00Z', false],
    ['summer, 09:00 is 07:00 UTC', '2026-03-29T07:00:00Z', true],
    ['summer, a minute earlier', '2026-03-29T06:59:00Z', false],
    ['back in winter', '2026-10-25T07:30:00Z', false],
  ])('%s', (_name, iso, open) => {
    expect(isOpen(berlin, at(iso))).toBe(open);
  });

  test('the skipped hour never comes, the repeated hour counts twice', () => {
    const two = hours({ timeZone: 'Europe/Berlin', week: { 'every-day': [span('02:00', '03:00')] } });
    const openMinutes = (from: string) =>
      Array.from({ length: 360 }, (_, minute) => isOpen(two, at(from) + minute * 60_000)).filter(Boolean).length;
    expect(openMinutes('2026-03-28T22:00:00Z')).toBe(0);
    expect(openMinutes('2026-10-24T22:00:00Z')).toBe(120);
    expect(openMinutes('2026-06-01T22:00:00Z')).toBe(60);
  });

  test('a night over the change of the clocks still belongs to the evening before', () => {
    const nights = hours({ timeZone: 'Europe/Berlin', week: { saturday: [{ from: 22 * 60, to: 28 * 60 }] } });
    expect(isOpen(nights, at('2026-03-29T01:30:00Z'))).toBe(true);
    expect(isOpen(nights, at('2026-03-29T02:00:00Z'))).toBe(false);
    expect(isOpen(nights, at('2026-10-25T02:59:00Z'))).toBe(true);
    expect(isOpen(nights, at('2026-10-25T03:00:00Z'))).toBe(false);
  });
});
