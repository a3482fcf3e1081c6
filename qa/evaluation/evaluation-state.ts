import type { CallSeconds, Speaker } from '#core';
import type { Policy, Rule } from '../language/policy.ts';
import type { HeardWord, QaFacts } from '../model.ts';
import { type Ear, type Hit, newEar } from '../spotting/ear.ts';
import type { Silence } from './dead-air.ts';

/** Words of a turn that are not final yet, heard with a copy of the ear. */
export interface Draft {
  readonly turn: number;
  readonly ear: Ear;
  readonly words: readonly HeardWord[];
  readonly hits: readonly Hit[];
}

/** One speaker. */
export interface Channel {
  readonly ear: Ear;
  draft: Draft | undefined;
  /** The latest turn that is final; a partial of it that comes late is dropped. */
  finalTurn: number;
  /** Hits in final words, by phrase, in order of time. */
  readonly hits: Map<number, Hit[]>;
  /** Hits in the draft that were told as pending, by rule. */
  pending: ReadonlyMap<string, Hit>;
}

/** How far one rule is. */
export interface Progress {
  readonly rule: Rule;
  /** False where the rule's `attr` excludes this call. */
  readonly applies: boolean;
  violated: boolean;
  /** `within` was judged, or `order` has been broken: nothing more is told. */
  settled: boolean;
  /** The phrase of an `order` rule, or the trigger of a `within` rule, was heard. */
  triggered: boolean;
  /** A transfer came before it could be judged. */
  leftOpen: boolean;
  /** Hits of a `forbid` so far, and the time of its last alert, for `count` and `cooldown`. */
  hits: number;
  lastAlert: CallSeconds;
}

/** One call under one policy. Owned by whoever holds it: `evaluate` changes it in place and gives it back. */
export interface Evaluation {
  readonly policy: Policy;
  readonly facts: QaFacts;
  readonly channels: Readonly<Record<Speaker, Channel>>;
  readonly progress: readonly Progress[];
  readonly silence: Silence;
  /** Everything before this was heard. */
  clock: CallSeconds;
  ended: boolean;
}

export function newChannel(policy: Policy): Channel {
  return { ear: newEar(policy.book), draft: undefined, finalTurn: -1, hits: new Map(), pending: new Map() };
}

export function newProgress(rule: Rule, facts: QaFacts): Progress {
  const { queue, agent, language } = rule.attr;
  const applies =
    (queue?.includes(facts.queue) ?? true) && (agent?.includes(facts.agent) ?? true) && (language ?? facts.language) === facts.language;
  return { rule, applies, violated: false, settled: false, triggered: false, leftOpen: false, hits: 0, lastAlert: Number.NEGATIVE_INFINITY };
}

/** Final hits of a phrase on these channels. */
export function hitsOf(state: Evaluation, phrase: string, channels: readonly Speaker[]): readonly Hit[] {
  const index = state.policy.book.phrase(phrase);
  return channels.flatMap((channel) => state.channels[channel].hits.get(index) ?? []);
}

export function draftHitsOf(state: Evaluation, phrase: string, channels: readonly Speaker[]): readonly Hit[] {
  const index = state.policy.book.phrase(phrase);
  return channels.flatMap((channel) => (state.channels[channel].draft?.hits ?? []).filter((hit) => hit.phrase === index));
}
