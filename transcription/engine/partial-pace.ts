import type { Millis } from '#core';

/** At most five partials a second: more is not read by anybody, and asking costs 0.1 ms each. */
const PARTIAL_PERIOD: Millis = 200;

/** When the last partial was asked for and what it said, per stream. */
export interface PartialPace {
  readonly askedAt: Millis;
  readonly said: string;
}

export const freshPace: PartialPace = { askedAt: -Infinity, said: '' };

/** Whether a partial may be asked for now. */
export function mayAsk(pace: PartialPace, now: Millis): boolean {
  return now - pace.askedAt >= PARTIAL_PERIOD;
}

/** Notes an answer; `news` when it differs from the one before. */
export function answered(pace: PartialPace, text: string, now: Millis): { pace: PartialPace; news: boolean } {
  return { pace: { askedAt: now, said: text }, news: text !== pace.said };
}
