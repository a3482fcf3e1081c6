import type { Millis } from '#core';

/** RFC 3550 appendix A.1: largest jump forward that is loss, largest step back that is reordering, in packets. */
const MAX_DROPOUT = 3000;
const MAX_MISORDER = 100;
const CYCLE = 65_536;
/** How many sequence numbers back duplicates are known; more than MAX_MISORDER, a power of two. */
const WINDOW = 128;

/**
 * What a packet is to its stream: `next` and `late` are played (late = reordered), `restart` begins a new numbering
 * (all that was derived from the old one is void), `duplicate` and `jump` are dropped.
 */
export type Verdict = 'next' | 'late' | 'restart' | 'duplicate' | 'jump';

/** Statistics of one synchronisation source (RFC 3550 §6.4.1, appendices A.1, A.3, A.8). */
export class Reception {
  readonly ssrc: number;
  received = 0;
  #base = 0;
  /** Extended highest sequence number. */
  #highest = -1;
  #bad = -1;
  #transit: number | undefined;
  #jitter = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;
  readonly #seen = Array.from({ length: WINDOW }, () => -1);

  constructor(ssrc: number) {
    this.ssrc = ssrc;
  }

  /** Takes note of a packet that arrived at `now`. */
  note(sequence: number, timestamp: number, now: Millis): Verdict {
    const verdict = this.#place(sequence);
    if (verdict === 'duplicate' || verdict === 'jump') return verdict;
    this.received++;
    this.#noteJitter(timestamp, now);
    return verdict;
  }

  /** RFC 3550 §A.1 `update_seq`; probation is the latch's task. */
  #place(sequence: number): Verdict {
    if (this.#highest < 0) return this.#begin(sequence);
    const ahead = (sequence - this.#highest) & 0xffff;
    if (ahead === 0) return 'duplicate';
    if (ahead < MAX_DROPOUT) {
      this.#highest += ahead;
      this.#bad = -1;
      return this.#mark(this.#highest) ? 'next' : 'duplicate';
    }
    if (ahead < CYCLE - MAX_MISORDER) {
      if (sequence === this.#bad) return this.#begin(sequence);
      this.#bad = (sequence + 1) & 0xffff;
      return 'jump';
    }
    const extended = this.#highest + ahead - CYCLE;
    return extended >= this.#base && this.#mark(extended) ? 'late' : 'duplicate';
  }

  #begin(sequence: number): Verdict {
    this.#base = sequence;
    this.#highest = sequence;
    this.#bad = -1;
    this.received = 0;
    this.#expectedBefore = 0;
    this.#receivedBefore = 0;
    this.#transit = undefined;
    this.#seen.fill(-1);
    this.#mark(sequence);
    return 'restart';
  }

  #mark(extended: number): boolean {
    if (this.#seen[extended % WINDOW] === extended) return false;
    this.#seen[extended % WINDOW] = extended;
    return true;
  }

  /** RFC 3550 §A.8, in timestamp units. */
  #noteJitter(timestamp: number, now: Millis): void {
    const transit = (Math.round(now * 8) - timestamp) | 0;
    if (this.#transit !== undefined) {
      const change = Math.abs((transit - this.#transit) | 0);
      // Timestamps that jump (a new talkspurt on a phone that restarts its clock) say nothing about the network.
      if (change < 8000) this.#jitter += (change - this.#jitter) / 16;
    }
    this.#transit = transit;
  }

  get highest(): number {
    return this.#highest >>> 0;
  }

  /** In timestamp units. */
  get jitter(): number {
    return this.#jitter;
  }

  /** Packets that should have come and did not; negative never. */
  get lost(): number {
    return this.#highest < 0 ? 0 : Math.max(0, this.#highest - this.#base + 1 - this.received);
  }

  /** Fraction lost since the last call, in 1/256 (RFC 3550 §A.3). */
  fractionLost(): number {
    const expected = this.#highest - this.#base + 1;
    const span = expected - this.#expectedBefore;
    const lost = span - (this.received - this.#receivedBefore);
    this.#expectedBefore = expected;
    this.#receivedBefore = this.received;
    return span <= 0 || lost <= 0 ? 0 : Math.min(255, Math.floor((lost * 256) / span));
  }
}
