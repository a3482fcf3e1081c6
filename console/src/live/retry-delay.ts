const FIRST_MS = 500;
/** A server that restarts is back within seconds; nobody should wait longer than this for it. */
const LONGEST_MS = 10_000;

/** Doubles with every failure, with jitter (`random` 0–1) so that a thousand pages do not return at once; ms. */
export function retryDelay(failures: number, random: number): number {
  const step = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 10));
  return Math.round(step * (0.5 + random / 2));
}
