import type { Millis } from '#core';

/** A token bucket per source address: `rate` per second, bursts up to `burst`. */
export interface FloodRates {
  readonly rate: number;
  readonly burst: number;
  /** Sources remembered at most; when full, the memory starts afresh. */
  readonly sources: number;
}

interface Bucket {
  tokens: number;
  at: Millis;
}

/** Decides whether one more request of a source may cost us a transaction. Pure apart from its own memory. */
export class FloodGuard {
  readonly #rates: FloodRates;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rates: FloodRates) {
    this.#rates = rates;
  }

  /** `cost` in tokens: what the request weighs against an ordinary one. */
  admit(source: string, now: Millis, cost = 1): boolean {
    let bucket = this.#buckets.get(source);
    if (bucket === undefined) {
      if (this.#buckets.size >= this.#rates.sources) this.#buckets.clear();
      bucket = { tokens: this.#rates.burst, at: now };
      this.#buckets.set(source, bucket);
    }
    bucket.tokens = Math.min(this.#rates.burst, bucket.tokens + ((now - bucket.at) / 1_000) * this.#rates.rate);
    bucket.at = now;
    if (bucket.tokens < cost) return false;
    bucket.tokens -= cost;
    return true;
  }
}
