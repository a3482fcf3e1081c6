/** Messages of callers, on a clock that stands still; the files are real. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ManualClock, Scope } from '#core';
import { openSealed, readWav, tone, writeWav } from '#media';
import { defaultTokens, SECRET_KINDS } from '#redaction';
import { scriptedTranscription } from '#transcription';
import { afterEach, expect, test } from 'vitest';
import { StoryHouse } from '#test/simulators/house/index';
import type { Call } from '../call.ts';
import { askWorld } from '../flow/ask-world.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const REQUEST = { kind: 'voicemail', queue: 'sales', maxMs: 60_000, silenceMs: 3_000, finishOn: '#' } as const;

/** A caller who has heard the beep and speaks. */
async function afterBeep(more: Partial<ConstructorParameters<typeof StoryHouse>[0] & object> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'voicemail-'));
  folders.push(folder);
  const house = new StoryHouse({ ...more, settings: { voicemailFolder: join(folder, 'voicemail'), recordingsBase: folder, ...more.settings } });
  const { leg } = await house.call('4000', { from: '13800138000' });
  const call = [...house.flow.open][0] as Call;
  const scope = new Scope(call.scope);
  const asked = askWorld(call, REQUEST, scope);
  await house.settle();
  expect(house.callerHears.playing).toBe('en/beep');
  house.callerHears.heard();
  await house.settle();
  const audio = house.media.audios.at(-1)!;
  let at = 0;
  /** The recorder hears it in runs of 100 ms, and the file grows. */
  const hear = async (ms: number, hertz: number) => {
    for (let left = ms; left > 0; left -= 100, at += 800) {
      const pcm = hertz > 0 ? tone(hertz, 100, 0.3, 8_000) : new Int16Array(800);
      audio.frames.emit({ speaker: 'caller', frame: { at, pcm } });
      await house.pass(100);
    }
  };
  const file = audio.file!;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, writeWav({ rate: 8_000, channels: [tone(400, 5_000, 0.3, 8_000), new Int16Array(40_000)] }));
  return { house, call, leg, asked, hear, file, audio };
}

test('a message ends with the key, is kept as mono without the silence after it, and stands in the list of its queue', async () => {
  const { house, call, leg, asked, hear, file, audio } = await afterBeep();
  await hear(2_000, 400);
  await hear(1_000, 0);
  leg.press('#');
  await house.settle();
  expect(await asked).toEqual({ outcome: 'recorded', data: { seconds: 2.5 } });
  const wav = readWav(readFileSync(file));
  expect(wav.ok && [wav.value.channels.length, wav.value.channels[0]?.length]).toEqual([1, 20_000]);
  expect(await house.voicemails.find({ limit: 10, queues: ['sales'], done: false })).toMatchObject([{ call: call.id, queue: 'sales', from: '13800138000', seconds: 2.5, file: expect.stringMatching(/^voicemail\/\d{4}\/\d\d\/\d\d\/.*\.wav$/) }]);
  expect(house.told('voicemail.left')).toMatchObject({ queue: 'sales', seconds: 2.5, why: 'key' });
  expect(audio.closed).toBe(true);
});

test('silence ends it, other keys do not', async () => {
  const { asked, hear, leg, house } = await afterBeep();
  await hear(1_000, 400);
  leg.press('5');
  await hear(3_000, 0);
  expect(await asked).toMatchObject({ outcome: 'recorded' });
  expect(house.told('voicemail.left')).toMatchObject({ why: 'silence' });
});

test('a caller who hangs up has left the message, and did not abandon', async () => {
  const { house, hear, leg } = await afterBeep();
  await hear(1_500, 400);
  leg.bye();
  await house.flow.endAll('over');
  expect(house.story.slice(-2)).toEqual(['voicemail.left', 'call.ended']);
  expect(house.told('call.ended')).toMatchObject({ outcome: 'finished', by: 'caller' });
  expect((await house.voicemails.find({ limit: 10 })).length).toBe(1);
});

test('nothing said: no message, no file', async () => {
  const { asked, hear, file, house } = await afterBeep();
  await hear(3_000, 0);
  expect(await asked).toMatchObject({ outcome: 'empty' });
  expect([existsSync(file), await house.voicemails.find({ limit: 10 })]).toEqual([false, []]);
});

test('a number said in a message is neither in its text nor in its sound; the whole of it is kept encrypted', async () => {
  const clock = new ManualClock();
  const word = (text: string, start: number) => ({ text, start, end: start + 0.3, confidence: 1 });
  const words = [word('打', 0.1), word('一三八', 0.5), word('零零一三', 0.9), word('八零零零', 1.3), word('谢谢', 2)];
  const key = new Uint8Array(32).fill(7);
  const { house, asked, hear, leg, file } = await afterBeep({
    clock,
    transcription: scriptedTranscription({ clock, pace: 'audio', script: () => [{ at: 2_400, update: { kind: 'final', turn: 0, words } }] }),
    settings: {
      redactionOf: (_, language) => ({ kinds: new Set(SECRET_KINDS), tokens: defaultTokens(language), holdSeconds: 3 }),
      originalOf: () => 'encrypted',
      recordingKey: () => key,
    },
  });
  await hear(2_500, 400);
  leg.press('#');
  await house.settle();
  expect(await asked).toMatchObject({ outcome: 'recorded' });
  expect(await house.voicemails.find({ limit: 10 })).toMatchObject([{ text: expect.stringMatching(/^打\D*••••\D*谢谢$/) }]);
  const wav = readWav(readFileSync(file));
  const loudest = (from: number, to: number) => Math.max(...(wav.ok ? (wav.value.channels[0] ?? []) : []).slice(from * 8_000, to * 8_000).map(Math.abs));
  expect([loudest(0.55, 1.55), loudest(0.1, 0.3) > 3_000, loudest(2, 2.4) > 3_000]).toEqual([0, true, true]);
  const sealed = await openSealed(`${file}.sealed`, key);
  expect(sealed.ok && sealed.value.size > 40_000).toBe(true);
});
