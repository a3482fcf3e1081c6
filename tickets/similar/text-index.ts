import { termsOf } from './terms.ts';

/** BM25 as Robertson has it: how much repetition and length of a text count. */
const K1 = 1.2;
const B = 0.5;
/** A term that every tenth text has tells nothing; looking through it would take the time of all others. */
const TOO_COMMON = 0.1;
const FEW = 1_000;
/** How often a term is there is kept in four bits beside the number of the text. */
const MOST_TIMES = 15;

interface Postings {
  list: Int32Array;
  length: number;
}

/** An inverted index of texts with BM25, in typed arrays: about 4 bytes for each term of a text. */
export class TextIndex {
  /** A term of one text is its posting alone: most are. */
  readonly #terms = new Map<string, Postings | number>();
  readonly #ids: string[] = [];
  readonly #numbers = new Map<string, number>();
  #lengths = new Uint16Array(1_024);
  #scores = new Float32Array(1_024);
  #total = 0;

  get size(): number {
    return this.#ids.length;
  }

  has(id: string): boolean {
    return this.#numbers.has(id);
  }

  /** Each id once. */
  add(id: string, plain: string): void {
    const number = this.#ids.push(id) - 1;
    this.#numbers.set(id, number);
    if (number >= this.#lengths.length) this.#grow();
    const times = countTerms(plain);
    let length = 0;
    for (const [term, count] of times) {
      length += count;
      this.#put(term, (number << 4) | Math.min(count, MOST_TIMES));
    }
    this.#lengths[number] = Math.min(length, 65_535);
    this.#total += length;
  }

  /** The best for these terms, best first; `weights` are what each term is worth. */
  best(weights: ReadonlyMap<string, number>, most: number): { readonly id: string; readonly score: number }[] {
    const scores = this.#scores;
    const touched: number[] = [];
    const mean = this.#total / Math.max(1, this.size);
    for (const [term, weight] of weights) {
      const found = this.#terms.get(term);
      if (found === undefined || weight === 0) continue;
      const single = typeof found === 'number';
      const length = single ? 1 : found.length;
      for (let at = 0; at < length; at += 1) {
        const posting = single ? found : (found.list[at] ?? 0);
        const [number, times] = [posting >>> 4, posting & MOST_TIMES];
        const before = scores[number] ?? 0;
        if (before === 0) touched.push(number);
        scores[number] = before + weight * saturated(times, (this.#lengths[number] ?? 0) / mean);
      }
    }
    const best = largest(touched, scores, most).map((number) => ({ id: this.#ids[number] ?? '', score: scores[number] ?? 0 }));
    for (const number of touched) scores[number] = 0;
    return best;
  }

  /** In how many texts a term is. */
  frequency(term: string): number {
    const found = this.#terms.get(term);
    return typeof found === 'number' ? 1 : (found?.length ?? 0);
  }

  #put(term: string, posting: number): void {
    const found = this.#terms.get(term);
    if (found === undefined) return void this.#terms.set(term, posting);
    if (typeof found === 'number') return void this.#terms.set(term, { list: Int32Array.of(found, posting), length: 2 });
    if (found.length === found.list.length) {
      const larger = new Int32Array(Math.ceil(found.length * 1.5) + 2);
      larger.set(found.list);
      found.list = larger;
    }
    found.list[found.length] = posting;
    found.length += 1;
  }

  #grow(): void {
    const larger = new Uint16Array(this.#lengths.length * 2);
    larger.set(this.#lengths);
    this.#lengths = larger;
    this.#scores = new Float32Array(larger.length);
  }
}

/** The share that a term has of its weight, by how often it is there and how long the text is against the mean. */
export const saturated = (times: number, length: number): number => (times * (K1 + 1)) / (times + K1 * (1 - B + B * length));

export interface Idf {
  /** In how many texts a term is. */
  frequency(term: string): number;
  of(term: string): number;
  isCommon(term: string): boolean;
}

/** How rare terms are over these indexes, as BM25 has it. */
export function idfOver(indexes: readonly TextIndex[]): Idf {
  const size = indexes.reduce((sum, index) => sum + index.size, 0);
  const most = Math.max(FEW, size * TOO_COMMON);
  const frequency = (term: string) => indexes.reduce((sum, index) => sum + index.frequency(term), 0);
  return {
    frequency,
    of: (term) => {
      const found = frequency(term);
      return Math.log(1 + (size - found + 0.5) / (found + 0.5));
    },
    isCommon: (term) => frequency(term) > most,
  };
}

function countTerms(plain: string): Map<string, number> {
  const times = new Map<string, number>();
  for (const term of termsOf(plain)) times.set(term, (times.get(term) ?? 0) + 1);
  return times;
}

/** The numbers with the largest scores, largest first, without sorting all. */
function largest(numbers: readonly number[], scores: Float32Array, most: number): number[] {
  const kept: number[] = [];
  let least = 0;
  for (const number of numbers) {
    const score = scores[number] ?? 0;
    if (kept.length >= most && score <= least) continue;
    let at = kept.length;
    while (at > 0 && (scores[kept[at - 1] ?? 0] ?? 0) < score) at -= 1;
    kept.splice(at, 0, number);
    if (kept.length > most) kept.pop();
    least = scores[kept.at(-1) ?? 0] ?? 0;
  }
  return kept;
}
