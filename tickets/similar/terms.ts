/** What a text is found by: words of letters and digits; of Chinese, Japanese and Korean, where no spaces part words, each pair of signs and each sign. */
const RUN = /(?<cjk>[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+)|[\p{L}\p{N}]+/gu;

/** Longer texts say the same again. */
const MOST_SIGNS = 2_000;
const LONGEST_WORD = 40;

/** One spelling for wide and narrow, large and small signs; everything that is no word is a space. */
export function plainText(text: string): string {
  return [...text.slice(0, MOST_SIGNS * 2).normalize('NFKC').toLowerCase().matchAll(RUN)].map(([run]) => run).join(' ').slice(0, MOST_SIGNS);
}

/** Terms of a plain text, as often as they are there. */
export function termsOf(plain: string): string[] {
  const terms: string[] = [];
  for (const { 0: run, groups } of plain.matchAll(RUN)) {
    if (groups?.['cjk'] === undefined) terms.push(run.slice(0, LONGEST_WORD));
    else for (const [at, sign] of [...run].entries()) terms.push(...(at === 0 ? [sign] : [[...run].slice(at - 1, at + 1).join(''), sign]));
  }
  return terms;
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
