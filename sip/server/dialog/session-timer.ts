import type { Millis } from '#core';

/**
 * RFC 4028: a session that nobody refreshes ends.
 *
 *   off ──2xx with Session-Expires──▶ armed(we)    ──half the interval──▶ refresh (re-INVITE) ──2xx──▶ armed
 *                                 └─▶ armed(they)  ──the whole interval──▶ expired (BYE)
 */
export type SessionState =
  | { readonly name: 'off' }
  | { readonly name: 'armed'; readonly intervalMs: Millis; readonly refresher: 'we' | 'they' };

/** §5: no session may be shorter. */
export const MIN_SE_SECONDS = 90;
/** What a timer holds (24 days): beyond it a timer would fire at once, and refresh over and over. */
const LONGEST_MS = 2 ** 31 - 1;
/** Spread of our refreshes, so that the calls of one busy second do not refresh in one second. */
const SPREAD_MS = 5_000;

export interface SessionExpires {
  readonly seconds: number;
  readonly refresher: 'uac' | 'uas' | undefined;
}

/** §4: `90;refresher=uas`. */
export function parseSessionExpires(value: string | undefined): SessionExpires | undefined {
  const match = /^\s*(\d{1,9})\s*(;.*)?$/s.exec(value ?? '');
  if (!match) return undefined;
  const refresher = /;\s*refresher\s*=\s*(uac|uas)/i.exec(match[2] ?? '')?.[1]?.toLowerCase();
  return { seconds: Number(match[1]), refresher: refresher === 'uac' || refresher === 'uas' ? refresher : undefined };
}

/**
 * The timer after a 2xx to INVITE or UPDATE. `asked` says whether we sent that request; a missing refresher means the
 * requester (specification §11).
 */
export function armed(expires: SessionExpires | undefined, asked: 'we' | 'they'): SessionState {
  if (expires === undefined) return { name: 'off' };
  const byRequester = (expires.refresher ?? 'uac') === 'uac';
  const refresher = byRequester === (asked === 'we') ? 'we' : 'they';
  return { name: 'armed', intervalMs: Math.min(Math.max(expires.seconds, MIN_SE_SECONDS) * 1_000, LONGEST_MS), refresher };
}

/** When to act: we refresh around half the interval, or notice at its end that they did not. `random` in [0, 1). */
export function dueIn(state: SessionState & { name: 'armed' }, random: number): Millis {
  if (state.refresher === 'they') return state.intervalMs;
  return state.intervalMs / 2 - SPREAD_MS * random;
}
