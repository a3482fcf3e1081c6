import type { Millis } from '#core';
import type { Endpoint } from '../sdp/media-session.ts';

/** A source other than the one of the SDP must send this many packets in a row before it is believed. */
const PROBATION = 3;
/** For so long the source in use must have been silent before one that is not better may take its place. */
export const RELATCH_AFTER: Millis = 3000;

/** How well a source fits the other side's description: its address and port / its address / neither. */
type Rank = 2 | 1 | 0;

interface Candidate extends Endpoint {
  readonly ssrc: number;
  sequence: number;
  count: number;
}

export type LatchVerdict = 'accept' | 'moved' | 'refuse';

/**
 * Symmetric RTP (RFC 4961): decides whose packets belong to the leg, and so where ours go.
 *
 *   waiting ─packet from the SDP's address─────────▶ latched ─better rank──────────▶ latched on it
 *           ─3 packets in a row from elsewhere─────▶         ─silent for 3 s, others ▶ latched on them
 *
 * A stranger thus cannot take over a stream that flows, and loses one it took as soon as the described source speaks.
 */
export class Latch {
  #expected: Endpoint | undefined;
  #source: Endpoint | undefined;
  #rank: Rank = 0;
  #heardAt: Millis = 0;
  #candidate: Candidate | undefined;

  /** Where the other side is: the source in use, before that what its SDP says. */
  get target(): Endpoint | undefined {
    return this.#source ?? this.#expected;
  }

  get latched(): boolean {
    return this.#source !== undefined;
  }

  /** Takes the address of a (new) description; a changed one starts the search again, none (hold) changes nothing. */
  expect(endpoint: Endpoint | undefined): void {
    if (!endpoint) return;
    const same = endpoint.address === this.#expected?.address && endpoint.port === this.#expected?.port;
    this.#expected = endpoint;
    this.#candidate = undefined;
    if (!same) this.#source = undefined;
  }

  /** Judges a valid RTP packet. `frozen` = the other side is silent on purpose (hold), so its silence proves nothing. */
  hear(address: string, port: number, packet: { ssrc: number; sequence: number }, now: Millis, frozen: boolean): LatchVerdict {
    const source = this.#source;
    if (source && source.port === port && source.address === address) {
      this.#heardAt = now;
      return 'accept';
    }
    const rank = this.#rankOf(address, port);
    const free = !source || rank > this.#rank || (!frozen && now - this.#heardAt >= RELATCH_AFTER);
    if (!free || (rank === 0 && !this.#proven({ address, port }, packet))) return 'refuse';
    this.#source = { address, port };
    this.#rank = rank;
    this.#heardAt = now;
    this.#candidate = undefined;
    return 'moved';
  }

  #rankOf(address: string, port: number): Rank {
    if (address !== this.#expected?.address) return 0;
    return port === this.#expected.port ? 2 : 1;
  }

  /** RFC 3550 §A.1 probation: only packets in sequence of one source count. */
  #proven(from: Endpoint, { ssrc, sequence }: { ssrc: number; sequence: number }): boolean {
    const c = this.#candidate;
    if (c && c.address === from.address && c.port === from.port && c.ssrc === ssrc && ((c.sequence + 1) & 0xffff) === sequence) {
      c.sequence = sequence;
      c.count++;
      return c.count >= PROBATION;
    }
    this.#candidate = { ...from, ssrc, sequence, count: 1 };
    return false;
  }
}
