import type { Millis, Random, RtpTicks } from '#core';
import type { RtpHeader } from './rtp-packet.ts';

/** A pause longer than this becomes a jump of the timestamp and a marker; shorter ones are jitter of our own making. */
const GAP: Millis = 40;

/**
 * One outgoing stream: whatever feeds it (prompts, music, the bridged side, keys), SSRC, sequence and timestamp go on
 * without a break. RFC 3550 §5.1, RFC 3551 §4.1 (marker = first packet after a pause).
 */
export class RtpSender {
  readonly ssrc: number;
  sequence: number;
  /** Timestamp of the next packet if it follows at once. */
  timestamp: RtpTicks;
  packets = 0;
  octets = 0;
  /** When the next packet is due to follow without a pause; undefined before the first. */
  #dueAt: Millis | undefined;

  constructor(random: Random) {
    this.ssrc = random.int(2 ** 32);
    this.sequence = random.int(2 ** 16);
    this.timestamp = random.int(2 ** 32);
  }

  /** Moves the timestamp over a pause that ended now; true when the next packet needs the marker. */
  align(now: Millis): boolean {
    if (this.#dueAt === undefined) return true;
    const late = now - this.#dueAt;
    if (late <= GAP) return false;
    this.timestamp = (this.timestamp + Math.round(late) * 8) >>> 0;
    this.#dueAt = now;
    return true;
  }

  /** Header of the next packet of `samples` in our own numbering, sent at `now`. */
  next(header: Pick<RtpHeader, 'marker' | 'payload'>, samples: number, now: Millis): Omit<RtpHeader, 'start' | 'end'> {
    const { sequence, timestamp, ssrc } = this;
    this.sequence = (sequence + 1) & 0xffff;
    this.timestamp = (timestamp + samples) >>> 0;
    this.#dueAt = now + samples / 8;
    return { marker: header.marker, payload: header.payload, sequence, timestamp, ssrc };
  }

  /** Takes note of a packet numbered elsewhere (a bridged one), so that what follows it goes on behind it. */
  follow(sequence: number, end: RtpTicks, now: Millis): void {
    if (((sequence - this.sequence) & 0xffff) < 0x8000) this.sequence = (sequence + 1) & 0xffff;
    if (((end - this.timestamp) | 0) > 0) this.timestamp = end;
    this.#dueAt = now + 20;
  }

  count(octets: number): void {
    this.packets++;
    this.octets += octets;
  }
}
