import type { Clock, Millis } from '#core';
import { addressGroup } from '../address-group.ts';
import { BoundedMap } from './bounded-map.ts';
import { type LockOut, NO_LOCK_OUT, lockOut } from './lock-out.ts';
import { type Bucket, type BucketSize, takeToken } from './token-bucket.ts';

/** Entries remembered of each kind; a few MB. */
const REMEMBERED = 20_000;
/** Wrong passwords of one address for any accounts; a whole office may share one. */
const PER_ADDRESS: BucketSize = { capacity: 100, refillMs: 15 * 60_000 };

/** Counts attempts by (account, address) and by address; keeps the pure decisions' states. */
export class SignInGuard {
  readonly #clock: Clock;
  readonly #pairs = new BoundedMap<LockOut>(REMEMBERED);
  readonly #addresses = new BoundedMap<Bucket>(REMEMBERED);
  /** Pairs that were right once: a colleague who guesses behind the same address does not keep them out. */
  readonly #known = new BoundedMap<true>(REMEMBERED);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts an attempt as wrong; a number: refused for so long, in ms. */
  attempt(account: string, address: string): Millis | undefined {
    const now = this.#clock.now();
    const pair = pairOf(account, address);
    const decided = lockOut(this.#pairs.get(pair) ?? NO_LOCK_OUT, 'attempt', now);
    if (decided.refusedFor !== undefined) return decided.refusedFor;
    const group = addressGroup(address);
    const bucket = takeToken(this.#addresses.get(group), PER_ADDRESS, now);
    this.#addresses.set(group, bucket.state);
    if (!bucket.taken && !this.#known.get(pair)) return bucket.waitMs;
    this.#pairs.set(pair, decided.state);
    return undefined;
  }

  /** The attempt was right: all are taken back. */
  right(account: string, address: string): void {
    const pair = pairOf(account, address);
    this.#pairs.delete(pair);
    this.#known.set(pair, true);
    this.#giveBack(address);
  }

  /** Nobody looked at the password: this attempt is taken back. */
  untried(account: string, address: string): void {
    const pair = pairOf(account, address);
    this.#pairs.set(pair, lockOut(this.#pairs.get(pair) ?? NO_LOCK_OUT, 'untried', this.#clock.now()).state);
    this.#giveBack(address);
  }

  #giveBack(address: string): void {
    const group = addressGroup(address);
    const bucket = this.#addresses.get(group);
    if (bucket) this.#addresses.set(group, { ...bucket, tokens: Math.min(PER_ADDRESS.capacity, bucket.tokens + 1) });
  }
}

const pairOf = (account: string, address: string) => `${addressGroup(address)} ${account}`;
