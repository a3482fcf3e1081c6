import type { Millis } from '#core';

interface Aged {
  readonly since: Millis;
}

/**
 * Tells who waits the longest, whatever the rank: a binary heap by age that learns of departures only when they matter. Arriving
 * costs O(1) as a rule, asking O(log n).
 */
export class Oldest<T extends Aged> {
  readonly #here: (item: T) => boolean;
  #heap: T[] = [];

  /** `here` tells whether an item has not left yet. */
  constructor(here: (item: T) => boolean) {
    this.#here = here;
  }

  /** `size`: how many are here with it; those who left are dropped when they are more. */
  add(item: T, size: number): void {
    if (this.#heap.length > 2 * size + 64) this.#heap = this.#heap.filter(this.#here).sort((a, b) => a.since - b.since);
    const heap = this.#heap;
    let at = heap.length;
    heap.push(item);
    while (at > 0) {
      const above = heap[(at - 1) >> 1];
      if (!above || above.since <= item.since) break;
      heap[at] = above;
      at = (at - 1) >> 1;
    }
    heap[at] = item;
  }

  get first(): T | undefined {
    for (;;) {
      const top = this.#heap[0];
      if (top === undefined || this.#here(top)) return top;
      this.#drop();
    }
  }

  #drop(): void {
    const heap = this.#heap;
    const item = heap.pop();
    if (item === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const next = left && right && right.since < left.since ? 2 * at + 2 : 2 * at + 1;
      const least = heap[next];
      if (!least || item.since <= least.since) break;
      heap[at] = least;
      at = next;
    }
    heap[at] = item;
  }
}
