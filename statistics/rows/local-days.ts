import type { EpochMillis, Millis } from '#core';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Midnight, local time, of the day that `at` is in; also on days when clocks are changed. */
export function startOfDay(at: EpochMillis, timeZone: string): EpochMillis {
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
