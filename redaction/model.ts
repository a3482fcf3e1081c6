import type { CallSeconds, Language, Speaker } from '#core';

/** What may not be stored or shown. `code` = verification codes, PINs, security codes; `account` = bank accounts. */
export type SecretKind = 'card' | 'account' | 'id' | 'phone' | 'code' | 'email';

export const SECRET_KINDS: readonly SecretKind[] = ['card', 'account', 'id', 'phone', 'code', 'email'];

export interface RedactionPolicy {
  readonly kinds: ReadonlySet<SecretKind>;
  /** What stands in place of a secret; `{last4}` = its last four digits where they are known for sure, else nothing. */
  readonly tokens: Readonly<Record<SecretKind, string>>;
  /** A run of digits goes on when the same speaker says more within this time, in s. */
  readonly holdSeconds: number;
  /** Numbers as long as cards and identity numbers whose check digit is wrong are secrets, too: a digit may have been misheard. Default: true. */
  readonly misheard?: boolean;
}

/** A word as it was heard, times on the call's audio clock in s. */
export interface SpokenWord {
  readonly text: string;
  readonly start: CallSeconds;
  readonly end: CallSeconds;
  readonly confidence: number;
  /** How people read it, where that differs; empty where the word before holds it, too. */
  readonly written?: string;
}

export type RedactionInput =
  /** Words of one turn; replaces what was said of this turn before. A final one closes it. */
  | { readonly type: 'words'; readonly speaker: Speaker; readonly turn: number; readonly kind: 'partial' | 'final'; readonly words: readonly SpokenWord[] }
  /** A key pressed on a telephone. */
  | { readonly type: 'key'; readonly speaker: Speaker }
  | { readonly type: 'tick' }
  /** The conversation is over: everything is decided now. */
  | { readonly type: 'end' };

export type RedactionEffect =
  /** May be shown, and when final stored. A final turn that is not decided yet comes as partial before. */
  | { readonly type: 'words'; readonly speaker: Speaker; readonly turn: number; readonly kind: 'partial' | 'final'; readonly words: readonly SpokenWord[] }
  /** This span of this speaker may not be heard in the copy. */
  | { readonly type: 'silence'; readonly speaker: Speaker; readonly kind: SecretKind | 'keys'; readonly from: CallSeconds; readonly to: CallSeconds }
  /** From `from` to `to` keys are secret: tones in the audio are to be silenced. */
  | { readonly type: 'asked'; readonly from: CallSeconds; readonly to: CallSeconds };

/** Something said that tells what the digits near it are. */
export interface Cue {
  readonly kind: SecretKind | 'innocent';
  readonly speaker: Speaker;
  readonly at: CallSeconds;
  /** Forgotten then. */
  readonly until: CallSeconds;
  /** A secret was said here: any digit right behind it belongs to it. */
  readonly goesOn?: boolean;
  /** An innocent one that may be part of an identity number. */
  readonly date?: boolean;
}

/** Somebody said so little that the other side goes on: `okay`, 嗯 请说. */
export interface Nod {
  readonly speaker: Speaker;
  readonly start: CallSeconds;
  readonly end: CallSeconds;
}

/** A turn as it was heard, until it was passed on and is needed no more. */
export interface HeardTurn {
  readonly speaker: Speaker;
  readonly turn: number;
  readonly final: boolean;
  readonly words: readonly SpokenWord[];
  /** Passed on for good. */
  readonly told: boolean;
  /** What was shown of it last, so that the same is not told twice. */
  readonly shown: string;
}

/** A secret that was found, kept in memory for the call to know it again when it is read back. */
export interface KnownSecret {
  readonly kind: SecretKind;
  readonly digits: string;
  readonly from: CallSeconds;
  readonly to: CallSeconds;
}

export interface RedactionState {
  readonly policy: RedactionPolicy;
  readonly language: Language;
  readonly turns: readonly HeardTurn[];
  readonly cues: readonly Cue[];
  readonly nods: readonly Nod[];
  readonly secrets: readonly KnownSecret[];
  /** What was shown of the last turns, for evidence of alerts. */
  readonly shown: readonly ShownTurn[];
}

export interface ShownTurn {
  readonly speaker: Speaker;
  readonly turn: number;
  readonly words: readonly SpokenWord[];
}
