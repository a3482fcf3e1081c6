import { SAMPLE_RATE, type Samples } from '#core';

/** A client with small pieces stops at so many undone, one with large ones at so much audio: what is kept of a stream is 60 s. */
const STOP_AT = { pieces: 40, samples: 8 * SAMPLE_RATE };
const GO_ON_AT = { pieces: 20, samples: 4 * SAMPLE_RATE };

export interface Readable {
  pause(): unknown;
  resume(): unknown;
}

/** Stops reading from a client that sends faster than its audio is recognised. A client of ours never gets so far. */
export class FlowGate {
  readonly #from: Readable;
  /** Lengths of what was taken in and is not done, oldest first. */
  readonly #open: Samples[] = [];
  #samples: Samples = 0;
  #paused = false;

  constructor(from: Readable) {
    this.#from = from;
  }

  taken(length: Samples): void {
    this.#open.push(length);
    this.#samples += length;
    if (this.#paused || (this.#open.length < STOP_AT.pieces && this.#samples < STOP_AT.samples)) return;
    this.#paused = true;
    this.#from.pause();
  }

  /** The oldest piece is done. */
  done(): void {
    this.#samples -= this.#open.shift() ?? 0;
    if (!this.#paused || this.#open.length > GO_ON_AT.pieces || this.#samples > GO_ON_AT.samples) return;
    this.#paused = false;
    this.#from.resume();
  }
}
