/** Fewer calls with both are no sign. */
const FEWEST_TOGETHER = 2;
const LEAST_SHARE = 0.0015;
/** More terms of one call would cost more than they tell: the first, where a caller says what it is about. */
const MOST_TERMS = 80;
/** Calls looked at in one step. */
const CALLS_IN_A_STEP = 50;
/** Pairs as one number: term · this + term. */
const TERMS = 65_536;

/**
 * How much each term belongs to another one, up to 1: the highest normalised pointwise mutual information (G. Bouma, 2009) with a term that is
 * no part of it and that it stands beside in enough calls. Words of a topic come together, words of any talk with whatever there is.
 */
export function* topicalityOf(documents: readonly (readonly string[])[], frequency: ReadonlyMap<string, number>): Generator<void, ReadonlyMap<string, number>> {
  const names: string[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (term: string) => {
    const known = numbers.get(term);
    if (known !== undefined) return known;
    numbers.set(term, names.length);
    return names.push(term) - 1;
  };
  const pairs = new Map<number, number>();
  for (const [n, terms] of documents.entries()) {
    if (n % CALLS_IN_A_STEP === 0) yield;
    const own = terms.slice(0, MOST_TERMS).map(numberOf).filter((n) => n < TERMS).sort((a, b) => a - b);
    for (const [i, a] of own.entries()) for (const b of own.slice(i + 1)) pairs.set(a * TERMS + b, (pairs.get(a * TERMS + b) ?? 0) + 1);
  }
  const least = Math.max(FEWEST_TOGETHER, documents.length * LEAST_SHARE);
  const topical = new Map<string, number>();
  for (const [pair, together] of pairs) {
    if (together < least) continue;
    const [a = '', b = ''] = [names[Math.floor(pair / TERMS)], names[pair % TERMS]];
    if (a.includes(b) || b.includes(a)) continue;
    const share = information(together, frequency.get(a) ?? 1, frequency.get(b) ?? 1, documents.length);
    for (const term of [a, b]) topical.set(term, Math.max(topical.get(term) ?? 0, share));
  }
  return topical;
}

/** ln(p(a,b) / p(a)p(b)) ÷ −ln p(a,b); 1 when all calls have both. */
const information = (together: number, a: number, b: number, count: number) => (together === count ? 1 : Math.log((together * count) / (a * b)) / -Math.log(together / count));
