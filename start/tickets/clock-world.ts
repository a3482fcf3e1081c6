import { createHash } from 'node:crypto';
import type { Config } from '#config';
import { type OpeningHours, shippedCalendars, spansOn } from '#ivr';
import { BusinessTime, type ClockWorld, type SlaPolicy } from '#tickets';

type Hours = Config['tickets']['hours'][number];
type Sla = Config['tickets']['sla'][number];
const MINUTE = 60_000;

/** Clocks as the configuration has them, with the calendars of flows. */
export function clockWorld({ tickets: { hours, sla, untouched }, company }: Pick<Config, 'tickets' | 'company'>): ClockWorld {
  const { enabled, minutes, hours: within, raise } = untouched;
  return {
    version: createHash('sha256').update(JSON.stringify([hours, sla, untouched, company.timeZone])).digest('hex').slice(0, 16),
    policies: sla.map(policyOf),
    hours: new Map(hours.map((one) => [one.id, timeOf(one, company.timeZone)])),
    ...(enabled ? { untouched: { afterMs: minutes * MINUTE, raise, ...(within === undefined ? {} : { hours: within }) } } : {}),
  };
}

function policyOf({ id, templates, priorities, tiers, queues, firstResponseMinutes, nextResponseMinutes, resolutionMinutes, hours, warnPercent, pauseIn }: Sla): SlaPolicy {
  const target = (kind: string, minutes: number | undefined) => (minutes === undefined ? {} : { [kind]: minutes * MINUTE });
  return {
    id, templates, priorities, tiers, queues, pauseIn,
    targets: { ...target('first-response', firstResponseMinutes), ...target('next-response', nextResponseMinutes), ...target('resolution', resolutionMinutes) },
    warnAt: warnPercent / 100,
    ...(hours === undefined ? {} : { hours }),
  };
}

function timeOf({ timeZone, week, calendar, holidays, specialDays }: Hours, usual: string): BusinessTime {
  const known = calendar === undefined ? undefined : shippedCalendars()[calendar];
  const hours: OpeningHours = {
    timeZone: timeZone ?? usual,
    week: Object.fromEntries(Object.entries(week).flatMap(([day, spans]) => (spans === undefined ? [] : [[day, spans.map(spanOf)]]))),
    holidays: holidays.map((days) => ({ from: days.slice(0, 10), to: days.slice(-10) })),
    specialDays: Object.fromEntries(Object.entries(specialDays).map(([day, spans]) => [day, spans.map(spanOf)])),
    ...(known ? { calendar: known } : {}),
  };
  return new BusinessTime({ timeZone: hours.timeZone, spansOf: (date) => spansOn(hours, date) });
}

function spanOf(text: string) {
  const [from = 0, to = 0] = text.split('-').map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  return { from, to: to > from ? to : to + 1_440 };
}
