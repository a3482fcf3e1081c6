import { SAMPLE_RATE } from '#core';

/** A sine tone, for tests, the benchmark and line checks; `level` is the peak as a fraction of full scale. */
export function tone(hertz: number, ms: number, level = 0.5, rate: number = SAMPLE_RATE): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(Math.round((ms * rate) / 1000));
  for (let i = 0; i < pcm.length; i++) pcm[i] = Math.round(Math.sin((2 * Math.PI * hertz * i) / rate) * level * 32767);
  return pcm;
}

/** Share of the energy of `pcm` that lies at `hertz` (Goertzel's algorithm): near 1 for a pure tone, near 0 for others. */
export function toneShare(pcm: Int16Array, hertz: number, rate: number = SAMPLE_RATE): number {
  const factor = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let before = 0;
  let last = 0;
  let energy = 0;
  for (const sample of pcm) {
    energy += sample * sample;
    const next = sample + factor * last - before;
    before = last;
    last = next;
  }
  if (energy === 0) return 0;
  const power = last * last + before * before - factor * last * before;
  return (2 * power) / (energy * pcm.length);
}
