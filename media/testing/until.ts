import { sleep, systemClock } from '#core';

/** Waits until it is so, 20 s at most: busy machines take their time. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2_000; tries++) {
    if (isSo()) return;
    await sleep(systemClock, 10);
  }
  throw new Error(`never happened: ${what}`);
}
