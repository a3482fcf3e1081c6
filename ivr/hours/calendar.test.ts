import { describe, expect, test } from 'vitest';
import { shippedCalendars } from '../loader/sources/shipped-calendars.ts';
import { type Calendar, dayIn } from './calendar.ts';
import { isOpen } from './opening-hours.ts';

const cn = shippedCalendars()['cn'] as Calendar;

describe('Chinese public holidays', () => {
  test.each([
    ['2025-01-28', 'holiday'],
    ['2025-02-04', 'holiday'],
    ['2025-02-05', 'usual'],
    ['2025-02-08', 'workday'],
    ['2025-10-08', 'holiday'],
    ['2025-10-11', 'workday'],
    ['2026-01-04', 'workday'],
    ['2026-02-14', 'workday'],
    ['2026-02-15', 'holiday'],
    ['2026-02-23', 'holiday'],
    ['2026-02-24', 'usual'],
    ['2026-09-20', 'workday'],
    ['2026-10-07', 'holiday'],
    ['2026-10-08', 'usual'],
    ['2024-10-01', 'unknown'],
    ['2027-01-01', 'unknown'],
  ] as const)('%s is %s', (date, kind) => expect(dayIn(cn, date)).toBe(kind));

  test('make-up working days are days of a weekend', () => {
    const weekdays = cn.workdays.map((day) => new Date(`${day}T00:00:00Z`).getUTCDay());
    expect(weekdays.every((day) => day === 0 || day === 6)).toBe(true);
  });
});

describe('opening hours with a calendar', () => {
  const hours = {
    timeZone: 'Asia/Shanghai',
    week: { weekdays: [{ from: 540, to: 1080 }], saturday: [{ from: 600, to: 720 }] },
    holidays: [{ from: '2026-05-09', to: '2026-05-09' }],
    specialDays: { '2026-10-01': [{ from: 0, to: 1440 }] },
    calendar: cn,
  };
  test.each([
    ['a working day', '2026-03-02T17:00:00+08:00', true],
    ['a public holiday', '2026-02-16T10:00:00+08:00', false],
    ['a make-up Saturday has the hours of weekdays', '2026-02-28T17:00:00+08:00', true],
    ['a usual Saturday has its own', '2026-03-07T17:00:00+08:00', false],
    ['a closed day of our own wins over a make-up day', '2026-05-09T10:00:00+08:00', false],
    ['a special day wins over a public holiday', '2026-10-01T03:00:00+08:00', true],
    ['a year nobody knows follows the week', '2027-10-01T10:00:00+08:00', true],
  ])('%s', (_name, at, open) => expect(isOpen(hours, Date.parse(at))).toBe(open));
});
