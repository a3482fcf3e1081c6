import { type AudioFrame, FRAME_SAMPLES, SAMPLE_RATE, type Samples } from '#core';

/** Takes the 20 ms of `pcm` from `from` on, which lie at `at`; the memory is the cutter's or the caller's own. */
export type HearFrame = (at: Samples, pcm: Int16Array, from: number) => void;

/** Up to this much missing audio is filled with silence; after more the clock simply jumps. */
const LONGEST_FILL: Samples = 2 * SAMPLE_RATE;

/**
 * Cuts runs of any length into 20 ms frames; whole frames of a run are given as they lie there.
 * Runs should follow each other; audio missing up to 2 s becomes silence, audio heard twice is dropped.
 */
export class FrameCutter {
  readonly #hear: HearFrame;
  /** The frame that runs have begun and not ended. */
  readonly #begun = new Int16Array(FRAME_SAMPLES);
  #filled = 0;
  #at: Samples | undefined;

  constructor(hear: HearFrame) {
    this.#hear = hear;
  }

  push(run: AudioFrame): void {
    const expected = this.#at ?? run.at;
    const gap = run.at - expected;
    this.#at = expected;
    if (gap > LONGEST_FILL) this.#jump(run.at);
    else if (gap > 0) this.#append(new Int16Array(gap), 0);
    this.#append(run.pcm, Math.max(0, -gap));
  }

  #jump(at: Samples): void {
    this.#at = at;
    this.#filled = 0;
  }

  #append(pcm: Int16Array, first: number): void {
    let at = this.#at ?? 0;
    let from = first;
    while (from < pcm.length) {
      const taken = Math.min(pcm.length - from, FRAME_SAMPLES - this.#filled);
      at += taken;
      if (taken === FRAME_SAMPLES) this.#hear(at - FRAME_SAMPLES, pcm, from);
      else this.#join(at, pcm.subarray(from, from + taken));
      from += taken;
    }
    this.#at = at;
  }

  #join(end: Samples, part: Int16Array): void {
    this.#begun.set(part, this.#filled);
    this.#filled += part.length;
    if (this.#filled < FRAME_SAMPLES) return;
    this.#filled = 0;
    this.#hear(end - FRAME_SAMPLES, this.#begun, 0);
  }
}
