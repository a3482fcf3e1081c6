import type { Millis } from '#core';

export interface BucketSize {
  /** How many may come at once. */
  readonly capacity: number;
  /** In this time an empty bucket is full again. */
  readonly refillMs: Millis;
}

export interface Bucket {
  readonly tokens: number;
  readonly at: Millis;
}

export type BucketDecision = { readonly taken: true; readonly state: Bucket } | { readonly taken: false; readonly state: Bucket; readonly waitMs: Millis };

/** Takes one token, or tells how long until there is one. Undefined state: a full bucket. */
export function takeToken(state: Bucket | undefined, { capacity, refillMs }: BucketSize, now: Millis): BucketDecision {
  const gained = state ? ((now - state.at) / refillMs) * capacity : 0;
  const tokens = state ? Math.min(capacity, state.tokens + gained) : capacity;
  // A hair of rounding must not make somebody wait who waited as long as told.
  if (tokens > 1 - 1e-9) return { taken: true, state: { tokens: Math.max(0, tokens - 1), at: now } };
  return { taken: false, state: { tokens, at: now }, waitMs: ((1 - tokens) / capacity) * refillMs };
}
