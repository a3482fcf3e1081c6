import type { Millis } from '#core';

/** Wrong passwords within the window until the first pause. */
const WRONG_ALLOWED = 5;
const WINDOW_MS: Millis = 15 * 60_000;
/** Each further wrong password costs the next pause; the last one repeats. Nobody is ever locked out for good. */
const PAUSES_MS: readonly Millis[] = [30_000, 60_000, 120_000, 240_000, 480_000, 900_000];
/** So long after the last attempt everything is forgotten. */
const FORGET_MS: Millis = 60 * 60_000;

/** What is known of attempts at one account from one address. */
export interface LockOut {
  /** Instants of wrong attempts within the window, oldest first, at most five. */
  readonly wrong: readonly Millis[];
  /** Pauses given so far. */
  readonly pauses: number;
  /** No attempt before this. */
  readonly until: Millis;
  readonly last: Millis;
}

export const NO_LOCK_OUT: LockOut = { wrong: [], pauses: 0, until: 0, last: 0 };

/**
 * `attempt` counts as wrong from its beginning, so that a hundred at once are not a hundred guesses; `right` takes all back,
 * `untried` takes back the one attempt whose password nobody looked at.
 */
export type LockOutInput = 'attempt' | 'right' | 'untried';

export interface LockOutDecision {
  readonly state: LockOut;
  /** Undefined: go ahead. */
  readonly refusedFor?: Millis;
}

/** OWASP Authentication Cheat Sheet, "Account Lockout". */
export function lockOut(state: LockOut, input: LockOutInput, now: Millis): LockOutDecision {
  if (input === 'right') return { state: NO_LOCK_OUT };
  if (input === 'untried') return { state: withdrawn(state, now) };
  if (now < state.until) return { state, refusedFor: state.until - now };
  const known = isForgotten(state, now) ? NO_LOCK_OUT : state;
  const wrong = [...known.wrong.filter((at) => now - at < WINDOW_MS), now].slice(-WRONG_ALLOWED);
  if (wrong.length < WRONG_ALLOWED) return { state: { ...known, wrong, last: now } };
  const pause = PAUSES_MS[Math.min(known.pauses, PAUSES_MS.length - 1)] ?? 0;
  return { state: { wrong, pauses: known.pauses + 1, until: now + pause, last: now } };
}

function withdrawn(state: LockOut, now: Millis): LockOut {
  const paused = now < state.until;
  return { ...state, wrong: state.wrong.slice(0, -1), ...(paused ? { pauses: Math.max(0, state.pauses - 1), until: now } : {}) };
}

/** True when the state says nothing any more. */
export function isForgotten(state: LockOut, now: Millis): boolean {
  return now >= state.until && now - state.last >= FORGET_MS;
}
