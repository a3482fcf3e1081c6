import type { CallSeconds, Language, Speaker } from '#core';

/** `customer` in a policy is the caller's channel. */
export type Severity = 'info' | 'warn' | 'critical';

/** A heard word on the call's audio clock. */
export interface HeardWord {
  readonly text: string;
  readonly start: CallSeconds;
  readonly end: CallSeconds;
}

/** What the rule engine hears. Order of arrival need not be order of audio time between channels. */
export type QaInput =
  /** Words of one turn. A later input with the same channel and turn replaces an earlier partial. */
  | {
      readonly type: 'words';
      readonly channel: Speaker;
      readonly turn: number;
      readonly final: boolean;
      readonly words: readonly HeardWord[];
    }
  | { readonly type: 'voice'; readonly channel: Speaker; readonly talking: boolean; readonly at: CallSeconds }
  /** Hold or music begins / ends: silence in it is not dead air. */
  | { readonly type: 'hold'; readonly on: boolean; readonly at: CallSeconds }
  /** The audio clock stands at `at` and everything before it was heard; judged at least every 0.25 s. */
  | { readonly type: 'tick'; readonly at: CallSeconds }
  /** `goesOn`: a transfer; the caller speaks on with somebody else, so the end of the call is not judged here. */
  | { readonly type: 'hang-up'; readonly at: CallSeconds; readonly goesOn?: boolean };

/** RULES.md §9: what an alert keeps. */
export interface Alert {
  readonly rule: string;
  readonly policyVersion: string;
  readonly kind: 'violation' | 'pending' | 'retracted';
  readonly severity: Severity;
  readonly channel: Speaker | 'both';
  /** When it became true on the audio clock: end of the phrase, or the deadline. */
  readonly at: CallSeconds;
  /** In the language of the call. */
  readonly message: string;
  /** The same for readers of each language; alerts stored before there were titles have none. */
  readonly title?: { readonly zh: string; readonly en: string };
  /** What the agent should say now, where the rule tells. */
  readonly hint?: { readonly zh: string; readonly en: string };
  readonly evidence: {
    readonly words: readonly HeardWord[];
    readonly from: CallSeconds;
    readonly to: CallSeconds;
    /** Name of the phrase and the alternative that matched, when one did. */
    readonly phrase?: string;
    readonly alternative?: string;
    /** 0..1 similarity of the match. */
    readonly score?: number;
  };
}

/** Facts of the call that rules may be limited to (`attr`). */
export interface QaFacts {
  readonly language: Language;
  readonly queue: string;
  readonly agent: string;
}

/** Verdict of a rule when the call is over. */
export interface RuleVerdict {
  readonly rule: string;
  readonly verdict: 'met' | 'violated' | 'not-applicable';
}
