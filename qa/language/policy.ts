import type { CallSeconds, Language } from '#core';
import type { RuleAction, Severity } from '../model.ts';
import type { PhraseBook } from '../spotting/phrase-book.ts';
import type { Attributes, Condition } from './conditions/condition.ts';
import type { Texts } from './localized-text.ts';
import type { Scorecard } from './policy-schema.ts';
import type { Place } from './yaml-source.ts';

export type { Attributes, Condition, Range } from './conditions/condition.ts';

export interface Rule {
  readonly id: string;
  readonly condition: Condition;
  readonly severity: Severity;
  readonly cooldown: CallSeconds;
  /** Calls it applies to. */
  readonly attr: Attributes;
  /** Instead of the text made from the rule. */
  readonly title?: Texts;
  /** What the agent should say now. */
  readonly hint?: Texts;
  /** What is done when it fires. */
  readonly do: readonly RuleAction[];
}

/** Something in the file, with its place. */
export interface PolicyRemark extends Place {
  readonly file: string;
  /** The key as people write it: `rules.3.when.within`. */
  readonly key: string;
  /** In English; `remarkText` says it in Chinese. */
  readonly text: string;
}

/** A policy ready to judge calls. */
export interface Policy {
  /** The file's `version` and a fingerprint of its text, so that an alert names exactly what judged it. */
  readonly version: string;
  readonly book: PhraseBook;
  readonly rules: readonly Rule[];
  readonly scorecard?: Scorecard;
  /** What works, but somebody should look at. */
  readonly warnings: readonly PolicyRemark[];
}

/** One of a rule's own texts, in this language or the other. */
export const textIn = (texts: Texts, language: Language): string => texts[language] ?? texts.zh ?? texts.en ?? '';
