import type { Clock, Log, Random } from '#core';

import { quoted } from '../message/header-text.ts';
import { parseSipUri } from '../message/sip-uri.ts';
import type { SipAccount } from '../port.ts';
import { ChallengeChoice } from './challenge-choice.ts';
import { type Credentials, type DigestAlgorithm, parseCredentials } from './credentials.ts';
import { digestResponse, sameDigest } from './digest-response.ts';
import { FailureBook } from './failure-book.ts';
import { NonceMint } from './nonce-mint.ts';
import { ReplayBook } from './replay-window.ts';

export interface DigestLimits {
  readonly nonceLifeMs: number;
  /** Offered in this order; the phone takes the first it knows (RFC 8760 §2.4). Some get less: `challenge-choice.ts`. */
  readonly algorithms: readonly DigestAlgorithm[];
  /** Accept credentials without qop (RFC 2069), each nonce once. */
  readonly withoutQop: boolean;
  /** Failures per minute of one account at one address. */
  readonly failuresPerAccount: number;
  /** Failures per minute of one address, all accounts together: many phones share one behind NAT. */
  readonly failuresPerAddress: number;
  readonly lockMs: number;
}

export const DIGEST_LIMITS: DigestLimits = {
  nonceLifeMs: 60_000,
  algorithms: ['MD5', 'SHA-256'],
  withoutQop: false,
  failuresPerAccount: 10,
  failuresPerAddress: 30,
  lockMs: 60_000,
};

export interface SignInAttempt {
  readonly method: string;
  readonly requestUri: string;
  /** Value of Authorization (registrar) or Proxy-Authorization (calls). */
  readonly header: string | undefined;
  readonly sourceAddress: string;
  readonly callId: string;
  readonly userAgent: string | undefined;
  /** What the phone speaks: `udp`, `ws`, … */
  readonly transport?: string;
  readonly as: 'registrar' | 'proxy';
}

/** Which account (not which login) signed in, or the response that refuses it. */
export type Verdict =
  | { readonly ok: true; readonly user: string }
  | { readonly ok: false; readonly code: number; readonly reason?: string; readonly headers: Record<string, readonly string[]> };

/** Nonces in use at once; beyond, the oldest are challenged anew. */
const MOST_NONCES = 20_000;
const MINUTE_MS = 60_000;

/**
 * Digest sign-in (RFC 3261 §22, RFC 7616, RFC 8760) with nonces of limited life, a replay window and a lock-out.
 *
 *   no credentials, other realm ─▶ challenge        nonce old or not ours ─▶ challenge, stale=true (never evaluated)
 *   wrong password, unknown user ─▶ challenge, failure noted ─▶ too many: 403      count used before ─▶ challenge, stale=true
 */
export class Authenticator {
  readonly #realm: string;
  readonly #accounts: () => readonly SipAccount[];
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #limits: DigestLimits;
  readonly #mint: NonceMint;
  readonly #replays: ReplayBook;
  readonly #byAccount: FailureBook;
  readonly #byAddress: FailureBook;
  readonly #choice: ChallengeChoice;
  /** Stands in for the password of an account that does not exist, so that both ways take the same time. */
  readonly #nobody: string;

  constructor(
    options: { realm: string; accounts: () => readonly SipAccount[]; clock: Clock; random: Random; log: Log },
    limits: DigestLimits = DIGEST_LIMITS,
  ) {
    this.#realm = options.realm;
    this.#accounts = options.accounts;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#limits = limits;
    this.#mint = new NonceMint(options.random, limits.nonceLifeMs);
    this.#replays = new ReplayBook(limits.nonceLifeMs, MOST_NONCES);
    const locks = { windowMs: MINUTE_MS, lockMs: limits.lockMs };
    this.#byAccount = new FailureBook({ ...locks, failures: limits.failuresPerAccount });
    this.#byAddress = new FailureBook({ ...locks, failures: limits.failuresPerAddress });
    this.#choice = new ChallengeChoice(limits.algorithms);
    this.#nobody = options.random.hex(16);
  }

  verify(attempt: SignInAttempt): Verdict {
    if (attempt.header === undefined) return this.#challenge(attempt, false);
    this.#choice.answered(attempt.callId);
    const parsed = parseCredentials(attempt.header);
    if (!parsed.ok) return refuse(400, 'Bad Authorization');
    const mine = parsed.value.find((c) => c.realm === this.#realm && this.#limits.algorithms.includes(c.algorithm));
    if (!mine) return this.#challenge(attempt, false);
    if (!sameTarget(mine.uri, attempt.requestUri)) return refuse(400, 'Digest URI Differs');
    return this.#judge(mine, attempt);
  }

  #judge(mine: Credentials, attempt: SignInAttempt): Verdict {
    const now = this.#clock.now();
    const pair = `${attempt.sourceAddress} ${mine.username}`;
    if (this.#byAddress.isLocked(attempt.sourceAddress, now) || this.#byAccount.isLocked(pair, now)) {
      return refuse(403, 'Too Many Failures');
    }
    const nonce = this.#mint.judge(mine.nonce, attempt.sourceAddress, now);
    if (nonce.kind !== 'good') return this.#challenge(attempt, true);
    if (!mine.qop && !this.#limits.withoutQop) return this.#challenge(attempt, false);
    const user = this.#userOf(mine, attempt.method);
    if (user === undefined) return this.#fail(pair, attempt);
    const count = mine.qop?.nc ?? 1;
    if (!this.#replays.admit(mine.nonce, nonce.issuedAt, count, now)) {
      this.#log.warn('digest credentials were replayed and refused', { private: { source: attempt.sourceAddress } });
      return this.#challenge(attempt, true);
    }
    this.#byAccount.forgive(pair);
    return { ok: true, user };
  }

  /** The account these credentials open. Computes a digest for unknown logins too: same path, same time. */
  #userOf(mine: Credentials, method: string): string | undefined {
    const entries = this.#accounts().filter(({ user, login = user }) => login === mine.username);
    let opened: string | undefined;
    for (const { user, password } of entries.length > 0 ? entries : [{ user: undefined, password: this.#nobody }]) {
      const expected = digestResponse(mine, method, password);
      if (sameDigest(expected, mine.response)) opened ??= user;
    }
    return opened;
  }

  #fail(pair: string, attempt: SignInAttempt): Verdict {
    const now = this.#clock.now();
    const locks = [this.#byAccount.note(pair, now), this.#byAddress.note(attempt.sourceAddress, now)];
    if (!locks.includes(true)) return this.#challenge(attempt, false);
    this.#log.warn('too many failed SIP sign-ins; further ones are refused for a while', {
      lockMs: this.#limits.lockMs,
      private: { source: attempt.sourceAddress },
    });
    return refuse(403, 'Too Many Failures');
  }

  #challenge(attempt: SignInAttempt, stale: boolean): Verdict {
    const now = this.#clock.now();
    const nonce = this.#mint.issue(attempt.sourceAddress, now);
    const lines = this.#choice.choose(attempt, now).map(
      (algorithm) =>
        `Digest realm=${quoted(this.#realm)}, nonce="${nonce}", algorithm=${algorithm}, qop="auth"${stale ? ', stale=true' : ''}`,
    );
    if (attempt.as === 'proxy') return { ok: false, code: 407, headers: { 'Proxy-Authenticate': lines } };
    return { ok: false, code: 401, headers: { 'WWW-Authenticate': lines } };
  }
}

function refuse(code: number, reason: string): Verdict {
  return { ok: false, code, reason, headers: {} };
}

/** RFC 7616 §3.4.6: the digest must be meant for this request. Parameters may differ, clients add and drop them. */
function sameTarget(digestUri: string, requestUri: string): boolean {
  if (digestUri === requestUri) return true;
  const [a, b] = [parseSipUri(digestUri), parseSipUri(requestUri)];
  return a !== undefined && b !== undefined && a.user === b.user && a.host === b.host;
}
