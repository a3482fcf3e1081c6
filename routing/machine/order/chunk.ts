/** A stretch of a ranked list, with the keys of its items beside them. */
export class Chunk<T> {
  readonly items: T[];
  readonly keys: number[];

  constructor(items: T[], keys: number[]) {
    this.items = items;
    this.keys = keys;
  }

  get last(): T {
    return this.items[this.items.length - 1] as T;
  }

  /** The first index whose item does not come before this one. */
  placeOf(item: T, key: number, compare: (a: T, b: T) => number): number {
    const { items, keys } = this;
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = keys[middle] as number;
      if (other < key || (other === key && compare(items[middle] as T, item) < 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  insert(at: number, item: T, key: number): void {
    const { items, keys } = this;
    items.push(item);
    keys.push(key);
    for (let i = items.length - 1; i > at; i--) {
      items[i] = items[i - 1] as T;
      keys[i] = keys[i - 1] as number;
    }
    items[at] = item;
    keys[at] = key;
  }

  remove(at: number): void {
    const { items, keys } = this;
    for (let i = at + 1; i < items.length; i++) {
      items[i - 1] = items[i] as T;
      keys[i - 1] = keys[i] as number;
    }
    items.pop();
    keys.pop();
  }

  /** Keeps the first half; the rest is another chunk. */
  split(): Chunk<T> {
    const middle = this.items.length >> 1;
    return new Chunk(this.items.splice(middle), this.keys.splice(middle));
  }

  append({ items, keys }: Chunk<T>): void {
    for (const item of items) this.items.push(item);
    for (const key of keys) this.keys.push(key);
  }
}
