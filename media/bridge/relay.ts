import type { Millis, RtpTicks } from '#core';
import type { RtpHeader } from '../rtp/rtp-packet.ts';
import type { RtpSender } from '../rtp/rtp-sender.ts';

/** A bridged side that sent nothing for this long is filled up with silence, so that the stream never pauses. */
const FLOWING: Millis = 100;

/**
 * Carries the numbering of the bridged side over into our own stream: its losses and reordering stay visible to the
 * phone, while SSRC, sequence and timestamp go on from what was sent before.
 *
 *   loose ──first packet──▶ anchored (offsets fixed) ──own packet sent / restart──▶ loose
 */
export class Relay {
  readonly #sender: RtpSender;
  #anchored = false;
  #sequenceOffset = 0;
  #timestampOffset: RtpTicks = 0;
  /** First sequence number of this anchor; what is older was sent by somebody else. */
  #floor = 0;
  /** Until when the bridged side counts as speaking. */
  #flowsUntil: Millis = 0;

  constructor(sender: RtpSender) {
    this.#sender = sender;
  }

  /** Lets go of the offsets: something else was sent, or the other side began anew. */
  loosen(): void {
    this.#anchored = false;
  }

  stop(): void {
    this.loosen();
    this.#flowsUntil = 0;
  }

  flowing(now: Millis): boolean {
    return now < this.#flowsUntil;
  }

  get flowsUntil(): Millis {
    return this.#flowsUntil;
  }

  /** Takes note that the bridged side speaks, where its packets are cut anew instead of carried. */
  heard(now: Millis): void {
    this.#flowsUntil = now + FLOWING;
    this.loosen();
  }

  /** Rewrites the header for our stream; `length` in ticks. False = it is too old for this anchor and must not be sent. */
  carry(header: RtpHeader, length: RtpTicks, now: Millis): boolean {
    this.#flowsUntil = now + FLOWING;
    const sender = this.#sender;
    if (!this.#anchored) {
      header.marker = sender.align(now) || header.marker;
      this.#anchored = true;
      this.#floor = sender.sequence;
      this.#sequenceOffset = sender.sequence - header.sequence;
      this.#timestampOffset = sender.timestamp - header.timestamp;
    }
    const sequence = (header.sequence + this.#sequenceOffset) & 0xffff;
    const behind = (sequence - this.#floor) & 0xffff;
    if (behind >= 0x8000) return false;
    // The floor walks along, so that it is never half the number space away.
    if (behind > 0x2000) this.#floor = (sequence - 0x1000) & 0xffff;
    header.sequence = sequence;
    header.timestamp = (header.timestamp + this.#timestampOffset) >>> 0;
    header.ssrc = sender.ssrc;
    sender.follow(sequence, (header.timestamp + length) >>> 0, now);
    return true;
  }
}
