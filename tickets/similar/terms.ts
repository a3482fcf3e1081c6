/** What a text is found by: words of letters and digits; of Chinese, Japanese and Korean, where no spaces part words, each pair of signs and each sign. */
const RUN = /(?<cjk>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)|[[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]]+/gv;

/** Longer texts say the same again. */
const MOST_SIGNS = 2_000;
const LONGEST_WORD = 40;

/** One spelling for wide and narrow, large and small signs; everything that is no word is a space. */
export function plainText(text: string): string {
  return [...text.slice(0, MOST_SIGNS * 2).normalize('NFKC').toLowerCase().matchAll(RUN)].map(([run]) => run).join(' ').slice(0, MOST_SIGNS);
}

/** A number of a case, a device, an order: long enough to be compared piece by piece, as one sign may be mistyped. */
const IDENTIFIER = /^(?=.*\d).{4,}$/;
const HAS_DIGIT = /\d/;

/**
 * Terms of a plain text, as often as they are there: words, pairs of signs, numbers with what stands before them (`road 12`), and the pieces of identifiers.
 */
export function termsOf(plain: string): string[] {
  const terms: string[] = [];
  let before = '';
  for (const { 0: run, groups } of plain.matchAll(RUN)) {
    if (groups?.['cjk'] !== undefined) before = addPairs(terms, run);
    else {
      const word = run.slice(0, LONGEST_WORD);
      terms.push(word);
      if (HAS_DIGIT.test(word) && before !== '') terms.push(`${before}|${word}`);
      if (IDENTIFIER.test(word)) for (let at = 0; at + 3 <= word.length; at += 1) terms.push(`#${word.slice(at, at + 3)}`);
      before = word;
    }
  }
  return terms;
}

/** Each pair of signs; returns the last three, by which a number after them is told from the same one elsewhere. */
function addPairs(terms: string[], run: string): string {
  const signs = [...run];
  if (signs.length === 1) terms.push(run);
  for (let at = 1; at < signs.length; at += 1) terms.push(`${signs[at - 1]}${signs[at]}`);
  return signs.slice(-3).join('');
}

/** Trigrams of a plain text, with a space at both ends, as pg_trgm has them; of Chinese, where a sign says as much as three letters, pairs. */
export function gramsOf(plain: string): ReadonlySet<string> {
  const grams = new Set<string>();
  for (const { 0: run, groups } of plain.matchAll(RUN)) {
    const [signs, length] = groups?.['cjk'] === undefined ? [[' ', ...run, ' '], 3] : [[...run], 2];
    if (signs.length < length) grams.add(signs.join(''));
    for (let at = 0; at + length <= signs.length; at += 1) grams.add(signs.slice(at, at + length).join(''));
  }
  return grams;
}

/** Shared share of two sets, 0…1 (Dice). */
export function overlap(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const gram of small) if (large.has(gram)) shared += 1;
  return (2 * shared) / (one.size + other.size);
}
