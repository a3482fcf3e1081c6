import type { Millis } from '#core';

/** Nonce counts seen of one nonce: the highest, and a bit for each of the 32 at and below it. */
export interface ReplayWindow {
  readonly highest: number;
  readonly seen: number;
}

export const unusedNonce: ReplayWindow = { highest: 0, seen: 0 };

/** A datagram overtaken by this many others is taken for a replay. */
const WINDOW = 32;

/** The window after this count, or undefined when the count was used before (RFC 7616 §3.4, nc) or lies too far back. */
export function admitCount(window: ReplayWindow, count: number): ReplayWindow | undefined {
  if (count < 1) return undefined;
  const ahead = count - window.highest;
  if (ahead > 0) {
    const kept = ahead >= WINDOW ? 0 : window.seen << ahead;
    return { highest: count, seen: kept | 1 };
  }
  const bit = 1 << -ahead;
  if (-ahead >= WINDOW || (window.seen & bit) !== 0) return undefined;
  return { highest: window.highest, seen: window.seen | bit };
}

/** Counts of all nonces in use. Bounded: what falls out takes every nonce as old as itself with it, so nothing replays. */
export class ReplayBook {
  readonly #windows = new Map<string, { window: ReplayWindow; issuedAt: Millis }>();
  readonly #life: Millis;
  readonly #most: number;
  #forgottenUpTo = -Infinity;

  constructor(life: Millis, most: number) {
    this.#life = life;
    this.#most = most;
  }

  /** True when this count of this nonce was never used; marks it used. */
  admit(nonce: string, issuedAt: Millis, count: number, now: Millis): boolean {
    const entry = this.#windows.get(nonce);
    if (!entry && issuedAt <= this.#forgottenUpTo) return false;
    const window = admitCount(entry?.window ?? unusedNonce, count);
    if (!window) return false;
    this.#windows.set(nonce, { window, issuedAt });
    if (!entry) this.#trim(now);
    return true;
  }

  get size(): number {
    return this.#windows.size;
  }

  #trim(now: Millis): void {
    for (const [nonce, { issuedAt }] of this.#windows) {
      const expired = now - issuedAt >= this.#life;
      if (!expired && this.#windows.size <= this.#most) return;
      this.#windows.delete(nonce);
      if (!expired) this.#forgottenUpTo = Math.max(this.#forgottenUpTo, issuedAt);
    }
  }
}
