import type { Millis } from '#core';
import { patience, type TimerValues } from '../transaction/machine.ts';

/** RFC 3262 §3: provisional responses of ours that want a PRACK, oldest first; one timer repeats what is unanswered. */
export interface ReliableState {
  /** RSeq of the last one sent; 0 before the first. */
  lastRseq: number;
  readonly pending: Unacknowledged[];
}

export interface Unacknowledged {
  readonly rseq: number;
  readonly cseq: number;
  readonly text: string;
  interval: Millis;
  waited: Millis;
}

/** §3: the first RSeq is chosen at random in [1, 2^31-1]. */
export const firstRseq = (int: (below: number) => number): number => 1 + int(2 ** 31 - 1);

/** What to do when the repeat timer of the oldest unanswered response fires. */
export function onRepeat(one: Unacknowledged, values: TimerValues): { again: boolean; after: Millis } {
  one.waited += one.interval;
  // §3: after 64·T1 the server gives up and refuses the request with a 5xx.
  if (one.waited >= patience(values)) return { again: false, after: 0 };
  one.interval *= 2;
  return { again: true, after: Math.min(one.interval, patience(values) - one.waited) };
}

/** RAck: `<rseq> <cseq> <method>` (§7.2). Removes the response it names; false when there is none. */
export function acknowledge(state: ReliableState, rack: string): boolean {
  const match = /^\s*(\d+)\s+(\d+)\s+INVITE\s*$/i.exec(rack);
  if (!match) return false;
  const at = state.pending.findIndex((p) => p.rseq === Number(match[1]) && p.cseq === Number(match[2]));
  if (at < 0) return false;
  state.pending.splice(at, 1);
  return true;
}
