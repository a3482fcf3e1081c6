import type { Clock, Millis, Timer } from '#core';

/** All timers of one server: counted, and ended together when it closes. */
export class TimerBank {
  readonly #clock: Clock;
  readonly #live = new Set<Timer>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Timers that have neither fired nor been cancelled. */
  get active(): number {
    return this.#live.size;
  }

  after(delay: Millis, fn: () => void): Timer {
    const inner = this.#clock.after(delay, () => {
      this.#live.delete(timer);
      fn();
    });
    const timer: Timer = {
      cancel: () => {
        if (this.#live.delete(timer)) inner.cancel();
      },
    };
    this.#live.add(timer);
    return timer;
  }

  close(): void {
    for (const timer of this.#live) timer.cancel();
  }
}

/** The few named timers of one transaction or dialog. */
export class NamedTimers<N extends string> {
  readonly #bank: TimerBank;
  readonly #running: { name: N; timer: Timer }[] = [];

  constructor(bank: TimerBank) {
    this.#bank = bank;
  }

  /** Starts a timer, replacing one of the same name. */
  start(name: N, delay: Millis, fn: () => void): void {
    this.stop(name);
    const entry = {
      name,
      timer: this.#bank.after(delay, () => {
        const at = this.#running.indexOf(entry);
        if (at >= 0) this.#running.splice(at, 1);
        fn();
      }),
    };
    this.#running.push(entry);
  }

  stop(name: N): void {
    const at = this.#running.findIndex((t) => t.name === name);
    if (at < 0) return;
    this.#running[at]?.timer.cancel();
    this.#running.splice(at, 1);
  }

  stopAll(): void {
    for (const { timer } of this.#running) timer.cancel();
    this.#running.length = 0;
  }
}
