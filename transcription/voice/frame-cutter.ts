import { type AudioFrame, FRAME_SAMPLES, SAMPLE_RATE, type Samples } from '#core';
import type { VoiceFrame } from './voice-activity.ts';

/** Up to this much missing audio is filled with silence; after more the clock simply jumps. */
const LONGEST_FILL: Samples = 2 * SAMPLE_RATE;

/** One second. */
const BLOCK: Samples = 50 * FRAME_SAMPLES;

/**
 * Cuts runs of any length into 20 ms frames of its own memory (callers may reuse theirs).
 * Runs should follow each other; audio missing up to 2 s becomes silence, audio heard twice is dropped.
 */
export class FrameCutter {
  /** Frames are views of blocks: fifty small arrays a second and speaker would keep the garbage collector busy. */
  #block = new Int16Array(BLOCK);
  #used = 0;
  #frame = this.#nextFrame();
  #filled = 0;
  #at: Samples | undefined;

  push(run: AudioFrame): readonly VoiceFrame[] {
    const expected = this.#at ?? run.at;
    const gap = run.at - expected;
    const frames: VoiceFrame[] = [];
    this.#at = expected;
    if (gap > LONGEST_FILL) this.#jump(run.at);
    else if (gap > 0) this.#append(new Int16Array(gap), frames);
    this.#append(gap < 0 ? run.pcm.subarray(-gap) : run.pcm, frames);
    return frames;
  }

  #jump(at: Samples): void {
    this.#at = at;
    this.#filled = 0;
  }

  #append(pcm: Int16Array, frames: VoiceFrame[]): void {
    let from = 0;
    while (from < pcm.length) {
      const part = pcm.subarray(from, from + FRAME_SAMPLES - this.#filled);
      this.#frame.set(part, this.#filled);
      this.#filled += part.length;
      this.#at = (this.#at ?? 0) + part.length;
      from += part.length;
      if (this.#filled < FRAME_SAMPLES) break;
      frames.push({ at: this.#at - FRAME_SAMPLES, pcm: this.#frame });
      this.#frame = this.#nextFrame();
      this.#filled = 0;
    }
  }

  #nextFrame(): Int16Array {
    if (this.#used === BLOCK) {
      this.#block = new Int16Array(BLOCK);
      this.#used = 0;
    }
    this.#used += FRAME_SAMPLES;
    return this.#block.subarray(this.#used - FRAME_SAMPLES, this.#used);
  }
}
