import type { CallSeconds, Speaker } from '#core';
import type { Facts, HeardHit } from '../facts/facts.ts';

/** One time that a condition became true, for good. */
export interface Firing {
  /** Audio time at which it became true. */
  readonly at: CallSeconds;
  readonly channel: Speaker | 'both';
  /** What was said, where it was something said. */
  readonly hits: readonly HeardHit[];
  /** What was measured. */
  readonly value?: number;
  /** The span it is about. */
  readonly from: CallSeconds;
  readonly to: CallSeconds;
}

/** How a condition stands. */
export interface Judged {
  readonly firings: readonly Firing[];
  /** It may still become true. At the end: it could have, had the call gone on. */
  readonly open: boolean;
  /** False: what it is about never came. */
  readonly applies: boolean;
  /** What is to be said was still to be said: after a transfer that is for the next agent. */
  readonly owed?: boolean;
  /** Time alone changes nothing before the clock stands here. */
  readonly due: CallSeconds;
}

export const NEVER: CallSeconds = Number.POSITIVE_INFINITY;

export function missed(channels: readonly Speaker[], from: CallSeconds, at: CallSeconds): Firing {
  const [only] = channels;
  return { at, channel: channels.length === 1 && only ? only : 'both', hits: [], from, to: at };
}

export function heard(hit: HeardHit, at: CallSeconds = hit.to): Firing {
  return { at, channel: hit.channel, hits: [hit], from: hit.from, to: hit.to };
}

/** What was to be said was said at `at`; sure when everything before was heard on both channels. */
export function met({ clock, end }: Facts, at: CallSeconds): Judged {
  const sure = end !== undefined || clock >= at;
  return { firings: [], open: !sure, applies: true, due: sure ? NEVER : at };
}
