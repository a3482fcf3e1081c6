import { type Step, align } from './align.ts';

/** How a hypothesis differs from what was said, from the cheapest alignment of the two. */
export interface ErrorCounts {
  readonly correct: number;
  readonly substitutions: number;
  readonly deletions: number;
  readonly insertions: number;
  /** Words or characters of the reference. */
  readonly length: number;
  /** Errors divided by length; 0 for two empty texts, may exceed 1. */
  readonly rate: number;
}

/** What texts are compared by. */
export type ErrorUnit = 'words' | 'characters';

/** The two texts side by side: lower case, punctuation aside; words divided by white space, Chinese into its characters for `characters`. */
export function alignTexts(reference: string, hypothesis: string, unit: ErrorUnit): readonly Step[] {
  const units = (text: string) => (unit === 'words' ? wordsOf(text) : [...wordsOf(text).join('')]);
  return align(units(reference), units(hypothesis));
}

export const countErrors = (steps: readonly Step[]): ErrorCounts => {
  const count = (kind: Step['kind']) => steps.filter((step) => step.kind === kind).length;
  return withRate({ correct: count('correct'), substitutions: count('substitution'), deletions: count('deletion'), insertions: count('insertion') });
};

/** Word errors: lower case, punctuation aside, words divided by white space. */
export const wordErrorRate = (reference: string, hypothesis: string): ErrorCounts => countErrors(alignTexts(reference, hypothesis, 'words'));

/** Character errors, the measure for Chinese: white space and punctuation aside. */
export const characterErrorRate = (reference: string, hypothesis: string): ErrorCounts => countErrors(alignTexts(reference, hypothesis, 'characters'));

/** The errors of several texts together. */
export function sumErrors(counts: readonly ErrorCounts[]): ErrorCounts {
  const sum = (pick: (counts: ErrorCounts) => number) => counts.reduce((total, one) => total + pick(one), 0);
  return withRate({
    correct: sum((c) => c.correct),
    substitutions: sum((c) => c.substitutions),
    deletions: sum((c) => c.deletions),
    insertions: sum((c) => c.insertions),
  });
}

function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}\s']/gu, ' ').trim();
  return plain === '' ? [] : plain.split(/\s+/u);
}

function withRate(counts: Omit<ErrorCounts, 'length' | 'rate'>): ErrorCounts {
  const length = counts.correct + counts.substitutions + counts.deletions;
  const errors = counts.substitutions + counts.deletions + counts.insertions;
  return { ...counts, length, rate: errors === 0 ? 0 : errors / Math.max(1, length) };
}
