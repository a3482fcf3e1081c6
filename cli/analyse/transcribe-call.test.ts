import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { systemClock } from '#core';
import { scriptedTranscription } from '#transcription';
import { transcribeCall } from './transcribe-call.ts';

const folder = mkdtempSync(join(tmpdir(), 'huawu-transcribe-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A quarter of a second of silence, two channels of 8 kHz. */
function wav(name: string): string {
  const data = Buffer.alloc(2_000 * 4);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  for (const [at, value] of [[16, 16], [24, 8_000], [28, 32_000], [40, data.length]] as const) head.writeUInt32LE(value, at);
  for (const [at, value] of [[20, 1], [22, 2], [32, 4], [34, 16]] as const) head.writeUInt16LE(value, at);
  head.write('data', 36, 'latin1');
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat([head, data]));
  return file;
}

const step = (seq: number, type: string, audioAt: number, data: Record<string, unknown>) => ({ callId: 'c1', seq, at: seq, type, audioAt, data });
const said = (turn: number, start: number, ...texts: string[]) => ({ at: 1, update: { kind: 'final' as const, turn, words: texts.map((text, i) => ({ text, start: start + i * 0.2, end: start + i * 0.2 + 0.1, confidence: 1 })) } });

it('the words of a recording stand in the order they were said, on the clock of the call, without secrets', async () => {
  // The caller's channel first; the recogniser hears half a second of silence before the recording.
  const transcription = scriptedTranscription({ clock: systemClock, script: ({ index }) => (index === 0 ? [said(0, 3, '我', '的', '手机', '幺', '三', '八', '零', '零', '幺', '三', '八', '零', '零', '零')] : [said(0, 1.5, '您好'), said(1, 9, '再见')]) });
  const events = [step(0, 'agent.connected', 0, { agent: 'anna' }), step(1, 'agent.connected', 8, { agent: 'bo' })];
  const turns = await transcribeCall(transcription, systemClock, wav('a.wav'), 'zh', events);
  expect(turns?.map(({ speaker, turn, agent, words }) => [speaker, turn, agent, words[0]?.start, words.map(({ text }) => text).join('')])).toEqual([
    ['agent', 0, 'anna', 1, '您好'],
    ['caller', 1, undefined, 2.5, expect.stringMatching(/^我的手机\[电话/)],
    ['agent', 2, 'bo', 8.5, '再见'],
  ]);
  expect(JSON.stringify(turns)).not.toContain('幺');
});
it('a file that is no recording has none', async () => {
  writeFileSync(join(folder, 'b.wav'), 'no sound');
  expect(await transcribeCall(scriptedTranscription({ clock: systemClock, script: () => [] }), systemClock, join(folder, 'b.wav'), 'en', [])).toBeUndefined();
});
