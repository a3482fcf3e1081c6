import type { Alternative } from './phrase-book.ts';
import type { Unit } from './units.ts';

/** Words that a recogniser cut in two or ran together: "pass word", "everybody". */
export interface Seams {
  /** Distinct units that the word before and this one make together. */
  readonly split: ReadonlySet<number>;
  /** Cells whose word, with the one before it, this word is. */
  readonly joined: ReadonlySet<number>;
}

const NONE: ReadonlySet<number> = new Set();

/** The words of the phrases, and each two that stand together, by letters and by sounds. */
export class SeamBook {
  readonly #words = new Map<string, Set<number>>();
  readonly #pairs = new Map<string, Set<number>>();

  constructor(distinct: readonly Unit[], unitAt: Int32Array, alternatives: readonly Alternative[]) {
    for (const [at, unit] of distinct.entries()) for (const key of keysOf(unit)) note(this.#words, key, at);
    for (const { from, length } of alternatives) {
      for (let cell = from + 1; cell < from + length; cell++) {
        const [first, second] = [distinct[unitAt[cell - 1] ?? -1], distinct[unitAt[cell] ?? -1]];
        for (const key of together(first, second)) note(this.#pairs, key, cell);
      }
    }
  }

  of(before: Unit | undefined, unit: Unit): Seams | undefined {
    if (!unit.word || (this.#words.size === 0 && this.#pairs.size === 0)) return undefined;
    const split = found(this.#words, together(before, unit));
    const joined = found(this.#pairs, keysOf(unit));
    return split || joined ? { split: split ?? NONE, joined: joined ?? NONE } : undefined;
  }
}

const keysOf = ({ word }: Unit): readonly string[] => (word ? [word.letters, `/${word.sounds}`] : []);

/** A sound that ends one word and begins the next is spoken once. */
function together(first: Unit | undefined, second: Unit | undefined): readonly string[] {
  const [a, b] = [first?.word, second?.word];
  if (!a || !b) return [];
  const sounds = a.sounds.endsWith(b.sounds.slice(0, 1)) ? a.sounds + b.sounds.slice(1) : a.sounds + b.sounds;
  return [a.letters + b.letters, `/${sounds}`];
}

function note(book: Map<string, Set<number>>, key: string, at: number): void {
  book.set(key, (book.get(key) ?? new Set()).add(at));
}

function found(book: ReadonlyMap<string, ReadonlySet<number>>, keys: readonly string[]): ReadonlySet<number> | undefined {
  for (const key of keys) {
    const at = book.get(key);
    if (at) return at;
  }
  return undefined;
}
