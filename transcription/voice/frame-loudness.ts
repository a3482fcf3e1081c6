/** What one 20 ms frame sounds like. */
export interface FrameLoudness {
  /** Energy above 130 Hz, in dB below full scale (0 = loudest, -100 = digital silence). */
  readonly db: number;
  /** Share of that energy below about 1 kHz: vowels 0.6-1, hiss and unvoiced consonants below 0.4. */
  readonly low: number;
}

/** Memory of the two one-pole filters between frames. */
export interface FilterState {
  readonly input: number;
  readonly high: number;
  readonly low: number;
}

export const restingFilter: FilterState = { input: 0, high: 0, low: 0 };

/** One-pole high-pass at 130 Hz: takes away direct current and mains hum (50/60 Hz and 100/120 Hz for the most part). */
const HIGH_PASS = 0.9;
/** One-pole low-pass at 1 kHz: 1 - exp(-2π · 1000 / 8000). */
const LOW_PASS = 0.544;
const SILENCE_DB = -100;

/** Measures one frame; 2 µs for 160 samples. */
export function loudness(state: FilterState, pcm: Int16Array): { state: FilterState; loudness: FrameLoudness } {
  let { input, high, low } = state;
  let total = 0;
  let lowTotal = 0;
  for (let i = 0; i < pcm.length; i++) {
    const sample = pcm[i] ?? 0;
    high = sample - input + HIGH_PASS * high;
    input = sample;
    low += LOW_PASS * (high - low);
    total += high * high;
    lowTotal += low * low;
  }
  const mean = total / Math.max(1, pcm.length) / 32768 ** 2;
  const db = mean > 1e-10 ? 10 * Math.log10(mean) : SILENCE_DB;
  return { state: { input, high, low }, loudness: { db, low: total > 0 ? lowTotal / total : 0 } };
}
