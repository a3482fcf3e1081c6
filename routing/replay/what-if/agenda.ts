import type { Millis } from '#core';

/** Things to do at instants, soonest first; those of the same instant in the order they were added. A binary heap. */
export class Agenda {
  readonly #items: { readonly at: Millis; readonly order: number; readonly act: () => void }[] = [];
  #order = 0;

  get nextAt(): Millis {
    return this.#items[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: Millis, act: () => void): void {
    const items = this.#items;
    const entry = { at, order: this.#order++, act };
    let hole = items.length;
    items.push(entry);
    for (let parent = (hole - 1) >> 1; hole > 0; parent = (hole - 1) >> 1) {
      const above = items[parent];
      if (!above || !sooner(entry, above)) break;
      items[hole] = above;
      hole = parent;
    }
    items[hole] = entry;
  }

  /** Takes the first out and returns it. */
  take(): (() => void) | undefined {
    const items = this.#items;
    const [first] = items;
    const last = items.pop();
    if (!first || !last || items.length === 0) return first?.act;
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      const [left, right] = [items[child], items[child + 1]];
      if (!left) break;
      if (right && sooner(right, left)) child++;
      const below = items[child];
      if (!below || !sooner(below, last)) break;
      items[hole] = below;
      hole = child;
    }
    items[hole] = last;
    return first.act;
  }
}

const sooner = (a: { at: Millis; order: number }, b: { at: Millis; order: number }) => a.at < b.at || (a.at === b.at && a.order < b.order);
