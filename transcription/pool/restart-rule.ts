import type { Millis } from '#core';

/** When a recogniser process died, newest last. */
export type Deaths = readonly Millis[];

/** One death is an accident and repaired at once; more within a minute wait, so that a broken model does not eat the machine. */
const WINDOW: Millis = 60_000;
const FIRST_WAIT: Millis = 250;
const LONGEST_WAIT: Millis = 10_000;

/** How long to wait before the next process starts. `jitter` in [0, 1) spreads processes that died together. */
export function restartAfter(deaths: Deaths, now: Millis, jitter: number): { deaths: Deaths; wait: Millis } {
  const recent = [...deaths.filter((at) => now - at < WINDOW), now];
  if (recent.length === 1) return { deaths: recent, wait: 0 };
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (recent.length - 2));
  return { deaths: recent, wait: wait * (1 + jitter * 0.2) };
}
