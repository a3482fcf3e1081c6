import { z } from 'zod';
import { form, Id } from '../routing/words.ts';

/** Clocks of tickets; docs/tickets.md explains them with examples. */

const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
const Priorities = z.array(z.enum(PRIORITIES));
const Names = z.array(z.string().min(1).max(80));
/** Half a year. */
const Minutes = z.number().int().min(1).max(262_800);
const Spans = z.array(form(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a span such as "09:00-18:00", in quotes; "22:00-02:00" ends on the next day'));
const Days = form(/^\d{4}-\d\d-\d\d(\.\.\d{4}-\d\d-\d\d)?$/, 'a day such as "2026-12-25" or days such as "2026-10-01..2026-10-07"');
const isTimeZone = (name: string) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

export const BusinessHours = z.strictObject({
  id: Id.describe('Name in `sla` and `untouched`.'),
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone such as "Asia/Shanghai"').meta({ allowed: 'an IANA time zone' }).optional().describe('IANA name; default: that of the company.'),
  week: z
    .strictObject({
      'every-day': Spans.optional().describe('Each day that is not named below.'), weekdays: Spans.optional().describe('Monday to Friday.'), weekend: Spans.optional().describe('Saturday and Sunday.'), monday: Spans.optional().describe('Hours of Monday.'), tuesday: Spans.optional().describe('Hours of Tuesday.'), wednesday: Spans.optional().describe('Hours of Wednesday.'), thursday: Spans.optional().describe('Hours of Thursday.'), friday: Spans.optional().describe('Hours of Friday.'), saturday: Spans.optional().describe('Hours of Saturday.'), sunday: Spans.optional().describe('Hours of Sunday.'),
    })
    .describe('As in flows: a named day wins over weekdays and weekend, these over every-day; what is not named is closed.'),
  calendar: z.enum(['cn']).optional().describe('Public holidays are closed, make-up working days have the hours of weekdays.'),
  holidays: z.array(Days).default([]).describe('Further closed days; they win over the calendar.'),
  specialDays: z.record(z.string(), Spans).default({}).describe('Day → hours of its own; they win over holidays.'),
});

export const Sla = z.strictObject({
  id: Id.describe('Name in the API and in histories.'),
  templates: z.array(Id).default([]).describe('Only tickets of these templates; an empty list means all, as everywhere here.'),
  priorities: Priorities.default([]).describe('Only these priorities.'),
  tiers: Names.default([]).describe('Only requesters of these tiers (`tier` of the list of customers, or of the request).'),
  queues: z.array(Id).default([]).describe('Only these queues.'),
  firstResponseMinutes: Minutes.optional().describe('From the beginning to our first public reply.'),
  nextResponseMinutes: Minutes.optional().describe('From a reply of the customer to ours.'),
  resolutionMinutes: Minutes.optional().describe('From the beginning until it is resolved.'),
  hours: Id.optional().describe('Business hours in which time counts; without them it counts round the clock.'),
  warnPercent: z.number().int().min(1).max(100).default(75).describe('It warns when this share of the time is over.'),
  pauseIn: z.array(z.enum(['new', 'open', 'pending', 'on-hold'])).default(['pending', 'on-hold']).describe('States in which time does not count.'),
});

export const Untouched = z.strictObject({
  enabled: z.boolean().default(true).describe('Tell supervisors of new and open tickets with which nobody did anything.'),
  minutes: Minutes.default(120).describe('After so long.'),
  hours: Id.optional().describe('Business hours in which time counts; without them it counts round the clock.'),
  raise: z.boolean().default(true).describe('The priority rises by one.'),
});
