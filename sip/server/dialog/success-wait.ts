import type { Millis } from '#core';
import { patience, type Terms } from '../transaction/machine.ts';

/**
 * RFC 3261 §13.3.1.4: our 2xx to an INVITE is repeated until the ACK comes, on every transport that may lose it.
 *
 *   ──2xx──▶ waiting ──ACK──▶ done
 *            G: again, twice as late each time up to T2      H: 64·T1 without ACK ──▶ given up (BYE)
 */
export interface SuccessWait {
  /** CSeq of the INVITE: the ACK has the same. */
  readonly cseq: number;
  readonly interval: Millis;
  readonly text: string;
  /** Id under which the ACK goes up: the INVITE's for the first one, empty for a fresh one (re-INVITE). */
  readonly ackId: string;
}

export type SuccessEffect =
  | { readonly do: 'send' }
  | { readonly do: 'start'; readonly timer: 'G' | 'H'; readonly after: Millis }
  | { readonly do: 'give-up' };

export interface SuccessStep {
  readonly state: SuccessWait | undefined;
  readonly effects: readonly SuccessEffect[];
}

export function beginWait(cseq: number, text: string, ackId: string, terms: Terms): SuccessStep {
  const again: SuccessEffect[] = terms.reliable ? [] : [{ do: 'start', timer: 'G', after: terms.t1 }];
  const effects: SuccessEffect[] = [...again, { do: 'start', timer: 'H', after: patience(terms) }];
  return { state: { cseq, interval: terms.t1, text, ackId }, effects };
}

export function onWaitTimer(state: SuccessWait, timer: 'G' | 'H', terms: Terms): SuccessStep {
  if (timer === 'H') return { state: undefined, effects: [{ do: 'give-up' }] };
  const interval = Math.min(state.interval * 2, terms.t2);
  return { state: { ...state, interval }, effects: [{ do: 'send' }, { do: 'start', timer: 'G', after: interval }] };
}
