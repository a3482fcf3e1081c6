import type { Millis } from '#core';

/** So much worse a round trip may become in each sample before it is believed again: clocks drift, routes change. */
const FORGET_MS = 0.02;

/** Time of the log − time of our clock, from replies that carry the former: half the round trip is how wrong it may be. */
export class LogTime {
  #shift: Millis = 0;
  #best = Number.POSITIVE_INFINITY;

  get shift(): Millis {
    return this.#shift;
  }

  /** A reply with the log's time `there`, asked for at `sent`, here at `back` (both of our clock). */
  sample(there: Millis, sent: Millis, back: Millis): void {
    const trip = back - sent;
    this.#best += FORGET_MS;
    const shift = there - (sent + back) / 2;
    // Further off than the trip explains: one of the clocks was set.
    const jumped = Math.abs(shift - this.#shift) > trip + this.#best + 1;
    if (trip > this.#best && !jumped) return;
    this.#best = trip;
    this.#shift = shift;
  }
}
