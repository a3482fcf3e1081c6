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

/** Word errors: lower case, punctuation aside, words divided by white space. */
export function wordErrorRate(reference: string, hypothesis: string): ErrorCounts {
  return align(wordsOf(reference), wordsOf(hypothesis));
}

/** Character errors, the measure for Chinese: white space and punctuation aside. */
export function characterErrorRate(reference: string, hypothesis: string): ErrorCounts {
  return align([...wordsOf(reference).join('')], [...wordsOf(hypothesis).join('')]);
}

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

type Counts = Omit<ErrorCounts, 'length' | 'rate'>;
const NONE: Counts = { correct: 0, substitutions: 0, deletions: 0, insertions: 0 };
const cost = (counts: Counts) => counts.substitutions + counts.deletions + counts.insertions;

function withRate(counts: Counts): ErrorCounts {
  const length = counts.correct + counts.substitutions + counts.deletions;
  const errors = cost(counts);
  return { ...counts, length, rate: errors === 0 ? 0 : errors / Math.max(1, length) };
}

/** Levenshtein alignment, one row at a time; among equal costs a substitution is preferred. */
function align(reference: readonly string[], hypothesis: readonly string[]): ErrorCounts {
  let row: Counts[] = [NONE];
  for (const _ of hypothesis) row.push(step(row.at(-1), 'insertions'));
  for (const said of reference) {
    const next: Counts[] = [step(row[0], 'deletions')];
    hypothesis.forEach((heard, i) => {
      const both = step(row[i], said === heard ? 'correct' : 'substitutions');
      const options = [both, step(row[i + 1], 'deletions'), step(next[i], 'insertions')];
      next.push(options.reduce((best, option) => (cost(option) < cost(best) ? option : best)));
    });
    row = next;
  }
  return withRate(row.at(-1) ?? NONE);
}

function step(from: Counts | undefined, kind: keyof Counts): Counts {
  const counts = from ?? NONE;
  return { ...counts, [kind]: counts[kind] + 1 };
}
