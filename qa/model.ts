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
      /** With `final`: the sentence goes on in the next words of this channel. */
      readonly more?: boolean;
    }
  | { readonly type: 'voice'; readonly channel: Speaker; readonly talking: boolean; readonly at: CallSeconds }
  /** Hold or music begins / ends: silence in it is not dead air. */
  | { readonly type: 'hold'; readonly on: boolean; readonly at: CallSeconds }
  /** How much of an emotion was in one window of speech, 0..1, normalised in the call; `by`: what it was found from. Windows of a channel come in order. */
  | {
      readonly type: 'emotion';
      readonly channel: Speaker;
      readonly name: string;
      readonly value: number;
      readonly from: CallSeconds;
      readonly to: CallSeconds;
      readonly by?: 'prosody' | 'words' | 'both';
    }
  /** Something personal was said: a card, a telephone number … */
  | { readonly type: 'pii'; readonly channel: Speaker; readonly kind: string; readonly from: CallSeconds; readonly to: CallSeconds }
  /** The audio clock stands at `at` and everything before it was heard; judged at least every 0.25 s. */
  | { readonly type: 'tick'; readonly at: CallSeconds }
  /** `goesOn`: a transfer; the caller speaks on with somebody else, so the end of the call is not judged here. */
  | { readonly type: 'hang-up'; readonly at: CallSeconds; readonly goesOn?: boolean };

/** What a rule has done when it fires; carried out by whoever holds the call. */
export type RuleAction =
  | { readonly kind: 'hint' | 'script' | 'supervisor'; readonly text: BothTexts }
  | { readonly kind: 'tag'; readonly tag: string }
  | { readonly kind: 'pause-recording'; readonly seconds: number }
  | {
      readonly kind: 'ticket';
      readonly template?: string;
      readonly subject: BothTexts;
      readonly text?: BothTexts;
      readonly queue?: string;
      readonly priority?: 'low' | 'normal' | 'high' | 'urgent';
    }
  | { readonly kind: 'webhook'; readonly hook: string };

export interface BothTexts {
  readonly zh: string;
  readonly en: string;
}

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
    /** What was measured: words a minute, share of an emotion. */
    readonly value?: number;
  };
  /** What is done about it; on violations only. */
  readonly actions?: readonly RuleAction[];
}

/** Facts of the call that rules may be limited to (`attr`). */
export interface QaFacts {
  readonly language: Language;
  readonly queue: string;
  readonly agent: string;
  /** Skills the caller asked for. Default none. */
  readonly skills?: readonly string[];
  /** Who called whom. Default `inbound`. */
  readonly direction?: 'inbound' | 'outbound';
}

/** Verdict of a rule when the call is over. `violated`: it fired. */
export interface RuleVerdict {
  readonly rule: string;
  readonly verdict: 'met' | 'violated' | 'not-applicable';
}
