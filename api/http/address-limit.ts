import type { Clock } from '#core';

export interface Bucket {
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests a second in the long run. */
  readonly perSecond: number;
}

interface State {
  readonly left: number;
  readonly at: number;
}

/** Addresses remembered: beyond, the one seen longest ago is forgotten, so that many addresses cost no memory. */
const MOST = 10_000;

/** One token bucket per address (or person). */
export class AddressLimit {
  readonly #bucket: Bucket;
  readonly #clock: Clock;
  readonly #states = new Map<string, State>();

  constructor(bucket: Bucket, clock: Clock) {
    this.#bucket = bucket;
    this.#clock = clock;
  }

  /** Seconds to wait, or 0 when the request may be answered. */
  take(who: string): number {
    const now = this.#clock.now();
    const { state, wait } = taken(this.#states.get(who), this.#bucket, now);
    this.#states.delete(who);
    this.#states.set(who, state);
    if (this.#states.size > MOST) for (const oldest of this.#states.keys()) {
      this.#states.delete(oldest);
      break;
    }
    return wait;
  }
}

function taken(state: State | undefined, { burst, perSecond }: Bucket, now: number): { state: State; wait: number } {
  const filled = state ? Math.min(burst, state.left + ((now - state.at) / 1000) * perSecond) : burst;
  if (filled >= 1) return { state: { left: filled - 1, at: now }, wait: 0 };
  return { state: { left: filled, at: now }, wait: Math.ceil((1 - filled) / perSecond) };
}
