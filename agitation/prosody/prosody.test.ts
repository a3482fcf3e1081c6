import { describe, expect, test } from 'vitest';
import { FEATURES, type SpeechWindow } from '../model.ts';
import { windowsOf } from '../measure.ts';
import { CALM_VOICE, joined, RAISED_VOICE, speak } from '../testing/made-voice.ts';
import { ConversationWindows } from './conversation-windows.ts';
import { pitchOf } from './pitch.ts';

const tone = (hz: number) => Float64Array.from({ length: 160 }, (_, i) => Math.sin((2 * Math.PI * hz * i) / 4_000) + 0.5 * Math.sin((4 * Math.PI * hz * i) / 4_000));

describe('pitch', () => {
  test.each([80, 110, 150, 220, 310, 440])('of %i Hz is found within one per cent', (hz) => expect(Math.abs(pitchOf(tone(hz)) / hz - 1)).toBeLessThan(0.01));
  test('is not found in noise', () => {
    let state = 1;
    expect(pitchOf(Float64Array.from({ length: 160 }, () => ((state = (state * 48_271) % 2_147_483_647) / 2_147_483_647) - 0.5))).toBe(0);
  });
  test('is not found in silence', () => expect(pitchOf(new Float64Array(160))).toBe(0));
});

const silence = (seconds: number) => new Int16Array(seconds * 8_000);
const heard = (caller: Int16Array, agent: Int16Array = new Int16Array(caller.length)) => windowsOf({ from: 0, until: caller.length / 8_000, agent: 'anna' }, { caller, agent });
const feature = (window: SpeechWindow | undefined, name: (typeof FEATURES)[number]) => window?.features[FEATURES.indexOf(name)] ?? Number.NaN;

describe('windows', () => {
  test('tell pitch, loudness and speed of a voice', () => {
    const [calm, raised] = [heard(speak(12, CALM_VOICE))[1], heard(speak(12, RAISED_VOICE))[1]];
    expect(Math.abs(feature(calm, 'pitchMean') - 12 * Math.log2(1.1))).toBeLessThan(0.7);
    expect(Math.abs(feature(raised, 'pitchMean') - 12 * Math.log2(1.8))).toBeLessThan(0.7);
    expect(feature(raised, 'loudness') - feature(calm, 'loudness')).toBeGreaterThan(6);
    expect(feature(raised, 'alphaRatio') - feature(calm, 'alphaRatio')).toBeGreaterThan(3);
    expect(feature(raised, 'syllableRate') / feature(calm, 'syllableRate')).toBeGreaterThan(1.3);
  });
  test('are not made of silence, and not of a second of speech', () => {
    expect(heard(silence(20))).toEqual([]);
    expect(heard(joined(silence(5), speak(1, CALM_VOICE).subarray(0, 6_000), silence(5)))).toEqual([]);
  });
  test('hold about two and a half seconds of own speech', () => {
    for (const { from, to } of heard(speak(40, CALM_VOICE))) expect(to - from).toBeLessThan(6);
    expect(heard(speak(40, CALM_VOICE)).length).toBeGreaterThan(8);
  });
  test('are the same however the audio is cut, and whichever speaker comes first', () => {
    const [caller, agent] = [joined(speak(15, CALM_VOICE), speak(9, RAISED_VOICE)), joined(silence(9), speak(15, CALM_VOICE, 7))];
    const cut = (run: number, lead: number): SpeechWindow[] => {
      const windows: SpeechWindow[] = [];
      const conversation = new ConversationWindows(800, (window) => windows.push(window));
      for (let at = 0; at < caller.length + lead; at += run) {
        if (at < caller.length) conversation.push('caller', { at, pcm: caller.subarray(at, at + run) });
        if (at >= lead) conversation.push('agent', { at: at - lead, pcm: agent.subarray(at - lead, Math.min(agent.length, at - lead + run)) });
      }
      conversation.end();
      return windows;
    };
    const once = cut(800, 0);
    expect(once.length).toBeGreaterThan(5);
    expect(cut(160, 0)).toEqual(once);
    expect(cut(1_000, 4_000)).toEqual(once);
  });
  test('charge an interruption to who began later', () => {
    const agent = joined(silence(1.5), speak(2, CALM_VOICE, 3).subarray(0, 16_000), silence(4.5));
    const windows = heard(joined(speak(3, CALM_VOICE), silence(5)), agent);
    expect(windows.map(({ speaker, features }) => [speaker, features[FEATURES.indexOf('interruptions')]]).toSorted()).toEqual([['agent', 1], ['caller', 0]]);
  });
});
