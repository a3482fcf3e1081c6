import type { CallSeconds, Language, Speaker } from '#core';
import type { Severity } from '../model.ts';
import type { PhraseBook } from '../spotting/phrase-book.ts';
import type { Texts } from './localized-text.ts';
import type { Scorecard } from './policy-schema.ts';
import type { Place } from './yaml-source.ts';

/** What a rule watches for; phrases by name. `later`: the language knows it, the live engine not yet. */
export type Condition =
  | { readonly kind: 'forbid'; readonly phrase: string; readonly channels: readonly Speaker[]; readonly count: number }
  | {
      readonly kind: 'within';
      readonly phrase: string;
      readonly channels: readonly Speaker[];
      readonly seconds: CallSeconds;
      /** The base is the first hit of this phrase, by whomever; without it the answer. */
      readonly after?: string;
    }
  | { readonly kind: 'last'; readonly phrase: string; readonly channels: readonly Speaker[]; readonly seconds: CallSeconds }
  | {
      readonly kind: 'order';
      readonly phrase: string;
      readonly before: string;
      readonly channels: readonly Speaker[];
      readonly optional: boolean;
    }
  | { readonly kind: 'dead-air'; readonly seconds: CallSeconds }
  | { readonly kind: 'later'; readonly name: string };

export interface Rule {
  readonly id: string;
  readonly condition: Condition;
  readonly severity: Severity;
  readonly cooldown: CallSeconds;
  /** Calls it applies to; an absent key applies to all. */
  readonly attr: { readonly queue?: readonly string[]; readonly agent?: readonly string[]; readonly language?: Language };
  /** Instead of the text made from the rule. */
  readonly title?: Texts;
  /** What the agent should say now. */
  readonly hint?: Texts;
}

/** Something in the file, with its place. */
export interface PolicyRemark extends Place {
  readonly file: string;
  /** The key as people write it: `rules.3.when.within`. */
  readonly key: string;
  readonly text: string;
}

/** A policy ready to judge calls. */
export interface Policy {
  /** The file's `version` and a fingerprint of its text, so that an alert names exactly what judged it. */
  readonly version: string;
  readonly book: PhraseBook;
  readonly rules: readonly Rule[];
  readonly scorecard?: Scorecard;
  /** Parts that are understood but not judged live yet. */
  readonly warnings: readonly PolicyRemark[];
}
