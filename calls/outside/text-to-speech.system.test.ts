import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock, Scope, jsonLog, seededRandom } from '#core';
import type { PromptRef } from '#media';
import { afterEach, expect, test } from 'vitest';
import { spokenForm } from './spoken-form.ts';
import { TextToSpeech, type TextToSpeechOptions } from './text-to-speech.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A speaking command that writes its arguments, one per line, and counts how often it ran. */
function speaking(more: Partial<TextToSpeechOptions> = {}, script = 'printf "%s\\n" "$@" > "$1"; echo x >> "$(dirname "$0")/runs"') {
  const folder = mkdtempSync(join(tmpdir(), 'speech-'));
  folders.push(folder);
  const program = join(folder, 'speak.sh');
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  const clock = new ManualClock();
  const forgotten: PromptRef[] = [];
  const lines: string[] = [];
  const log = jsonLog({ clock, level: 'debug', write: (line) => void lines.push(line) });
  const sounds = join(folder, 'tts');
  const speech = new TextToSpeech({ command: [program, '{file}', '-v{voice}', '{text}'], voices: { zh: 'zh', en: 'en' }, folder: sounds, timeoutMs: 5_000, most: 3, forget: (sound) => void forgotten.push(sound), clock, random: seededRandom(1), log, ...more });
  const runs = () => (existsSync(join(folder, 'runs')) ? readFileSync(join(folder, 'runs'), 'utf8').length / 2 : 0);
  return { speech, sounds, runs, forgotten, lines, clock };
}

test('a text goes to the command as one argument, whatever is in it, and is made once', async () => {
  const { speech, sounds, runs } = speaking();
  const evil = '-f $(touch /tmp/x); "quoted" `id`';
  const twice = await Promise.all([speech.soundOf(evil, 'en', new Scope()), speech.soundOf(evil, 'en', new Scope())]);
  expect(twice[0]).toEqual(twice[1]);
  const written = readFileSync(join(sounds, 'en', `${twice[0]?.name}.wav`), 'utf8').split('\n');
  expect(written.slice(1)).toEqual(['-ven', ` ${evil}`, '']);
  await speech.soundOf(evil, 'en', new Scope());
  expect(runs()).toBe(1);
});

test('of more sounds than are kept the one not used for the longest time goes', async () => {
  const { speech, sounds, forgotten, clock } = speaking();
  const first = await speech.soundOf('1', 'en', new Scope());
  for (const text of ['2', '3']) await speech.soundOf(text, 'en', new Scope());
  clock.advance(365 * 86_400_000 * 100);
  await speech.soundOf('1', 'en', new Scope());
  await speech.soundOf('2', 'en', new Scope());
  await speech.soundOf('4', 'en', new Scope());
  expect(readdirSync(join(sounds, 'en')).length).toBe(3);
  expect(forgotten.length).toBe(1);
  expect(readdirSync(join(sounds, 'en'))).toContain(`${first?.name}.wav`);
});

test('a secret is kept nowhere once it was heard', async () => {
  const { speech, sounds, forgotten } = speaking();
  const scope = new Scope();
  const sound = await speech.soundOf('1234', 'en', scope, { fleeting: true });
  expect(readdirSync(join(sounds, 'en'))).toEqual([`${sound?.name}.wav`]);
  scope.end();
  expect(readdirSync(join(sounds, 'en'))).toEqual([]);
  expect(forgotten).toEqual([sound]);
});

test('a command that fails, is missing or takes too long gives no sound, and the log does not have the text', async () => {
  const wrong = speaking({}, 'exit 3');
  expect(await wrong.speech.soundOf('secret words', 'en', new Scope())).toBeUndefined();
  expect(wrong.lines.join()).toContain('check speech.command');
  expect(wrong.lines.join()).not.toContain('secret words');
  const missing = speaking({ command: ['/nowhere/speak', '{text}'] });
  expect(await missing.speech.soundOf('a', 'zh', new Scope())).toBeUndefined();
  const slow = speaking({ timeoutMs: 50 }, 'exec sleep 30');
  expect(await slow.speech.soundOf('a', 'zh', new Scope())).toBeUndefined();
  expect(slow.lines.join()).toContain('took too long');
});

test('Chinese is given as pinyin where the command asks for it', () => {
  expect(spokenForm('您好，余额是12元。', 'zh')).toBe('nin2 hao3 , yu2 e2 shi4 12 yuan2 .');
  expect(spokenForm('Hello', 'en')).toBe('Hello');
});
