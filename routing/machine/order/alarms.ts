import type { Millis } from '#core';

/** What waits for an instant. Its fields belong to `Alarms` while it is set. */
export interface Alarm {
  due: Millis;
  /** Its place in the heap; -1 = not set. */
  heapAt: number;
  /** Different for every alarm: decides among those of the same instant. */
  readonly tie: number;
}

/**
 * A binary heap of alarms, next one first; each knows its place, so that it can be put off or taken out in O(log n). The instants
 * stand in a list of their own: sifting touches no alarm but those of the same instant.
 */
export class Alarms<T extends Alarm> {
  readonly #heap: T[] = [];
  readonly #dues: number[] = [];

  get size(): number {
    return this.#heap.length;
  }

  get first(): T | undefined {
    return this.#heap[0];
  }

  /** Sets it, or puts it off; an infinite `due` takes it out. */
  set(alarm: T, due: Millis): void {
    if (due === Number.POSITIVE_INFINITY) this.clear(alarm);
    else if (alarm.heapAt < 0) {
      this.#heap.push(alarm);
      this.#dues.push(due);
      this.#up(alarm, due, this.#heap.length - 1);
    } else if (due < alarm.due) this.#up(alarm, due, alarm.heapAt);
    else if (due > alarm.due) this.#down(alarm, due, alarm.heapAt);
    alarm.due = due;
  }

  clear(alarm: T): void {
    const at = alarm.heapAt;
    if (at < 0) return;
    alarm.heapAt = -1;
    const moved = this.#heap.pop();
    const due = this.#dues.pop() ?? 0;
    if (!moved || moved === alarm) return;
    if (due < alarm.due || (due === alarm.due && moved.tie < alarm.tie)) this.#up(moved, due, at);
    else this.#down(moved, due, at);
  }

  #put(alarm: T, due: Millis, at: number): void {
    this.#heap[at] = alarm;
    this.#dues[at] = due;
    alarm.heapAt = at;
  }

  #up(alarm: T, due: Millis, from: number): void {
    let at = from;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (this.#before(above, due, alarm)) break;
      this.#put(this.#heap[above] as T, this.#dues[above] as number, at);
      at = above;
    }
    this.#put(alarm, due, at);
  }

  #down(alarm: T, due: Millis, from: number): void {
    const size = this.#heap.length;
    let at = from;
    for (;;) {
      let least = 2 * at + 1;
      if (least >= size) break;
      const right = least + 1;
      if (right < size && this.#before(right, this.#dues[least] as number, this.#heap[least] as T)) least = right;
      if (!this.#before(least, due, alarm)) break;
      this.#put(this.#heap[least] as T, this.#dues[least] as number, at);
      at = least;
    }
    this.#put(alarm, due, at);
  }

  /** Whether what stands there comes before this one. */
  #before(at: number, due: Millis, alarm: T): boolean {
    const other = this.#dues[at] as number;
    return other < due || (other === due && (this.#heap[at] as T).tie < alarm.tie);
  }
}
