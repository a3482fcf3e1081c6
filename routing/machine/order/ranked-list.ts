import { Chunk } from './chunk.ts';

/** Items of one chunk. Shifting half of it takes a tenth of a microsecond; 100,000 items are some 500 chunks, whose sizes are summed to tell a place. */
const CHUNK = 256;

/**
 * Items kept in order by a total comparison (never 0 for two different items), in chunks: adding and taking out cost two binary
 * searches and a short shift, a place is known from the sizes of the chunks before. `key` may tell most comparisons by one number
 * (never against `compare`; equal keys are compared), so that a search touches hardly any item. What both look at must not change
 * while an item is in.
 */
export class RankedList<T> {
  readonly #compare: (a: T, b: T) => number;
  readonly #key: (item: T) => number;
  #chunks: Chunk<T>[] = [];
  #sizes: number[] = [];
  /** Key of the last item of each chunk. */
  #ends: number[] = [];
  #size = 0;

  constructor(compare: (a: T, b: T) => number, key: (item: T) => number = () => 0) {
    this.#compare = compare;
    this.#key = key;
  }

  get size(): number {
    return this.#size;
  }

  get first(): T | undefined {
    return this.#chunks[0]?.items[0];
  }

  /** Puts the item in its place and returns that index. */
  add(item: T): number {
    const key = this.#key(item);
    const c = this.#chunkFor(item, key);
    const chunk = this.#chunks[c];
    if (!chunk) {
      this.#chunks.push(new Chunk([item], [key]));
      this.#sizes.push(1);
      this.#ends.push(key);
      this.#size = 1;
      return 0;
    }
    const at = chunk.placeOf(item, key, this.#compare);
    const index = this.#before(c) + at;
    this.#size++;
    chunk.insert(at, item, key);
    if (chunk.items.length > CHUNK) this.#split(c, chunk);
    else this.#measure(c, chunk);
    return index;
  }

  /** Takes the item out and returns the index it had; -1 when it was not in. */
  delete(item: T): number {
    if (this.#size === 0) return -1;
    const key = this.#key(item);
    const c = this.first === item ? 0 : this.#chunkFor(item, key);
    const chunk = this.#chunks[c] as Chunk<T>;
    const at = chunk.items[0] === item ? 0 : chunk.placeOf(item, key, this.#compare);
    if (chunk.items[at] !== item) return -1;
    const index = this.#before(c) + at;
    chunk.remove(at);
    this.#size--;
    this.#measure(c, chunk);
    if (chunk.items.length < CHUNK / 4) this.#join(c, chunk);
    return index;
  }

  /** -1 when it is not in. */
  indexOf(item: T): number {
    const key = this.#key(item);
    const c = this.#chunkFor(item, key);
    const chunk = this.#chunks[c];
    if (!chunk) return -1;
    const at = chunk.placeOf(item, key, this.#compare);
    return chunk.items[at] === item ? this.#before(c) + at : -1;
  }

  at(index: number): T | undefined {
    let rest = index;
    for (const { items } of this.#chunks) {
      if (rest < items.length) return items[rest];
      rest -= items.length;
    }
    return undefined;
  }

  /** The first item that fits, in order. */
  find(fits: (item: T) => boolean): T | undefined {
    for (const { items } of this.#chunks) for (const item of items) if (fits(item)) return item;
    return undefined;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const { items } of this.#chunks) yield* items;
  }

  /** Replaces everything. */
  fill(items: Iterable<T>): void {
    const sorted = [...items].sort(this.#compare);
    this.#chunks = [];
    this.#sizes = [];
    this.#ends = [];
    for (let from = 0; from < sorted.length; from += CHUNK / 2) {
      const part = sorted.slice(from, from + CHUNK / 2);
      const chunk = new Chunk(part, part.map(this.#key));
      this.#chunks.push(chunk);
      this.#measure(this.#chunks.length - 1, chunk);
    }
    this.#size = sorted.length;
  }

  /** The first chunk whose last item does not come before this one, else the last chunk. */
  #chunkFor(item: T, key: number): number {
    let high = this.#chunks.length - 1;
    if (high <= 0) return 0;
    let low = 0;
    // Most arrivals go to the end.
    if (this.#endsBefore(high - 1, item, key)) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#endsBefore(middle, item, key)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #endsBefore(c: number, item: T, key: number): boolean {
    const end = this.#ends[c] as number;
    return end < key || (end === key && this.#compare((this.#chunks[c] as Chunk<T>).last, item) < 0);
  }

  #before(chunk: number): number {
    const sizes = this.#sizes;
    let sum = 0;
    if (chunk * 2 <= sizes.length) {
      for (let i = 0; i < chunk; i++) sum += sizes[i] as number;
      return sum;
    }
    for (let i = sizes.length - 1; i >= chunk; i--) sum += sizes[i] as number;
    return this.#size - sum;
  }

  #measure(c: number, { items, keys }: Chunk<T>): void {
    this.#sizes[c] = items.length;
    this.#ends[c] = keys[keys.length - 1] ?? 0;
  }

  #split(c: number, chunk: Chunk<T>): void {
    const upper = chunk.split();
    this.#chunks.splice(c + 1, 0, upper);
    this.#sizes.splice(c + 1, 0, 0);
    this.#ends.splice(c + 1, 0, 0);
    this.#measure(c, chunk);
    this.#measure(c + 1, upper);
  }

  /** Together with its neighbour where that makes no chunk that would soon be split again. */
  #join(c: number, chunk: Chunk<T>): void {
    if (chunk.items.length === 0) return this.#drop(c);
    const next = this.#chunks[c + 1];
    if (!next || chunk.items.length + next.items.length > CHUNK / 2) return;
    chunk.append(next);
    this.#drop(c + 1);
    this.#measure(c, chunk);
  }

  #drop(c: number): void {
    this.#chunks.splice(c, 1);
    this.#sizes.splice(c, 1);
    this.#ends.splice(c, 1);
  }
}
