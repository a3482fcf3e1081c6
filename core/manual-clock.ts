import type { Clock, Timer } from './clock.ts';
import type { EpochMillis, Millis } from './units.ts';

interface Waiting {
  at: number;
  order: number;
  fn: () => void;
}

/** A clock that stands still until told to move: unit tests and `flow run` use it instead of sleeping. */
export class ManualClock implements Clock {
  #now = 0;
  #order = 0;
  #waiting: Waiting[] = [];
  readonly #epoch: EpochMillis;

  constructor(epoch: EpochMillis = Date.UTC(2026, 0, 5, 2, 0, 0)) {
    this.#epoch = epoch;
  }

  now(): Millis {
    return this.#now;
  }

  wall(): EpochMillis {
    return this.#epoch + this.#now;
  }

  /** Timers that have neither fired nor been cancelled. */
  get pending(): number {
    return this.#waiting.length;
  }

  after(delay: Millis, fn: () => void): Timer {
    const entry: Waiting = { at: this.#now + Math.max(0, delay), order: this.#order++, fn };
    this.#waiting.push(entry);
    return { cancel: () => this.#remove(entry) };
  }

  every(period: Millis, fn: () => void): Timer {
    let timer = this.after(period, tick);
    const rearm = () => (timer = this.after(period, tick));
    function tick() {
      rearm();
      fn();
    }
    return { cancel: () => timer.cancel() };
  }

  /** Moves time forward by `span` ms, firing due timers in order of time, then of creation. */
  advance(span: Millis): void {
    const end = this.#now + span;
    for (;;) {
      const due = this.#waiting
        .filter((w) => w.at <= end)
        .sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!due) break;
      this.#remove(due);
      this.#now = Math.max(this.#now, due.at);
      due.fn();
    }
    this.#now = end;
  }

  #remove(entry: Waiting): void {
    const index = this.#waiting.indexOf(entry);
    if (index >= 0) this.#waiting.splice(index, 1);
  }
}
