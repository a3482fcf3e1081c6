import type { RtpTicks } from '#core';
import { type EventPayload, eventOf } from './event-packet.ts';

/** One step per 20 ms tick; 5 steps = 100 ms of key, the end told three times, 80 ms from key to key. */
const STEP: RtpTicks = 160;
const KEY_STEPS = 5;
/** RFC 4733 §2.5.1.4: the last packet is sent three times. */
const ENDS = 3;
const STEPS_TO_NEXT = 9;

/** What to send in this tick: an event packet `at` the timestamp where its key began (`offset` ticks before now). */
export interface EventStep {
  readonly payload: EventPayload;
  /** How far the key began before this packet, in ticks. */
  readonly offset: RtpTicks;
  /** First packet of the key (RFC 4733 §2.2.1). */
  readonly marker: boolean;
}

/**
 * Plays keys as telephone events, one step per tick.
 *
 *   step  0 1 2 3 4 5 6 7 8 | 0 …
 *         ● ● ● ● E E E · ·   next key        ● update, E end, · audio as usual
 */
export class DtmfSender {
  #waiting: number[] = [];
  #step = 0;

  /** Adds keys behind those still to be sent; other characters are passed over. At most 64 wait. */
  add(digits: string): void {
    for (const digit of digits) {
      const event = eventOf(digit);
      if (event !== undefined && this.#waiting.length < 64) this.#waiting.push(event);
    }
  }

  get idle(): boolean {
    return this.#waiting.length === 0;
  }

  clear(): void {
    this.#waiting = [];
    this.#step = 0;
  }

  /** The packet of this tick; undefined = none, audio goes on. */
  step(): EventStep | undefined {
    const event = this.#waiting[0];
    if (event === undefined) return undefined;
    const step = this.#step;
    this.#step++;
    if (this.#step === STEPS_TO_NEXT) {
      this.#step = 0;
      this.#waiting.shift();
    }
    if (step >= KEY_STEPS - 1 + ENDS) return undefined;
    const end = step >= KEY_STEPS - 1;
    const duration = Math.min(step + 1, KEY_STEPS) * STEP;
    return { payload: { event, end, duration }, offset: step * STEP, marker: step === 0 };
  }
}
