/** Things to come, soonest first; those of the same instant in the order they were added. */
export class EventHeap<T> {
  readonly #items: { readonly at: number; readonly order: number; readonly what: T }[] = [];
  #order = 0;

  get nextAt(): number {
    return this.#items[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: number, what: T): void {
    const items = this.#items;
    const entry = { at, order: this.#order++, what };
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

  take(): T | undefined {
    const items = this.#items;
    const [first] = items;
    const last = items.pop();
    if (!first || !last || items.length === 0) return first?.what;
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
    return first.what;
  }
}

const sooner = (a: { at: number; order: number }, b: { at: number; order: number }) => a.at < b.at || (a.at === b.at && a.order < b.order);
