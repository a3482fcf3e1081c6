import { FRAME_SAMPLES } from '#core';

/** Two one-pole high-passes at about 170 Hz: take away direct current, 21 dB of 50 Hz hum and 11 dB of its octave. */
const HIGH_PASS = 0.87;
/** One-pole low-pass at 1 kHz: 1 - exp(-2π · 1000 / 8000). */
const LOW_PASS = 0.544;
const SILENCE_DB = -100;
const FULL_SCALE = FRAME_SAMPLES * 32768 ** 2;

/** What the last 20 ms frame of a stream sounded like; the filters ring on into the next one. */
export class FrameLoudness {
  /** Energy above 170 Hz, in dB below full scale (0 = loudest, -100 = digital silence). */
  db = SILENCE_DB;
  /** Share of that energy below about 1 kHz: vowels 0.6-1, hiss and unvoiced consonants below 0.4. */
  low = 0;
  /** Last input, outputs of both high-passes, output of the low-pass. */
  readonly #filter = new Float64Array(4);

  /** Measures the frame that begins at `from`; nothing is allocated, 1 µs. */
  measure(pcm: Int16Array, from: number): void {
    const filter = this.#filter;
    let [input, high, higher, low] = [filter[0] as number, filter[1] as number, filter[2] as number, filter[3] as number];
    let total = 0;
    let lowTotal = 0;
    for (let i = from; i < from + FRAME_SAMPLES; i++) {
      const sample = pcm[i] as number;
      const once = sample - input + HIGH_PASS * high;
      higher = once - high + HIGH_PASS * higher;
      high = once;
      input = sample;
      low += LOW_PASS * (higher - low);
      total += higher * higher;
      lowTotal += low * low;
    }
    filter[0] = input;
    filter[1] = high;
    filter[2] = higher;
    filter[3] = low;
    const mean = total / FULL_SCALE;
    this.db = mean > 1e-10 ? 10 * Math.log10(mean) : SILENCE_DB;
    this.low = total > 0 ? lowTotal / total : 0;
  }
}
