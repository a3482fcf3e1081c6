import type { Millis } from '#core';

import type { DigestAlgorithm } from './credentials.ts';

/**
 * Phones that fail at a challenge of an algorithm they do not know, instead of passing it over as RFC 3261 §22.1 and
 * RFC 8760 §2.4 ask: libre before SHA-256 (baresip 0 to 2), sipp 3.6.
 */
const KNOWS_MD5_ONLY = /^(baresip v[0-2]\.|sipp\b)/i;

/** Pages speak JsSIP or SIP.js under names of their own; both know MD5 alone, and JsSIP reads the last challenge of several. */
const isBrowser = (transport: string | undefined): boolean => transport === 'ws' || transport === 'wss';

/** How long a challenge counts as unanswered; a failed phone tries again after 30 s to 5 min. */
const MEMORY_MS: Millis = 600_000;
const MOST_REMEMBERED = 5_000;

export interface Asker {
  readonly callId: string;
  readonly userAgent: string | undefined;
  readonly transport?: string;
}

/**
 * Chooses what to offer: everything we know, but MD5 alone to phones known to fail at the rest, and to one that
 * asks again under the same Call-ID without having answered.
 */
export class ChallengeChoice {
  readonly #all: readonly DigestAlgorithm[];
  readonly #unanswered = new Map<string, Millis>();

  constructor(all: readonly DigestAlgorithm[]) {
    this.#all = all;
  }

  choose({ callId, userAgent, transport }: Asker, now: Millis): readonly DigestAlgorithm[] {
    const isLimited = isBrowser(transport) || KNOWS_MD5_ONLY.test(userAgent ?? '') || this.#gaveUp(callId, now);
    const md5Alone = this.#all.includes('MD5') && isLimited;
    this.#unanswered.delete(callId);
    this.#unanswered.set(callId, now);
    if (this.#unanswered.size > MOST_REMEMBERED) this.#forgetOldest();
    return md5Alone ? ['MD5'] : this.#all;
  }

  /** The phone answered a challenge: it passes over what it does not know. */
  answered(callId: string): void {
    this.#unanswered.delete(callId);
  }

  #gaveUp(callId: string, now: Millis): boolean {
    const at = this.#unanswered.get(callId);
    return at !== undefined && now - at < MEMORY_MS;
  }

  #forgetOldest(): void {
    const oldest = this.#unanswered.keys().next();
    if (!oldest.done) this.#unanswered.delete(oldest.value);
  }
}
