import type { EpochMillis, Millis } from '#core';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Midnight, local time, of the day that `at` is in; also on days when clocks are changed; where there are two (clocks go back from 1 to 0 o'clock), the first. */
export function startOfDay(at: EpochMillis, timeZone: string): EpochMillis {
  const midnight = someMidnight(at, timeZone);
  return sinceMidnight(midnight - HOUR_MS, timeZone) === 0 ? midnight - HOUR_MS : midnight;
}

function someMidnight(at: EpochMillis, timeZone: string): EpochMillis {
  const guess = at - sinceMidnight(at, timeZone);
  // Clocks were changed between: the guess is at 23 or 1 o'clock.
  const off = sinceMidnight(guess, timeZone);
  if (off === 0) return guess;
  return off > 12 * HOUR_MS ? guess + (24 * HOUR_MS - off) : guess - off;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function sinceMidnight(at: EpochMillis, timeZone: string): Millis {
  let format = formats.get(timeZone);
  if (!format) formats.set(timeZone, (format = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric', second: 'numeric' })));
  const parts = format.formatToParts(at);
  const [hours = 0, minutes = 0, seconds = 0] = (['hour', 'minute', 'second'] as const).map((type) => Number(parts.find((part) => part.type === type)?.value));
  return hours * HOUR_MS + minutes * MINUTE_MS + seconds * 1_000 + (((at % 1_000) + 1_000) % 1_000);
}

/** The instant at which clocks of a zone show a time (minutes since midnight; 24:00 and more are the next day) of a day `YYYY-MM-DD`; where they show it twice, the first. */
export function localInstant(day: string, minutes: number, timeZone: string): EpochMillis {
  // Noon UTC of that day and the zone's noon are never a whole day apart but for zones beyond ±12 h, which the loop mends.
  let midnight = startOfDay(Date.parse(`${day}T12:00:00Z`), timeZone);
  while (dayOf(midnight, timeZone) < day) midnight = startOfDay(midnight + 26 * HOUR_MS, timeZone);
  while (dayOf(midnight, timeZone) > day) midnight = startOfDay(midnight - HOUR_MS, timeZone);
  const [extra, wanted] = [Math.floor(minutes / 1_440), (minutes % 1_440) * MINUTE_MS];
  for (let i = 0; i < extra; i++) midnight = startOfDay(midnight + 26 * HOUR_MS, timeZone);
  const guess = midnight + wanted;
  const off = sinceMidnight(guess, timeZone) - wanted;
  return Math.abs(off) < 12 * HOUR_MS ? guess - off : guess;
}

const dayOf = (at: EpochMillis, timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
