import type { EpochMillis, Millis } from './units.ts';

/** A started timer; ending it twice is harmless. */
export interface Timer {
  cancel(): void;
}

/** PORT. Time as a value: the only way to read it or to wait. `systemClock` here / `ManualClock` in test. */
export interface Clock {
  /** Monotonic, in ms; starts anywhere. */
  now(): Millis;
  /** Wall clock, for people and storage. */
  wall(): EpochMillis;
  /** Calls `fn` once after `delay` ms, unless cancelled. */
  after(delay: Millis, fn: () => void): Timer;
  /** Calls `fn` every `period` ms until cancelled. */
  every(period: Millis, fn: () => void): Timer;
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wall: () => Date.now(),
  after(delay, fn) {
    const handle = setTimeout(fn, delay);
    return { cancel: () => clearTimeout(handle) };
  },
  every(period, fn) {
    const handle = setInterval(fn, period);
    return { cancel: () => clearInterval(handle) };
  },
};

/** Resolves after `delay` ms of the given clock. */
export function sleep(clock: Clock, delay: Millis): Promise<void> {
  return new Promise((resolve) => clock.after(delay, resolve));
}
