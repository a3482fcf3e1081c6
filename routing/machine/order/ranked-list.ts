/** Items of one chunk. Shifting half of it takes a tenth of a microsecond; 100,000 items are some 500 chunks, whose sizes are summed to tell a place. */
const CHUNK = 256;

/**
 * Items kept in order by a total comparison (never 0 for two different items), in chunks: adding and taking out cost two binary
 * searches and a short shift, a place is known from the sizes of the chunks before. What the comparison looks at must not change
 * while an item is in.
 */
export class RankedList<T> {
  readonly #compare: (a: T, b: T) => number;
  #chunks: T[][] = [];
  #sizes: number[] = [];
  #size = 0;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  get first(): T | undefined {
    return this.#chunks[0]?.[0];
  }

  /** Puts the item in its place and returns that index. */
  add(item: T): number {
    const c = this.#chunkFor(item);
    const chunk = this.#chunks[c];
    if (!chunk) {
      this.#chunks.push([item]);
      this.#sizes.push(1);
      this.#size = 1;
      return 0;
    }
    const at = this.#placeIn(chunk, item);
    const index = this.#before(c) + at;
    this.#size++;
    insertAt(chunk, at, item);
    this.#sizes[c] = chunk.length;
    if (chunk.length > CHUNK) this.#split(c, chunk);
    return index;
  }

  /** Takes the item out and returns the index it had; -1 when it was not in. */
  delete(item: T): number {
    if (this.first === item) return this.#deleteFirst();
    const c = this.#chunkFor(item);
    const chunk = this.#chunks[c];
    if (!chunk) return -1;
    const at = this.#placeIn(chunk, item);
    if (chunk[at] !== item) return -1;
    const index = this.#before(c) + at;
    for (let i = at + 1; i < chunk.length; i++) chunk[i - 1] = chunk[i] as T;
    chunk.pop();
    this.#sizes[c] = chunk.length;
    this.#size--;
    if (chunk.length < CHUNK / 4) this.#join(c, chunk);
    return index;
  }

  /** Most who leave are the first. */
  #deleteFirst(): number {
    const chunk = this.#chunks[0] as T[];
    chunk.shift();
    this.#sizes[0] = chunk.length;
    this.#size--;
    if (chunk.length < CHUNK / 4) this.#join(0, chunk);
    return 0;
  }

  /** -1 when it is not in. */
  indexOf(item: T): number {
    const c = this.#chunkFor(item);
    const chunk = this.#chunks[c];
    if (!chunk) return -1;
    const at = this.#placeIn(chunk, item);
    return chunk[at] === item ? this.#before(c) + at : -1;
  }

  at(index: number): T | undefined {
    let rest = index;
    for (const chunk of this.#chunks) {
      if (rest < chunk.length) return chunk[rest];
      rest -= chunk.length;
    }
    return undefined;
  }

  /** The first item that fits, in order. */
  find(fits: (item: T) => boolean): T | undefined {
    for (const chunk of this.#chunks) for (const item of chunk) if (fits(item)) return item;
    return undefined;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  /** Replaces everything. */
  fill(items: Iterable<T>): void {
    const sorted = [...items].sort(this.#compare);
    this.#chunks = [];
    for (let from = 0; from < sorted.length; from += CHUNK / 2) this.#chunks.push(sorted.slice(from, from + CHUNK / 2));
    this.#sizes = this.#chunks.map((chunk) => chunk.length);
    this.#size = sorted.length;
  }

  /** The first chunk whose last item does not come before this one, else the last chunk. */
  #chunkFor(item: T): number {
    const chunks = this.#chunks;
    let high = chunks.length - 1;
    if (high <= 0) return 0;
    let low = 0;
    // Most arrivals go to the end.
    if (this.#compare(last(chunks[high - 1]), item) < 0) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(last(chunks[middle]), item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeIn(chunk: readonly T[], item: T): number {
    let low = 0;
    let high = chunk.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(chunk[middle] as T, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
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

  #split(c: number, chunk: T[]): void {
    const upper = chunk.splice(chunk.length >> 1);
    this.#chunks.splice(c + 1, 0, upper);
    this.#sizes.splice(c, 1, chunk.length, upper.length);
  }

  /** Together with its neighbour where that makes no chunk that would soon be split again. */
  #join(c: number, chunk: T[]): void {
    if (chunk.length === 0) {
      this.#chunks.splice(c, 1);
      this.#sizes.splice(c, 1);
      return;
    }
    const next = this.#chunks[c + 1];
    if (!next || chunk.length + next.length > CHUNK / 2) return;
    for (const item of next) chunk.push(item);
    this.#chunks.splice(c + 1, 1);
    this.#sizes.splice(c, 2, chunk.length);
  }
}

const last = <T>(chunk: readonly T[] | undefined): T => (chunk as readonly T[])[(chunk as readonly T[]).length - 1] as T;

function insertAt<T>(chunk: T[], at: number, item: T): void {
  chunk.push(item);
  for (let i = chunk.length - 1; i > at; i--) chunk[i] = chunk[i - 1] as T;
  chunk[at] = item;
}
