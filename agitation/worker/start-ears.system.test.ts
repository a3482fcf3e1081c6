/** The worker thread measures what the same audio gives in this thread; when it dies, calls go on. */
import { afterEach, expect, test } from 'vitest';
import { silentLog, systemClock } from '#core';
import { windowsOf } from '../measure.ts';
import type { SpeechWindow } from '../model.ts';
import { CALM_VOICE, joined, RAISED_VOICE, speak } from '../testing/made-voice.ts';
import { type EarThread, type Ears, spawnEars, startEars } from './start-ears.ts';

let ears: Ears | undefined;
afterEach(() => ears?.close());

const caller = joined(speak(12, CALM_VOICE), speak(12, RAISED_VOICE));
const agent = speak(24, CALM_VOICE, 5);
const [FROM, UNTIL] = [0.137, 22.5];

test('windows are those of the recording, though audio comes in runs and goes on after the end', async () => {
  ears = startEars({ clock: systemClock, log: silentLog });
  const windows: SpeechWindow[] = [];
  const ear = ears.open(FROM, (window) => windows.push(window));
  const memory = new Int16Array(800);
  ear.stopAt(UNTIL);
  for (let at = 0; at + 800 <= caller.length; at += 800) {
    for (const [speaker, pcm] of [['caller', caller], ['agent', agent]] as const) {
      // The memory of a run is used again for the next.
      memory.set(pcm.subarray(at, at + 800));
      ear.push(speaker, { at, pcm: memory });
    }
  }
  await ear.end(60_000);
  const expected = windowsOf({ from: FROM, until: UNTIL, agent: '' }, { caller, agent });
  expect(expected.length).toBeGreaterThan(8);
  expect(windows).toEqual(expected);
  expect(ears.count).toBe(0);
});

test('a thread that dies ends the curves under way; the next conversation gets another one', async () => {
  const threads: EarThread[] = [];
  ears = startEars({ clock: systemClock, log: silentLog, spawn: () => (threads[threads.length] = spawnEars()) });
  const first = ears.open(0, () => {});
  first.push('caller', { at: 0, pcm: caller.subarray(0, 16_000) });
  await expect.poll(() => threads.length).toBe(1);
  await threads[0]?.terminate();
  await expect.poll(() => ears?.count).toBe(0);
  await first.end();
  const windows: SpeechWindow[] = [];
  const second = ears.open(0, (window) => windows.push(window));
  for (let at = 0; at < caller.length; at += 8_000) {
    second.push('caller', { at, pcm: caller.subarray(at, at + 8_000) });
    second.push('agent', { at, pcm: agent.subarray(at, at + 8_000) });
  }
  await second.end(60_000);
  expect([threads.length, windows.length > 8]).toEqual([2, true]);
});
