import type { CallSeconds, Speaker } from '#core';
import { type Facts, type HeardHit, newFacts } from '../facts/facts.ts';
import { appliesTo } from '../judging/applies-to.ts';
import type { Firing } from '../judging/firing.ts';
import { conditionsIn, phrasesOf } from '../language/conditions/condition.ts';
import type { Policy, Rule } from '../language/policy.ts';
import type { HeardWord, QaFacts } from '../model.ts';
import { type Ear, newEar } from '../spotting/ear.ts';

/** Words of a turn that are not final yet, heard with a copy of the ear. */
export interface Draft {
  readonly turn: number;
  readonly ear: Ear;
  readonly words: readonly HeardWord[];
  readonly hits: readonly HeardHit[];
}

/** How one speaker is heard. */
export interface Channel {
  readonly ear: Ear;
  draft: Draft | undefined;
  /** The latest turn that is final; a partial of it that comes late is dropped. */
  finalTurn: number;
  /** What the draft would break, as it was told, by rule. */
  pending: ReadonlyMap<string, Firing>;
}

/** How far one rule is. */
export interface Progress {
  readonly rule: Rule;
  /** False where the rule's `attr` excludes this call. */
  readonly applies: boolean;
  /** Phrases it listens for. */
  readonly phrases: ReadonlySet<number>;
  /** Final words change it even without a hit: it counts sentences, or measures. */
  readonly everyWord: boolean;
  /** Voices and silences change it. */
  readonly everySound: boolean;
  /** It fires once in a conversation. */
  readonly once: boolean;
  violated: boolean;
  /** What it was about came. */
  concerned: boolean;
  /** A transfer came before it could be judged. */
  leftOpen: boolean;
  /** Firings that were taken note of. */
  readonly known: Set<string>;
  lastAlert: CallSeconds;
  /** Time alone changes nothing before the clock stands here. */
  due: CallSeconds;
}

/** One call under one policy. Owned by whoever holds it: `evaluate` changes it in place and gives it back. */
export interface Evaluation {
  readonly policy: Policy;
  readonly call: QaFacts;
  readonly facts: Facts;
  readonly channels: Readonly<Record<Speaker, Channel>>;
  readonly progress: readonly Progress[];
  /** Words are kept only where a rule reads them again. */
  readonly keepsWords: boolean;
  readonly measuresPace: boolean;
}

const SOUND_KINDS = new Set(['dead-air', 'overtalk', 'interruptions']);
const ONCE_KINDS = new Set(['within', 'last', 'order', 'required-in', 'all', 'any', 'not']);

export function newEvaluation(policy: Policy, call: QaFacts): Evaluation {
  const kinds = new Set(policy.rules.flatMap(({ condition }) => conditionsIn(condition).map(({ kind }) => kind)));
  return {
    policy,
    call,
    facts: newFacts(),
    channels: { caller: newChannel(policy), agent: newChannel(policy) },
    progress: policy.rules.map((rule) => newProgress(policy, rule, call)),
    keepsWords: kinds.has('interruptions'),
    measuresPace: kinds.has('rate'),
  };
}

function newChannel(policy: Policy): Channel {
  return { ear: newEar(policy.book), draft: undefined, finalTurn: -1, pending: new Map() };
}

function newProgress({ book }: Policy, rule: Rule, call: QaFacts): Progress {
  const parts = conditionsIn(rule.condition);
  return {
    rule,
    applies: appliesTo(rule.attr, call),
    phrases: new Set(phrasesOf(rule.condition).map((name) => book.phrase(name))),
    everyWord: parts.some((part) => part.kind === 'rate' || part.kind === 'interruptions' || ('range' in part && part.range !== undefined)),
    everySound: parts.some(({ kind }) => SOUND_KINDS.has(kind)),
    once: ONCE_KINDS.has(rule.condition.kind),
    violated: false,
    concerned: true,
    leftOpen: false,
    known: new Set(),
    lastAlert: Number.NEGATIVE_INFINITY,
    due: 0,
  };
}
