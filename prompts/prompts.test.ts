import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { measure, peak, rms, toDb } from './making/measure.ts';
import { spokenFiles, wordsMark } from './making/texts.ts';
import { readWav } from './making/wav.ts';

const folder = import.meta.dirname;
const spoken = spokenFiles(path.join(folder, 'texts.yaml'));
const OTHERS = ['beep.wav', 'music.wav', 'ringback.wav'];
const shipped = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.wav'))
  .map((file) => file.replaceAll(path.sep, '/'));
const sound = (file: string) => readWav(readFileSync(path.join(folder, file)));
const madeFrom = new Map(
  readFileSync(path.join(folder, 'measured.tsv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .map(([file = '', seconds = '', rmsDb = '', peakDb = '', words = '']) => [file, { seconds, rmsDb, peakDb, words }]),
);

describe('the prompt folder', () => {
  test('has a file for every text in both languages, and nothing else', () => {
    expect(shipped.toSorted()).toEqual([...spoken.map(({ file }) => file), ...OTHERS].toSorted());
  });

  test('has every sound the server itself asks for by name', () => {
    const places = Array.from({ length: 10 }, (_, i) => `position-${i + 1}`);
    const waits = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 30, 45, 60].map((minutes) => `wait-${minutes}`);
    const names = [...places, ...waits, 'position-many', 'all-busy', 'connecting', 'sorry-agent-lost', 'agent-ready', 'agent-not-ready'];
    names.push('unavailable', 'transfer-failed', 'wrong-number', 'technical-fault', 'closed', 'goodbye', 'please-wait');
    names.push('long-wait', 'callback-offer', 'callback-confirmed', 'callback-refused', 'callback-hello', 'callback-calling', 'callback-no-answer');
    names.push('voicemail-offer', 'voicemail-greeting', 'voicemail-saved', 'voicemail-empty');
    expect(names.flatMap((name) => [`zh/${name}.wav`, `en/${name}.wav`]).filter((file) => !shipped.includes(file))).toEqual([]);
  });

  test('was made from the words that texts.yaml has now (else: scripts/make-prompts.ts)', () => {
    const stale = spoken.filter(({ file, parts }) => madeFrom.get(file)?.words !== wordsMark(parts));
    expect(stale.map(({ file }) => file)).toEqual([]);
  });

  test('is smaller than 9 MB', () => {
    const bytes = shipped.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
    expect(bytes).toBeLessThan(9_000_000);
    expect(bytes).toBeGreaterThan(1_000_000);
  });
});

describe.each(spoken.map(({ file }) => file))('%s', (file) => {
  const { rate, samples } = sound(file);
  const { seconds, rmsDb, peakDb, silentBefore, silentAfter } = measure({ rate, samples });

  test('is 8 kHz, even in level and not overdriven', () => {
    expect(rate).toBe(8000);
    expect(rmsDb).toBeGreaterThan(-21.5);
    expect(rmsDb).toBeLessThan(-19);
    expect(peakDb).toBeLessThan(-3);
    expect(seconds).toBeGreaterThan(1);
    expect(seconds).toBeLessThan(10);
  });

  test('has 100 ms of silence at both ends ', () => {
    expect(silentBefore).toBeGreaterThanOrEqual(0.1);
    expect(silentBefore).toBeLessThan(0.16);
    expect(silentAfter).toBeGreaterThanOrEqual(0.1);
    expect(silentAfter).toBeLessThan(0.16);
  });

  test('has no click at its edges and no long gap inside', () => {
    const [begin, end] = [Math.round(silentBefore * rate), samples.length - Math.round(silentAfter * rate)];
    // Within a millisecond of silence a voice is still faded to a fifth or less.
    expect(toDb(peak(samples.subarray(begin, begin + 8)))).toBeLessThan(-30);
    expect(toDb(peak(samples.subarray(end - 8, end)))).toBeLessThan(-30);
    expect(longestSilence(samples) / rate).toBeLessThan(0.8);
  });

  test('measures what measured.tsv says', () => {
    const { words: _words, ...figures } = madeFrom.get(file) ?? { words: '' };
    expect(figures).toEqual({ seconds: seconds.toFixed(2), rmsDb: rmsDb.toFixed(1), peakDb: peakDb.toFixed(1) });
  });
});

describe('sounds without words', () => {
  test('the beep is short and at the level of speech', () => {
    const { rate, samples } = sound('beep.wav');
    expect(samples.length / rate).toBeCloseTo(0.35, 5);
    expect(toDb(rms(samples, 800, 2000))).toBeCloseTo(-20, 0);
  });

  test('the ringing tone is 450 Hz, one second on and four off', () => {
    const { rate, samples } = sound('ringback.wav');
    expect(samples.length).toBe(5 * rate);
    const crossings = samples.subarray(0, rate).filter((value, i, all) => value >= 0 && (all[i - 1] ?? 0) < 0).length;
    expect(Math.abs(crossings - 450)).toBeLessThanOrEqual(1);
    expect(toDb(rms(samples, 400, rate - 400))).toBeCloseTo(-20, 0);
    expect(peak(samples.subarray(rate))).toBe(0);
  });

  test('the music is 30 s at −24 dBFS', () => {
    const { seconds, rmsDb, peakDb } = measure(sound('music.wav'));
    expect(seconds).toBe(30);
    expect(rmsDb).toBeCloseTo(-24, 0);
    expect(peakDb).toBeLessThan(-9);
  });

  test('the music has no seam: the step and the level at the loop are those of its middle', () => {
    const { rate, samples } = sound('music.wav');
    const step = (i: number) => Math.abs((samples[i] ?? 0) - (samples.at(i - 1) ?? 0));
    const usual = Math.max(...Array.from({ length: rate }, (_, i) => step(samples.length / 2 + i)));
    expect(step(0)).toBeLessThan(usual);
    const [end, begin] = [rms(samples, samples.length - rate), rms(samples, 0, rate)];
    expect(Math.abs(toDb(end) - toDb(begin))).toBeLessThan(4);
  });
});

function longestSilence(samples: Float64Array): number {
  let [longest, run] = [0, 0];
  for (const value of samples) {
    run = Math.abs(value) < 0.001 ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
