import type { RtpTicks, Samples } from '#core';
import { DECODE, type Law } from '../g711/g711.ts';

/** Samples kept ahead of what was taken: 2 s, a power of two. */
const CAPACITY = 16_384;
const WRAP = CAPACITY - 1;
/** RTP time and arrival may disagree by this much (200 ms), and packets may come too late, before the lane takes a new anchor… */
const TOLERANCE: Samples = 1600;
/** …which then needs so many packets over so long (60 ms): a burst after a network stall is no new clock. */
const DOUBTS = 3;
const DOUBT_SPAN: Samples = 480;
/** Mean disagreement (15 ms) from which the anchor follows the sender's clock… */
const DRIFT: Samples = 120;
/** …by one sample in so many packets: 3 per second, 390 ppm, more than clocks drift and less than is heard. */
const DRIFT_PACE = 16;
/** One packet's part in the mean is bounded to this (30 ms), so that a stall of the network is not taken for drift. */
const DRIFT_BOUND: Samples = 240;
/** Packets over which the mean forgets: 5 s. */
const DRIFT_MEMORY = 256;

/** Rings of lanes that are over, all zero, for the lanes to come: 32 KB per speaker would otherwise be allocated per call. */
const spare: Int16Array[] = [];
const MOST_SPARE = 128;
const NOTHING = new Int16Array(0);

/**
 * One speaker's audio on the call's clock: packets go where their RTP timestamp says, gaps are silence.
 *
 *     taken ─▶│ 100 ms run │ … written … │      │ now
 *             └ silence where no packet came
 *
 * The anchor ties RTP time to the clock; it is set by the first packet (which ends now) and follows slow drift.
 */
export class Lane {
  #ring = spare.pop() ?? new Int16Array(CAPACITY);
  #taken: Samples;
  /** End of what was written; a new anchor never puts audio before it. */
  #written: Samples;
  #anchored = false;
  /** RTP time of the anchor as a signed 32-bit number: only differences count, and V8 keeps small integers in place. */
  #anchorTimestamp = 0;
  #anchorAt: Samples = 0;
  /** Mean disagreement, in 1/DRIFT_MEMORY samples. */
  #mean = 0;
  #pace = 0;
  #doubts = 0;
  #doubtSince: Samples = 0;

  constructor(start: Samples) {
    this.#taken = start;
    this.#written = start;
  }

  /** Forgets the sender's clock: another source or another numbering follows. */
  unanchor(): void {
    this.#anchored = false;
  }

  /** Puts the packet `data[start..end)` that arrived at `now` where its timestamp says. */
  place(law: Law, data: Uint8Array, start: number, end: number, timestamp: RtpTicks, now: Samples, marker: boolean): void {
    const length = end - start;
    const arrived = now - length;
    if (!this.#anchored) this.#drop(timestamp, arrived);
    let at = this.#anchorAt + ((timestamp - this.#anchorTimestamp) | 0);
    const error = arrived - at;
    const far = Math.abs(error) > TOLERANCE;
    if (far || at < this.#taken) {
      if (this.#believes(now, marker)) at = this.#drop(timestamp, arrived);
      else if (far) return;
    } else {
      this.#doubts = 0;
      this.#anchorAt = at + this.#drift(error);
      this.#anchorTimestamp = timestamp | 0;
    }
    this.#write(law, data, start, length, at);
  }

  /** Sets a new anchor. */
  #drop(timestamp: RtpTicks, arrived: Samples): Samples {
    this.#anchored = true;
    this.#anchorTimestamp = timestamp | 0;
    this.#anchorAt = Math.max(arrived, this.#written);
    this.#mean = 0;
    this.#doubts = 0;
    return this.#anchorAt;
  }

  /** Whether a disagreement is a new clock: said by the marker, or lasting. */
  #believes(now: Samples, marker: boolean): boolean {
    if (this.#doubts++ === 0) this.#doubtSince = now;
    return marker || (this.#doubts >= DOUBTS && now - this.#doubtSince >= DOUBT_SPAN);
  }

  /** Takes note of a disagreement; gives the step by which the anchor follows the sender's clock, mostly 0. */
  #drift(error: Samples): Samples {
    const bounded = Math.max(-DRIFT_BOUND, Math.min(DRIFT_BOUND, error));
    this.#mean += bounded - Math.trunc(this.#mean / DRIFT_MEMORY);
    if (Math.abs(this.#mean) < DRIFT * DRIFT_MEMORY || ++this.#pace % DRIFT_PACE !== 0) return 0;
    const step = Math.sign(this.#mean);
    this.#mean -= step * DRIFT_MEMORY;
    return step;
  }

  #write(law: Law, data: Uint8Array, start: number, length: number, at: Samples): void {
    const table = DECODE[law];
    const ring = this.#ring;
    const first = Math.max(0, this.#taken - at);
    const last = Math.min(length, this.#taken + CAPACITY - at);
    // A hole of one sample is the drift correction's; it takes the next sample's value.
    if (at === this.#written + 1 && at > this.#taken) ring[(at - 1) & WRAP] = table[data[start] as number] as number;
    for (let i = first; i < last; i++) ring[(at + i) & WRAP] = table[data[start + i] as number] as number;
    if (last > first) this.#written = Math.max(this.#written, at + last);
  }

  /** Moves what lies before `upTo` out, to `into` from `offset` on; what comes for that time later is too late. */
  take(upTo: Samples, into: Int16Array, offset: number): void {
    const ring = this.#ring;
    for (let at = this.#taken; at < upTo; ) {
      const from = at & WRAP;
      const end = Math.min(from + upTo - at, CAPACITY);
      into.set(ring.subarray(from, end), offset);
      ring.fill(0, from, end);
      offset += end - from;
      at += end - from;
    }
    this.#taken = Math.max(this.#taken, upTo);
    this.#written = Math.max(this.#written, this.#taken);
  }

  /** Gives its memory back; nothing can be placed or taken any more. */
  release(): void {
    if (this.#ring.length > 0 && spare.length < MOST_SPARE) spare.push(this.#ring.fill(0));
    this.#ring = NOTHING;
  }
}
