import type { CallSeconds, Language, Speaker } from '#core';

/** Calls something applies to; an absent key applies to all, one name out of each list is enough. */
export interface Attributes {
  readonly queue?: readonly string[];
  readonly agent?: readonly string[];
  readonly skill?: readonly string[];
  readonly language?: readonly Language[];
  readonly direction?: readonly ('inbound' | 'outbound')[];
}

/** Where in the conversation a phrase counts. */
export type Range =
  /** Seconds since the answer; negative ones before the end. */
  | { readonly kind: 'seconds'; readonly from: CallSeconds; readonly to: CallSeconds | undefined }
  /** Sentences of the speaker, the first is 1; negative ones from the end, the last is −1. */
  | { readonly kind: 'sentences'; readonly from: number; readonly to: number | undefined }
  /** Before or after another phrase, at most so far from it. */
  | {
      readonly kind: 'anchor';
      readonly side: 'before' | 'after';
      readonly phrase: string;
      readonly by: readonly Speaker[];
      readonly seconds?: CallSeconds;
      readonly sentences?: number;
    };

interface Spoken {
  readonly phrase: string;
  readonly channels: readonly Speaker[];
}

/** What a rule watches for; phrases by name. */
export type Condition =
  /** `forbid` and `said` are judged alike; they differ in what people read. */
  | (Spoken & { readonly kind: 'forbid' | 'said'; readonly count: number; readonly range?: Range })
  /** The base is the first hit of `after`, by whomever; without it the answer. */
  | (Spoken & { readonly kind: 'within'; readonly seconds: CallSeconds; readonly after?: string })
  | (Spoken & { readonly kind: 'last'; readonly seconds: CallSeconds })
  | (Spoken & { readonly kind: 'order'; readonly before: string; readonly optional: boolean })
  | (Spoken & { readonly kind: 'required-in'; readonly range: Range })
  | { readonly kind: 'near'; readonly phrases: readonly string[]; readonly channels: readonly Speaker[]; readonly seconds: CallSeconds; readonly count: number }
  | { readonly kind: 'dead-air'; readonly seconds: CallSeconds }
  | { readonly kind: 'overtalk'; readonly seconds: CallSeconds }
  | { readonly kind: 'interruptions'; readonly count: number; readonly channels: readonly Speaker[] }
  | { readonly kind: 'rate'; readonly min?: number; readonly max?: number; readonly channels: readonly Speaker[] }
  | { readonly kind: 'emotion'; readonly name: 'agitation'; readonly channels: readonly Speaker[]; readonly min: number; readonly segments: number }
  | { readonly kind: 'pii'; readonly type: string; readonly channels: readonly Speaker[] }
  | { readonly kind: 'attributes'; readonly attr: Attributes }
  | { readonly kind: 'all'; readonly parts: readonly Condition[] }
  | { readonly kind: 'any'; readonly parts: readonly Condition[]; readonly count: number }
  | { readonly kind: 'not'; readonly part: Condition };

/** The condition and, for a group, all conditions in it. */
export function conditionsIn(condition: Condition): readonly Condition[] {
  if (condition.kind === 'not') return [condition, ...conditionsIn(condition.part)];
  return condition.kind === 'all' || condition.kind === 'any' ? [condition, ...condition.parts.flatMap(conditionsIn)] : [condition];
}

/** Names of the phrases it listens for. */
export function phrasesOf(condition: Condition): readonly string[] {
  return conditionsIn(condition).flatMap((one): readonly string[] => {
    switch (one.kind) {
      case 'forbid':
      case 'said':
      case 'required-in':
        return one.range?.kind === 'anchor' ? [one.phrase, one.range.phrase] : [one.phrase];
      case 'within':
        return one.after === undefined ? [one.phrase] : [one.phrase, one.after];
      case 'order':
        return [one.phrase, one.before];
      case 'last':
        return [one.phrase];
      case 'near':
        return one.phrases;
      default:
        return [];
    }
  });
}

const WITHOUT_WORDS: readonly Condition['kind'][] = ['dead-air', 'overtalk', 'attributes', 'all', 'any', 'not'];

/** Whether it can be judged only where words are recognised. */
export const needsWords = (condition: Condition): boolean => conditionsIn(condition).some(({ kind }) => !WITHOUT_WORDS.includes(kind));
