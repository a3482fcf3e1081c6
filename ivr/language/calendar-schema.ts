import { z } from 'zod';
import type { Calendar } from '../hours/calendar.ts';
import { date, dateRange } from './hours-parts.ts';
import { strict } from './parts.ts';

const year = strict({
  source: z.string().optional().describe('Where the days come from.'),
  holidays: z.record(dateRange, z.string()).default({}).describe('Closed days → their name.'),
  workdays: z.array(date).default([]).describe('Days of weekends on which people work.'),
}).describe('The days of one year.');

/** A file of holidays, year by year. */
export const calendarSchema = strict({
  name: z.string(),
  years: z.record(z.string().regex(/^\d{4}$/, 'must be a year such as 2026'), year),
}).transform(({ name, years }): Calendar => {
  const days = Object.values(years);
  return {
    name,
    years: Object.keys(years).map(Number),
    holidays: days.flatMap(({ holidays }) =>
      Object.entries(holidays).map(([range, title]) => {
        const [from = range, to = from] = range.split('..');
        return { from, to, name: title };
      }),
    ),
    workdays: days.flatMap(({ workdays }) => workdays),
  };
});
