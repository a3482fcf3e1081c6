import type { Config } from '#config';
import { type Clock, systemClock } from '#core';
import { shippedCalendars, yearsMissing } from '#ivr';
import type { CallingHours } from '../../calls/index.ts';

/** When customers may be called back, as the configuration says. */
export function callingHoursOf({ callbacks: { from, to, days, calendar, holidays }, company: { timeZone } }: Pick<Config, 'callbacks' | 'company'>): CallingHours {
  const known = calendar === undefined ? undefined : shippedCalendars()[calendar];
  return { timeZone, from, to, days, holidays, ...(known ? { calendar: known } : {}) };
}

/** Years of holidays that callbacks need soon and nobody has told yet. */
export function callingHoursWarnings({ callbacks: { calendar } }: Pick<Config, 'callbacks'>, clock: Clock = systemClock): readonly string[] {
  const known = calendar === undefined ? undefined : shippedCalendars()[calendar];
  const years = known ? yearsMissing(known, new Date(clock.wall()).toISOString().slice(0, 10)) : [];
  return years.map((year) => `callbacks.calendar: calendar “${calendar}” does not know ${year}: until its days are published and added, its weekdays count as usual days`);
}
