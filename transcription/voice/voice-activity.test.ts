import { describe, expect, test } from 'vitest';
import { seededRandom } from '#core';
import { callSide, callTruth } from '../testing/recordings.ts';
import { VoiceActivity } from './voice-activity.ts';

/** Changes as `+seconds` (talking from) and `-seconds` (silent from), heard in 20 ms frames. */
function changes(pcm: Int16Array): readonly string[] {
  const found: string[] = [];
  const voice = new VoiceActivity();
  for (let at = 0; at + 160 <= pcm.length; at += 160) {
    const change = voice.hear(at, pcm, at);
    if (change) found.push(`${change.talking ? '+' : '-'}${change.at / 8000}`);
  }
  return found;
}

const seconds = (count: number) => new Int16Array(count * 8000);

/** Adds a harmonic tone like a vowel: 150 Hz and its harmonics up to 900 Hz. */
function vowel(pcm: Int16Array, from: number, until: number, amplitude: number): Int16Array {
  for (let i = from * 8000; i < until * 8000; i++) {
    let sum = 0;
    for (let h = 1; h <= 6; h++) sum += Math.sin((2 * Math.PI * 150 * h * i) / 8000) / h;
    pcm[i] = (pcm[i] ?? 0) + Math.round(amplitude * sum);
  }
  return pcm;
}

function hiss(pcm: Int16Array, from: number, until: number, amplitude: number, seed = 1): Int16Array {
  const random = seededRandom(seed);
  for (let i = from * 8000; i < until * 8000; i++) pcm[i] = (pcm[i] ?? 0) + random.int(2 * amplitude + 1) - amplitude;
  return pcm;
}

describe('voice activity', () => {
  test('hears nobody in digital silence', () => {
    expect(changes(seconds(5))).toEqual([]);
  });

  test('hears a vowel from its first to its last frame, in which the filters ring', () => {
    expect(changes(vowel(seconds(4), 1, 2, 4000))).toEqual(['+1', '-2.02']);
  });

  test('hears the vowel through line noise as well', () => {
    expect(changes(hiss(vowel(seconds(4), 1, 2, 4000), 0, 4, 100))).toEqual(['+1', '-2.02']);
  });

  test('bridges a gap of 200 ms and not one of 300 ms', () => {
    expect(changes(vowel(vowel(seconds(4), 1, 1.5, 4000), 1.7, 2, 4000))).toEqual(['+1', '-2.02']);
    expect(changes(vowel(vowel(seconds(4), 1, 1.5, 4000), 1.8, 2, 4000))).toEqual(['+1', '-1.52', '+1.8', '-2.02']);
  });

  test('takes a click for nobody', () => {
    const pcm = seconds(2);
    pcm.fill(20_000, 8000, 8040);
    expect(changes(pcm)).toEqual([]);
  });

  test('takes mains hum and an offset for nobody', () => {
    const pcm = seconds(3).map((_, i) => 500 + Math.round(300 * Math.sin((2 * Math.PI * 50 * i) / 8000)));
    pcm.fill(500, 0, 400);
    expect(changes(pcm)).toEqual([]);
  });

  test('learns a fan that starts during the call within 4.5 s, and still hears a voice above it', () => {
    const pcm = hiss(vowel(seconds(14), 10, 11, 6000), 2, 14, 600);
    const [fan, learnt, ...voice] = changes(pcm);
    expect(fan).toBe('+2');
    expect(Number(learnt?.slice(1))).toBeLessThan(6.5);
    expect(voice).toEqual(['+10', '-11.02']);
  });

  test('finds the utterances of a recorded call within 0.25 s', () => {
    const truth = callTruth('en-1-compliant').utterances.filter((u) => u.speaker === 'caller');
    const found = changes(callSide('en-1-compliant', 'caller')).map((change) => Number(change.slice(1)));
    const expected = truth.flatMap((u) => [u.start, u.end]);
    expect(found).toHaveLength(expected.length);
    found.forEach((at, i) => expect(Math.abs(at - (expected[i] ?? 0))).toBeLessThan(0.25));
  });
});
