import type { Millis } from '#core';

/** What waits for an instant. Its fields belong to `Alarms` while it is set. */
export interface Alarm {
  due: Millis;
  /** Its place in the heap; -1 = not set. */
  heapAt: number;
  /** Different for every alarm: decides among those of the same instant. */
  readonly tie: number;
}

/** A binary heap of alarms, next one first; each knows its place, so that it can be put off or taken out in O(log n). */
export class Alarms<T extends Alarm> {
  readonly #heap: T[] = [];

  get size(): number {
    return this.#heap.length;
  }

  get first(): T | undefined {
    return this.#heap[0];
  }

  /** Sets it, or puts it off; an infinite `due` takes it out. */
  set(alarm: T, due: Millis): void {
    if (alarm.heapAt >= 0 && alarm.due === due) return;
    this.clear(alarm);
    alarm.due = due;
    if (due === Number.POSITIVE_INFINITY) return;
    alarm.heapAt = this.#heap.length;
    this.#heap.push(alarm);
    this.#up(alarm);
  }

  clear(alarm: T): void {
    const at = alarm.heapAt;
    if (at < 0) return;
    alarm.heapAt = -1;
    const moved = this.#heap.pop();
    if (!moved || moved === alarm) return;
    this.#put(moved, at);
    this.#up(moved);
    this.#down(moved);
  }

  #put(alarm: T, at: number): void {
    this.#heap[at] = alarm;
    alarm.heapAt = at;
  }

  #up(alarm: T): void {
    let at = alarm.heapAt;
    while (at > 0) {
      const above = this.#heap[(at - 1) >> 1];
      if (!above || before(above, alarm)) break;
      this.#put(above, at);
      at = (at - 1) >> 1;
    }
    this.#put(alarm, at);
  }

  #down(alarm: T): void {
    let at = alarm.heapAt;
    for (;;) {
      const left = this.#heap[2 * at + 1];
      const right = this.#heap[2 * at + 2];
      const least = left && right && before(right, left) ? right : left;
      if (!least || before(alarm, least)) break;
      const next = least.heapAt;
      this.#put(least, at);
      at = next;
    }
    this.#put(alarm, at);
  }
}

const before = (a: Alarm, b: Alarm): boolean => a.due < b.due || (a.due === b.due && a.tie < b.tie);
