/**
 * Makes the shipped prompts: words by espeak-ng (Debian package espeak-ng), tones and music by ourselves.
 * Same texts and same espeak-ng, same files. Usage: node scripts/run.mjs scripts/make-prompts.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Language, SAMPLE_RATE } from '#core';
import { finishSpeech, joined } from '../prompts/making/finish.ts';
import { measure } from '../prompts/making/measure.ts';
import { music } from '../prompts/making/music.ts';
import { reading } from '../prompts/making/reading.ts';
import { resample } from '../prompts/making/resample.ts';
import { type Part, spokenFiles, wordsMark } from '../prompts/making/texts.ts';
import { beep, ringback } from '../prompts/making/tones.ts';
import { type Sound, readWav, writeWav } from '../prompts/making/wav.ts';

const FOLDER = path.join(import.meta.dirname, '..', 'prompts');
/** espeak-ng's `cmn` voice spells out many characters as Latin letters; fed with pinyin it reads them all. */
const VOICES: Record<Language, readonly string[]> = {
  zh: ['-v', 'cmn-latn-pinyin', '-s', '150'],
  en: ['-v', 'en-us', '-s', '150'],
};
/** On top of the silence every prompt has at its ends. */
const BETWEEN_LANGUAGES_SECONDS = 0.2;

function speak({ language, text }: Part, scratch: string): Sound {
  const file = path.join(scratch, 'voice.wav');
  const words = language === 'zh' ? reading(text) : text;
  const phonemes = execFileSync('espeak-ng', [...VOICES[language], '-q', '-x', words], { encoding: 'utf8' });
  if (language === 'zh' && phonemes.includes('(en)')) throw new Error(`read as English letters: ${text} (${words})`);
  execFileSync('espeak-ng', [...VOICES[language], '-w', file, words]);
  return finishSpeech(resample(readWav(readFileSync(file)), SAMPLE_RATE));
}

function spoken(parts: readonly Part[], scratch: string): Sound {
  const pause = { rate: SAMPLE_RATE, samples: new Float64Array(BETWEEN_LANGUAGES_SECONDS * SAMPLE_RATE) };
  return joined(parts.flatMap((part, i) => [...(i === 0 ? [] : [pause]), speak(part, scratch)]), 0);
}

const rows = [['file', 'seconds', 'rms dBFS', 'peak dBFS', 'words'].join('\t')];
function save(file: string, sound: Sound, words: string): void {
  mkdirSync(path.dirname(path.join(FOLDER, file)), { recursive: true });
  const bytes = writeWav(sound);
  writeFileSync(path.join(FOLDER, file), bytes);
  const { seconds, rmsDb, peakDb } = measure(readWav(bytes));
  rows.push([file, seconds.toFixed(2), rmsDb.toFixed(1), peakDb.toFixed(1), words].join('\t'));
}

const scratch = mkdtempSync(path.join(tmpdir(), 'prompts-'));
try {
  for (const { file, parts } of spokenFiles(path.join(FOLDER, 'texts.yaml'))) save(file, spoken(parts, scratch), wordsMark(parts));
} finally {
  rmSync(scratch, { recursive: true });
}
save('beep.wav', beep(), '-');
save('ringback.wav', ringback(), '-');
save('music.wav', music(), '-');
writeFileSync(path.join(FOLDER, 'measured.tsv'), `${rows.join('\n')}\n`);
process.stdout.write(`${rows.join('\n')}\n`);
