/**
 * Items kept in order by a total comparison (never 0 for two different items): a binary search finds the place, the array
 * shifts. At the sizes of a contact center (thousands) the shift is a memmove below a microsecond, and the index of an item
 * is its position in the queue, which a heap could not tell.
 */
export class SortedList<T> {
  readonly #compare: (a: T, b: T) => number;
  readonly #items: T[] = [];

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get items(): readonly T[] {
    return this.#items;
  }

  get size(): number {
    return this.#items.length;
  }

  get first(): T | undefined {
    return this.#items[0];
  }

  /** Puts the item in its place and returns that index. An item that is in already stays. */
  add(item: T): number {
    const index = this.#place(item);
    if (this.#items[index] !== item) this.#items.splice(index, 0, item);
    return index;
  }

  /** Takes the item out and returns the index it had; -1 when it was not in. */
  delete(item: T): number {
    const index = this.#place(item);
    if (this.#items[index] !== item) return -1;
    this.#items.splice(index, 1);
    return index;
  }

  clear(): void {
    this.#items.length = 0;
  }

  /** The first index whose item does not come before this one. */
  #place(item: T): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#items[middle];
      if (other !== undefined && this.#compare(other, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
