import type { EpochMillis } from '#core';

/** The midnight before `at` in a time zone; on days when clocks are changed, up to an hour off. */
export function startOfDay(at: EpochMillis, timeZone: string): EpochMillis {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric', second: 'numeric' }).formatToParts(at);
  const [hours = 0, minutes = 0, seconds = 0] = (['hour', 'minute', 'second'] as const).map((type) => Number(parts.find((part) => part.type === type)?.value));
  return at - (at % 1_000) - ((hours * 60 + minutes) * 60 + seconds) * 1_000;
}
