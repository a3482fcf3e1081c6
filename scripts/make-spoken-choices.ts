/**
 * Makes test/fixtures/spoken: what callers say in menus, by espeak-ng voices the demo models were not trained on.
 * Same espeak-ng, same files. Usage: node scripts/run.mjs scripts/make-spoken-choices.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Language, SAMPLE_RATE } from '#core';
import { finishSpeech } from '../prompts/making/finish.ts';
import { reading } from '../prompts/making/reading.ts';
import { resample } from '../prompts/making/resample.ts';
import { readWav, writeWav } from '../prompts/making/wav.ts';

const FOLDER = path.join(import.meta.dirname, '..', 'test', 'fixtures', 'spoken');
const VOICES = ['m7', 'f4'] as const;
/** What is said; 幺 in numbers is yao. */
const SAID: Readonly<Record<Language, readonly string[]>> = {
  zh: ['销售', '技术支持', '我要人工', '按二', '两', '幺三八零零', '四五六', '天气'],
  en: ['sales', 'technical support', 'agent please', 'press two', 'double five six', 'one three eight oh zero', 'four', 'weather'],
};

const scratch = mkdtempSync(path.join(tmpdir(), 'spoken-'));
for (const language of ['zh', 'en'] as const) {
  mkdirSync(path.join(FOLDER, language), { recursive: true });
  const rows = SAID[language].flatMap((text, i) =>
    VOICES.map((voice) => {
      const made = path.join(scratch, 'voice.wav');
      const words = language === 'zh' ? reading(text) : text;
      execFileSync('espeak-ng', ['-v', `${language === 'zh' ? 'cmn-latn-pinyin' : 'en-us'}+${voice}`, '-w', made, words]);
      const file = `${String(i).padStart(2, '0')}_${voice}.wav`;
      writeFileSync(path.join(FOLDER, language, file), writeWav(finishSpeech(resample(readWav(readFileSync(made)), SAMPLE_RATE))));
      return [file, text, `espeak+${voice}`].join('\t');
    }),
  );
  writeFileSync(path.join(FOLDER, language, 'transcripts.tsv'), `${rows.join('\n')}\n`);
}
rmSync(scratch, { recursive: true });
