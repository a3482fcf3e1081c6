/** One place where two texts lie side by side; `said` and `heard` are empty where one has nothing. */
export interface Step {
  readonly kind: 'correct' | 'substitution' | 'deletion' | 'insertion';
  readonly said: string;
  readonly heard: string;
}

const [BOTH, DELETED, INSERTED] = [0, 1, 2];

/** Levenshtein alignment: the fewest errors; among equal ones a substitution is preferred. One byte for each pair of words. */
export function align(said: readonly string[], heard: readonly string[]): readonly Step[] {
  const ways = waysOf(said, heard);
  const width = heard.length + 1;
  const steps: Step[] = [];
  for (let i = said.length, j = heard.length; i > 0 || j > 0; ) {
    const way = ways[i * width + j];
    const [one = '', other = ''] = [way === INSERTED ? '' : said[i - 1], way === DELETED ? '' : heard[j - 1]];
    steps.push({ kind: way === INSERTED ? 'insertion' : way === DELETED ? 'deletion' : one === other ? 'correct' : 'substitution', said: one, heard: other });
    i -= way === INSERTED ? 0 : 1;
    j -= way === DELETED ? 0 : 1;
  }
  return steps.toReversed();
}

/** The last step of the cheapest way to each pair of prefixes. */
function waysOf(said: readonly string[], heard: readonly string[]): Uint8Array {
  const width = heard.length + 1;
  const ways = new Uint8Array((said.length + 1) * width).fill(INSERTED, 0, width);
  let above = Uint32Array.from({ length: width }, (_, j) => j);
  for (let i = 1; i <= said.length; i++) {
    const row = new Uint32Array(width);
    row[0] = i;
    ways[i * width] = DELETED;
    for (let j = 1; j < width; j++) {
      const both = (above[j - 1] ?? 0) + (said[i - 1] === heard[j - 1] ? 0 : 1);
      const deleted = (above[j] ?? 0) + 1;
      const inserted = (row[j - 1] ?? 0) + 1;
      const best = Math.min(both, deleted, inserted);
      row[j] = best;
      ways[i * width + j] = best === both ? BOTH : best === deleted ? DELETED : INSERTED;
    }
    above = row;
  }
  return ways;
}
