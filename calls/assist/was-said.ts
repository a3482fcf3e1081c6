const UNITS = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}'’])+/gu;
/** Share of a step's words, in their order, that is enough: people say it in their own way, and recognisers mishear. */
const ENOUGH = 0.75;
/** Of fewer words nothing is concluded: a "好的" is said all the time. */
const LEAST_UNITS = 4;

const unitsOf = (text: string) => text.normalize('NFKC').toLowerCase().match(UNITS) ?? [];

/** Whether most of a text was said, word by word in its order; instructions ("explain the risks") are not said and stay. */
export function wasSaid(text: string, said: string): boolean {
  const wanted = unitsOf(text);
  return wanted.length >= LEAST_UNITS && inCommon(wanted, unitsOf(said)) >= ENOUGH * wanted.length;
}

/** Length of the longest common subsequence. */
function inCommon(wanted: readonly string[], said: readonly string[]): number {
  let row = new Uint16Array(said.length + 1);
  for (const unit of wanted) {
    const next = new Uint16Array(said.length + 1);
    for (let i = 0; i < said.length; i++) next[i + 1] = said[i] === unit ? (row[i] ?? 0) + 1 : Math.max(next[i] ?? 0, row[i + 1] ?? 0);
    row = next;
  }
  return row[said.length] ?? 0;
}
