import type { Clock, Millis, Timer } from '#core';

/** Timers from here on share one timer of the clock per length. */
const SHARED_FROM: Millis = 1_000;
/** Timers done with that may stay at the front of a row before it is cut. */
const MOST_SPENT = 512;

/** Counts down while it has something to do. */
class BankTimer implements Timer {
  /** On the clock's time; those in a row fall due by it. */
  readonly due: Millis;
  readonly #gone: () => void;
  #fn: (() => void) | undefined;
  /** Its own timer of the clock; those in a row have none. */
  inner: Timer | undefined;

  constructor(due: Millis, fn: () => void, gone: () => void) {
    this.due = due;
    this.#fn = fn;
    this.#gone = gone;
  }

  get isLive(): boolean {
    return this.#fn !== undefined;
  }

  cancel(): void {
    if (!this.#fn) return;
    this.#fn = undefined;
    this.inner?.cancel();
    this.#gone();
  }

  fire(): void {
    const fn = this.#fn;
    if (!fn) return;
    this.#fn = undefined;
    this.#gone();
    fn();
  }
}

/** Timers of one length: they fall due in the order they were started. */
interface Row {
  timers: BankTimer[];
  /** Where the first that may be live stands. */
  first: number;
  waking: Timer | undefined;
}

/**
 * All timers of one server: counted, and ended together when it closes. A call starts a dozen timers of the same few lengths
 * (RFC 3261 table 4), nearly all cancelled within milliseconds or idle for 32 s: those of one length stand in a row that
 * wakes for its first. A timer started by one that falls due counts from when that was due: on a busy machine a chain of
 * retransmissions is late once, not once for each, and the last one still leaves before its transaction gives up.
 */
export class TimerBank {
  readonly #clock: Clock;
  readonly #rows = new Map<Millis, Row>();
  readonly #short = new Set<BankTimer>();
  #active = 0;
  /** When the timer that is just firing was due. */
  #dueNow: Millis | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Timers that have neither fired nor been cancelled. */
  get active(): number {
    return this.#active;
  }

  after(delay: Millis, fn: () => void): Timer {
    this.#active++;
    const due = (this.#dueNow ?? this.#clock.now()) + delay;
    return delay >= SHARED_FROM ? this.#inRow(delay, due, fn) : this.#alone(due, fn);
  }

  close(): void {
    for (const timer of this.#short) timer.cancel();
    for (const { timers, waking } of this.#rows.values()) {
      for (const timer of timers) timer.cancel();
      waking?.cancel();
    }
    this.#rows.clear();
  }

  #alone(due: Millis, fn: () => void): Timer {
    const timer = new BankTimer(due, fn, () => {
      this.#active--;
      this.#short.delete(timer);
    });
    this.#short.add(timer);
    timer.inner = this.#clock.after(Math.max(0, due - this.#clock.now()), () => this.#run(timer));
    return timer;
  }

  readonly #oneLess = () => void this.#active--;

  #inRow(delay: Millis, due: Millis, fn: () => void): Timer {
    const row = this.#rows.get(delay) ?? { timers: [], first: 0, waking: undefined };
    this.#rows.set(delay, row);
    const timer = new BankTimer(due, fn, this.#oneLess);
    let at = row.timers.length;
    while (at > row.first && (row.timers[at - 1]?.due ?? 0) > due) at--;
    row.timers.splice(at, 0, timer);
    if (!row.waking) this.#wake(delay, row);
    return timer;
  }

  #wake(delay: Millis, row: Row): void {
    while (row.timers[row.first]?.isLive === false) row.first++;
    if (row.first > MOST_SPENT) {
      row.timers = row.timers.slice(row.first);
      row.first = 0;
    }
    const next = row.timers[row.first];
    row.waking = next && this.#clock.after(Math.max(0, next.due - this.#clock.now()), () => this.#fire(delay, row));
    // Lengths are few, but some are made of a round trip or a session's interval.
    if (!next && this.#rows.get(delay) === row) this.#rows.delete(delay);
  }

  #fire(delay: Millis, row: Row): void {
    const now = this.#clock.now();
    const due: BankTimer[] = [];
    for (let timer = row.timers[row.first]; timer && (timer.due <= now || !timer.isLive); timer = row.timers[++row.first]) due.push(timer);
    this.#wake(delay, row);
    for (const timer of due) this.#run(timer);
  }

  /** What goes wrong in one does not keep the others from falling due. */
  #run(timer: BankTimer): void {
    this.#dueNow = timer.due;
    try {
      timer.fire();
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    } finally {
      this.#dueNow = undefined;
    }
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
