import { SAMPLE_RATE } from '#core';
import { faded, joined } from './finish.ts';
import { fromDb } from './measure.ts';
import type { Sound } from './wav.ts';

/** Level of tones while they sound, in dBFS RMS. */
export const TONE_DB = -20;

/** "Speak after the tone": 0.25 s of 800 Hz, far from the frequencies of keys (ITU-T Q.23). */
export const beep = (): Sound => joined([{ rate: SAMPLE_RATE, samples: tone(800, 0.25) }], 0.05);

/** The ringing tone of China, 450 Hz: 1 s on, 4 s off (ITU-T E.180 supplement 2); loops. */
export function ringback(): Sound {
  const samples = new Float64Array(5 * SAMPLE_RATE);
  samples.set(tone(450, 1));
  return { rate: SAMPLE_RATE, samples };
}

function tone(hertz: number, seconds: number): Float64Array {
  const amplitude = fromDb(TONE_DB) * Math.SQRT2;
  const wave = Float64Array.from({ length: Math.round(seconds * SAMPLE_RATE) }, (_, i) => {
    return amplitude * Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE);
  });
  return faded(wave, SAMPLE_RATE);
}
