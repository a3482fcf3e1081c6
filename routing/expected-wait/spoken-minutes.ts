import type { Millis } from '#core';

/** Minutes that there are prompts for (`wait-1` … `wait-60`); the last means as much or more. */
export const SPOKEN_MINUTES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 30, 45, 60] as const;

const MINUTE_MS = 60_000;

/**
 * What a caller is told of an expected wait: the nearest spoken number of minutes. Who was told `before` is never told more
 * than `before + step`: an estimate that grows is told in small steps, one that shrinks at once.
 */
export function spokenMinutes(expectedMs: Millis, before?: number, step = 1): number {
  const minutes = expectedMs / MINUTE_MS;
  const nearest = SPOKEN_MINUTES.reduce<number>((best, one) => (Math.abs(one - minutes) < Math.abs(best - minutes) ? one : best), SPOKEN_MINUTES[0]);
  if (before === undefined || nearest <= before + step) return nearest;
  return SPOKEN_MINUTES.findLast((one) => one <= before + step) ?? before;
}
