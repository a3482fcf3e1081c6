import type { Millis, RtpTicks } from '#core';
import { type EventPayload, digitOf } from './event-packet.ts';

/** A press whose packets stop coming without an end is over after this time (three lost ends at up to 50 ms each). */
const LOST_END: Millis = 200;
/** Largest duration one packet can tell; a longer press goes on in a new segment (RFC 4733 §2.5.1.3). */
const SEGMENT: RtpTicks = 0xffff;

interface Press {
  readonly event: number;
  readonly timestamp: RtpTicks;
  /** Duration of the segments before this one. */
  readonly before: RtpTicks;
  duration: RtpTicks;
  heardAt: Millis;
}

/** A finished press. */
export interface PressedKey {
  readonly digit: string;
  readonly durationMs: number;
}

/**
 * Makes one key of the many packets of a press (RFC 4733 §2.5.2): packets of one timestamp are one press, whatever is
 * repeated or lost; it is told when it ended.
 */
export class DtmfReceiver {
  #press: Press | undefined;
  #finished: RtpTicks | undefined;

  /** Takes a packet; gives the keys it finishes (two when the end of the one before was lost and this is short). */
  hear(timestamp: RtpTicks, payload: EventPayload, now: Millis): PressedKey[] {
    if (this.#finished !== undefined && justBefore(timestamp, this.#finished)) return [];
    const keys: PressedKey[] = [];
    let press = this.#press;
    if (press && press.timestamp !== timestamp) {
      if (justBefore(timestamp, press.timestamp)) return [];
      if (!continues(press, timestamp, payload)) keys.push(...this.#finish(press));
      press = { event: payload.event, timestamp, before: continues(press, timestamp, payload) ? press.before + press.duration : 0, duration: 0, heardAt: now };
    }
    press ??= { event: payload.event, timestamp, before: 0, duration: 0, heardAt: now };
    press.duration = Math.max(press.duration, payload.duration);
    press.heardAt = now;
    this.#press = press;
    if (payload.end) keys.push(...this.#finish(press));
    return keys;
  }

  /** The key whose end got lost, if its time is over. */
  expire(now: Millis): PressedKey[] {
    return this.#press && now - this.#press.heardAt >= LOST_END ? this.#finish(this.#press) : [];
  }

  /** Forgets timestamps of a source that was replaced. */
  reset(): PressedKey[] {
    const keys = this.#press ? this.#finish(this.#press) : [];
    this.#finished = undefined;
    return keys;
  }

  #finish(press: Press): PressedKey[] {
    this.#press = undefined;
    this.#finished = press.timestamp;
    const digit = digitOf(press.event);
    return digit === undefined ? [] : [{ digit, durationMs: Math.round((press.before + press.duration) / 8) }];
  }
}

/** Overtaken packets are at most this old (10 s); what lies further back is a sender that set its clock anew. */
const OVERTAKEN: RtpTicks = 80_000;

function justBefore(timestamp: RtpTicks, other: RtpTicks): boolean {
  return ((other - timestamp) >>> 0) <= OVERTAKEN;
}

function continues(press: Press, timestamp: RtpTicks, { event }: EventPayload): boolean {
  const gap = (timestamp - press.timestamp) >>> 0;
  return event === press.event && press.duration > SEGMENT - 800 && gap <= SEGMENT + 1 && gap >= press.duration;
}
