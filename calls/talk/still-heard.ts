import type { Clock, Millis, Scope } from '#core';
import type { Line } from '../call.ts';

/** 50 packets come in this time from a browser that is there. */
const HEARD_WITHIN_MS: Millis = 1_000;

/** Tells a second later whether audio came on this line meanwhile; nothing when the scope ends before. */
export async function stillHeard({ leg, media }: Line, clock: Clock, scope: Scope, tell: (heard: boolean) => void): Promise<void> {
  const before = await media.stats();
  scope.after(clock, HEARD_WITHIN_MS, async () => {
    const now = await media.stats();
    if (!scope.ended) tell(!leg.isEnded && now.packetsReceived > before.packetsReceived);
  });
}
