import { ANY, type CaseResult, type Difference, same } from './run-case.ts';
import { type Words, eventText } from './walk-text.ts';

/** What went wrong in a case, for people: each difference, then what happened. */
export function caseReport({ differences, events }: CaseResult, words: Words): string[] {
  return [
    ...differences.flatMap((difference) => differenceLines(difference, words)),
    words('  what happened:', '  经过:'),
    ...events.map((event) => `    ${eventText(event, words)}`),
  ];
}

function differenceLines(difference: Difference, words: Words): string[] {
  const title = titleOf(difference.what, words);
  if (typeof difference.expected === 'string') {
    return [`  ${title}:`, `    - ${difference.expected}`, `    + ${String(difference.was)}`];
  }
  return [`  ${title} (- ${words('expected', '期望')}, + ${words('was', '实际')}):`, ...lineDiff(difference.expected, difference.was as readonly string[])];
}

const TITLES: Readonly<Record<Difference['what'], readonly [string, string]>> = {
  path: ['path', '路径'],
  hears: ['hears', '听到'],
  notes: ['notes', '记录'],
  asks: ['asks', '询问'],
  end: ['end', '结束'],
  language: ['language', '语言'],
  within: ['within', '用时'],
  step: ['step', '步骤'],
};
const titleOf = (what: Difference['what'], words: Words) => words(...TITLES[what]);

/** The longest common run of lines stays, the others are marked; what a `...` may stand for is not. */
function lineDiff(given: readonly string[], was: readonly string[]): string[] {
  const expected = given.filter((line) => line !== ANY);
  const open = new Set(given.flatMap((line, i) => (line === ANY ? given.slice(0, i).filter((before) => before !== ANY).length : [])));
  const lengths = commonLengths(expected, was);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < expected.length || j < was.length) {
    const [wanted, got] = [expected[i], was[j]];
    if (wanted !== undefined && got !== undefined && same(wanted, got)) {
      lines.push(`      ${got}`);
      [i, j] = [i + 1, j + 1];
    } else if (wanted === undefined || (got !== undefined && (lengths[i]?.[j + 1] ?? 0) > (lengths[i + 1]?.[j] ?? 0))) {
      lines.push(open.has(i) ? `      ${got}` : `    + ${got}`);
      j += 1;
    } else {
      lines.push(`    - ${wanted}`);
      i += 1;
    }
  }
  return lines;
}

/** Length of the longest common subsequence of the rests from i and j. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i];
      if (!row) continue;
      row[j] = same(a[i] ?? '', b[j] ?? '') ? (lengths[i + 1]?.[j + 1] ?? 0) + 1 : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}
