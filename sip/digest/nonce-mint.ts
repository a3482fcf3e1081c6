import { createHmac } from 'node:crypto';

import type { Millis, Random } from '#core';

import { sameDigest } from './digest-response.ts';

/** What became of a nonce that came back. `foreign` = not issued by us to this address. */
export type NonceState =
  | { readonly kind: 'good'; readonly issuedAt: Millis }
  | { readonly kind: 'expired' }
  | { readonly kind: 'foreign' };

/**
 * Issues nonces that carry their own proof: `time.random.HMAC(time.random.source address)`. Nothing is stored until one is
 * used, and a challenge sent to one address is worthless at another, so spoofed senders cannot lock anybody out.
 */
export class NonceMint {
  readonly #key: string;
  readonly #random: Random;
  readonly #life: Millis;

  constructor(random: Random, life: Millis) {
    this.#key = random.hex(32);
    this.#random = random;
    this.#life = life;
  }

  issue(source: string, now: Millis): string {
    const open = `${Math.floor(now).toString(36)}.${this.#random.hex(8)}`;
    return `${open}.${this.#seal(open, source)}`;
  }

  judge(nonce: string, source: string, now: Millis): NonceState {
    const end = nonce.lastIndexOf('.');
    const open = nonce.slice(0, Math.max(0, end));
    if (!sameDigest(nonce.slice(end + 1), this.#seal(open, source))) return { kind: 'foreign' };
    const issuedAt = Number.parseInt(open, 36);
    return now - issuedAt < this.#life ? { kind: 'good', issuedAt } : { kind: 'expired' };
  }

  #seal(open: string, source: string): string {
    return createHmac('sha256', this.#key).update(`${open}|${source}`).digest('hex').slice(0, 32);
  }
}
