import type { Millis } from '#core';

export interface FailureLimits {
  /** Failures within `windowMs` that close the door. */
  readonly failures: number;
  readonly windowMs: Millis;
  readonly lockMs: Millis;
}

interface Page {
  readonly times: readonly Millis[];
  readonly lockedUntil: Millis;
}

/** Names remembered at once; the oldest give way, so that a flood of names cannot eat the memory. */
const MOST_PAGES = 10_000;

/** Counts failed sign-ins by name (an address, or an account at an address) and says who is locked out. */
export class FailureBook {
  readonly #limits: FailureLimits;
  readonly #pages = new Map<string, Page>();

  constructor(limits: FailureLimits) {
    this.#limits = limits;
  }

  isLocked(name: string, now: Millis): boolean {
    return (this.#pages.get(name)?.lockedUntil ?? -Infinity) > now;
  }

  /** Notes a failure; true when this one locked the door. */
  note(name: string, now: Millis): boolean {
    const { failures, windowMs, lockMs } = this.#limits;
    const recent = (this.#pages.get(name)?.times ?? []).filter((at) => now - at < windowMs);
    const times = [...recent, now];
    const locks = times.length >= failures;
    this.#pages.delete(name);
    this.#pages.set(name, { times: locks ? [] : times, lockedUntil: locks ? now + lockMs : -Infinity });
    this.#trim(now);
    return locks;
  }

  forgive(name: string): void {
    this.#pages.delete(name);
  }

  #trim(now: Millis): void {
    for (const [name, page] of this.#pages) {
      const last = Math.max(page.lockedUntil, page.times.at(-1) ?? -Infinity);
      const stale = now - last >= this.#limits.windowMs;
      if (!stale && this.#pages.size <= MOST_PAGES) return;
      this.#pages.delete(name);
    }
  }
}
