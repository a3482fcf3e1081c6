import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { finishSpeech } from './finish.ts';
import { measure, peak, rms, toDb } from './measure.ts';
import { music } from './music.ts';
import { resample } from './resample.ts';
import { beep, ringback } from './tones.ts';
import { type Sound, readWav, writeWav } from './wav.ts';

const sine = (hertz: number, rate: number, seconds: number, level = 0.5): Sound => ({
  rate,
  samples: Float64Array.from({ length: rate * seconds }, (_, i) => level * Math.sin((2 * Math.PI * hertz * i) / rate)),
});
const file = (name: string) => readFileSync(new URL(`../${name}.wav`, import.meta.url));

describe('WAV', () => {
  test('is written with the header of 16-bit mono PCM', () => {
    const bytes = writeWav({ rate: 8000, samples: Float64Array.of(0, 0.5, -1, 1) });
    expect(bytes.toString('hex')).toBe(
      '524946462c00000057415645666d7420100000000100010' + '0401f0000803e00000200100064617461080000000000004' + '00080ff7f',
    );
    expect([...readWav(bytes).samples]).toEqual([0, 0.5, -1, 32767 / 32768]);
  });

  test('that is none is refused with the reason', () => {
    const stereo = writeWav(sine(440, 8000, 1));
    stereo.writeUInt16LE(2, 22);
    expect(() => readWav(stereo)).toThrow('format 1, 2 channels, 16 bits');
    expect(() => readWav(Buffer.from('no sound'))).toThrow('no WAV file');
    expect(() => readWav(writeWav(sine(440, 8000, 1)).subarray(0, 36))).toThrow('no data chunk');
  });
});

describe('resampling from 22050 to 8000 Hz', () => {
  const middle = (sound: Sound) => toDb(rms(sound.samples, 1000, sound.samples.length - 1000));
  test.each([
    [300, -9.03, 0.05],
    [1000, -9.03, 0.05],
    [3000, -9.03, 0.05],
  ])('keeps %i Hz at its level', (hertz, level, tolerance) => {
    expect(Math.abs(middle(resample(sine(hertz, 22_050, 1), 8000)) - level)).toBeLessThan(tolerance);
  });

  test('takes away what would fold back', () => {
    expect(middle(resample(sine(5000, 22_050, 1), 8000))).toBeLessThan(-70);
  });

  test('keeps the duration', () => {
    expect(resample(sine(440, 22_050, 2), 8000).samples.length).toBe(16_000);
  });
});

test('a quiet voice with long silences becomes a prompt of even level', () => {
  const samples = new Float64Array(32_000);
  samples.set(sine(400, 8000, 1, 0.02).samples, 12_000);
  samples[16_000] = 0.2;
  const made = measure(finishSpeech({ rate: 8000, samples }));
  expect(made.seconds).toBeCloseTo(1.22, 1);
  expect(made.rmsDb).toBeCloseTo(-20.8, 0);
  expect(made.peakDb).toBeLessThan(-3.49);
  expect(made.silentBefore).toBeCloseTo(0.11, 1);
});

describe('tones and music', () => {
  test.each([
    ['beep', beep],
    ['ringback', ringback],
    ['music', music],
  ])('%s.wav is what the script composes', (name, compose) => {
    const made = readWav(writeWav(compose())).samples;
    const shipped = readWav(file(name)).samples;
    expect(shipped.length).toBe(made.length);
    // One step of 16 bits: sine may differ in its last bit from one engine to the next.
    expect(peak(made.map((value, i) => value - (shipped[i] ?? 0)))).toBeLessThanOrEqual(1 / 32_768);
  });
});
