import type { Speaker } from '#core';
import { byTime, draftHitsOf, type Facts, type HeardHit, hitsOf } from '../facts/facts.ts';
import type { QaFacts } from '../model.ts';

/** What is judged: facts of one call. `drafts`: words not final yet count as said. */
export interface Case {
  readonly facts: Facts;
  readonly call: QaFacts;
  readonly phrase: (name: string) => number;
  readonly drafts: boolean;
}

/** Hits of a phrase in order of time; with words not final yet where these count. */
export function heardOf({ facts, drafts, phrase }: Case, name: string, channels: readonly Speaker[]): readonly HeardHit[] {
  const index = phrase(name);
  const hits = hitsOf(facts, index, channels);
  const draft = drafts ? draftHitsOf(facts, index, channels) : [];
  return draft.length === 0 ? hits : [...hits, ...draft].toSorted(byTime);
}
