import { z } from 'zod';
import { MINUTES_OF_DAY, type Span } from '../hours/opening-hours.ts';
import { strict, word } from './parts.ts';

const CLOCK = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const SPAN_TEXT = 'must be a span such as “09:00-18:00”; “00:00-24:00” is the whole day, “22:00-02:00” ends on the next day';

function toSpan(text: string): Span {
  const [from = 0, to = 0] = text.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return { from, to: to > from ? to : to + MINUTES_OF_DAY };
}

const spans = z
  .array(
    z
      .string()
      .regex(CLOCK, SPAN_TEXT)
      .refine((text) => text.slice(0, 5) !== text.slice(6), {
        error: 'must not end when it begins; “00:00-24:00” is the whole day',
      })
      .transform(toSpan),
  )
  .describe('Spans such as "09:00-12:00" in local time; [] = closed all day.');

export const date = z.iso.date('must be a day such as “2026-10-01”');

const DATE_RANGE = /^(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?$/;
const endsOf = (text: string) => {
  const [from = text, to = from] = text.split('..');
  return { from, to };
};
/** Days as text, still unread. */
export const dateRange = z
  .string()
  .regex(DATE_RANGE, { error: 'must be a day such as “2026-10-01” or days such as “2026-10-01..2026-10-07”', abort: true })
  .refine(
    (text) => {
      const { from, to } = endsOf(text);
      return date.safeParse(from).success && date.safeParse(to).success && from <= to;
    },
    { error: 'must be days of the calendar, the first one first' },
  );
const holiday = dateRange
  .transform(endsOf)
  .describe('A closed day "2026-10-01" or closed days "2026-10-01..2026-10-07".');

/** True for a name of the IANA time zone data base this Node knows. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const hoursParts = {
  timeZone: z
    .string()
    .refine(isTimeZone, { error: 'must be a time zone such as Asia/Shanghai or Europe/Berlin (IANA name)' })
    .optional()
    .describe('IANA time zone, such as Asia/Shanghai; default: company.timeZone of the configuration.'),
  week: strict({
    'every-day': spans.optional(),
    weekdays: spans.optional(),
    weekend: spans.optional(),
    monday: spans.optional(),
    tuesday: spans.optional(),
    wednesday: spans.optional(),
    thursday: spans.optional(),
    friday: spans.optional(),
    saturday: spans.optional(),
    sunday: spans.optional(),
  }).describe('Opening hours. A named day wins over weekdays/weekend, these over every-day; what is not named is closed.'),
  calendar: word('the name of a calendar', 'cn')
    .optional()
    .describe('Public holidays are closed, make-up working days have the hours of weekdays; cn is shipped.'),
  holidays: z.array(holiday).default([]).describe('Closed days; they win over the calendar.'),
  specialDays: z
    .record(date, spans)
    .default({})
    .describe('Days with hours of their own, such as a working Saturday; they win over holidays.'),
};
