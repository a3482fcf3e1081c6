import { describe, expect, test } from 'vitest';
import { emptyUpsample, upsample } from './upsample.ts';

const sine = (rate: number, hertz: number, length: number) =>
  Int16Array.from({ length }, (_, i) => Math.round(10_000 * Math.sin((2 * Math.PI * hertz * i) / rate)));

/** Largest difference from the ideal 16 kHz tone, delayed by 8 input samples, once the filter has filled. */
function worstError(hertz: number): number {
  const { pcm } = upsample(emptyUpsample, sine(8000, hertz, 800));
  const ideal = sine(16_000, hertz, 1600);
  let worst = 0;
  for (let i = 64; i < pcm.length; i++) worst = Math.max(worst, Math.abs((pcm[i] ?? 0) - (ideal[i - 16] ?? 0)));
  return worst;
}

describe('doubling the sampling rate', () => {
  test('gives two samples for one', () => {
    expect(upsample(emptyUpsample, new Int16Array(160)).pcm).toHaveLength(320);
  });

  test('keeps tones of the telephone band: 300 Hz to 3 kHz within two percent', () => {
    expect([300, 1000, 2000, 3000].map(worstError).every((error) => error < 200)).toBe(true);
  });

  test('joins runs without a seam', () => {
    const whole = upsample(emptyUpsample, sine(8000, 700, 320)).pcm;
    const first = upsample(emptyUpsample, sine(8000, 700, 320).subarray(0, 101));
    const second = upsample(first.state, sine(8000, 700, 320).subarray(101));
    expect(Int16Array.from([...first.pcm, ...second.pcm])).toEqual(whole);
  });

  test('stays in range', () => {
    const square = Int16Array.from({ length: 200 }, (_, i) => (i % 8 < 4 ? 32767 : -32768));
    const { pcm } = upsample(emptyUpsample, square);
    expect(Math.max(...pcm)).toBe(32767);
    expect(Math.min(...pcm)).toBe(-32768);
  });
});
