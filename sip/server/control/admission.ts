import { timingSafeEqual, createHash } from 'node:crypto';
import type { Millis } from '#core';

/** Compares secrets without telling by its duration how much of them was right. */
export function sameSecret(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'latin1').digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

/** Wrong secrets after which answers are slowed down, within the window. */
const FREE_FAILURES = 5;
const WINDOW_MS = 60_000;
const SLOW_MS = 1_000;

/**
 * Slows guessing down without ever locking the right secret out: after some failures every further wrong one is
 * answered late. (All applications come from loopback, so a ban by address would hit the honest ones.)
 */
export class AttemptLimit {
  #failures = 0;
  #since: Millis = 0;

  /** Notes a failure; returns how long to wait before saying so. */
  failed(now: Millis): Millis {
    if (now - this.#since > WINDOW_MS) {
      this.#failures = 0;
      this.#since = now;
    }
    this.#failures++;
    return this.#failures > FREE_FAILURES ? SLOW_MS : 0;
  }
}
