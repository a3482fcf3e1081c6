import type { Sound } from './wav.ts';

/** dB relative to full scale; a sine at full scale has −3 dBFS RMS. */
export const toDb = (level: number): number => 20 * Math.log10(Math.max(level, 1e-9));
export const fromDb = (db: number): number => 10 ** (db / 20);

export function rms(samples: Float64Array, from = 0, to = samples.length): number {
  let sum = 0;
  for (let i = from; i < to; i += 1) sum += (samples[i] ?? 0) ** 2;
  return Math.sqrt(sum / Math.max(1, to - from));
}

export const peak = (samples: Float64Array): number => samples.reduce((top, value) => Math.max(top, Math.abs(value)), 0);

/** Duration in seconds, levels in dBFS, the silence before and after (level below −60 dBFS) in seconds. */
export function measure({ rate, samples }: Sound) {
  const loud = (value: number) => Math.abs(value) > 0.001;
  const first = samples.findIndex(loud);
  const last = samples.findLastIndex(loud);
  return {
    seconds: samples.length / rate,
    rmsDb: toDb(rms(samples)),
    peakDb: toDb(peak(samples)),
    silentBefore: (first < 0 ? samples.length : first) / rate,
    silentAfter: (samples.length - 1 - last) / rate,
  };
}
