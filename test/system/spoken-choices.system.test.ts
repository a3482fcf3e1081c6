/** What callers say in menus, heard by libvosk with the grammar of the menu. The demo models know these words; a real model knows more. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '#core';
import { type FlowGrammar, grammarOf, likeliest, matchSpeech, type SpeechMatch } from '#ivr';
import type { Transcription } from '#transcription';
import { play, realTranscription } from '../../transcription/testing/play.ts';
import { FIXTURES, readSamples } from '../../transcription/testing/recordings.ts';

/** Half a second of a quiet line before and after. */
const LEAD_IN = 4000;
const MENU: FlowGrammar = {
  choices: [
    { key: '1', phrases: ['销售', 'sales'] },
    { key: '2', phrases: ['技术支持', 'technical support'] },
    { key: '4', phrases: ['账单', 'billing'] },
    { key: '0', phrases: ['人工', '转人工', 'agent'] },
  ],
  digits: false,
};
const DIGITS: FlowGrammar = { choices: [], digits: true };
/** What each recording must come to, in the order of the files; digits are asked for by a question of their own. */
const EXPECTED: Readonly<Record<Language, readonly string[]>> = {
  zh: ['1', '2', '0', '2', '2', '13800', '456', 'no-match'],
  en: ['1', '2', '0', '2', '556', '13800', '4', 'no-match'],
};
/** What the demo model does not get, told as it is: 两 in one voice is no word for it, of 四五六 it loses one digit. */
const BEYOND_THE_MODEL: Readonly<Record<string, string>> = { 'zh/04_f4.wav': 'no-match', 'zh/06_f4.wav': '46' };

let transcription: Transcription;
beforeAll(async () => void (transcription = await realTranscription()));
afterAll(() => transcription.close());

const rowsOf = (language: Language) =>
  readFileSync(`${FIXTURES}/spoken/${language}/transcripts.tsv`, 'utf8').trim().split('\n').map((line) => line.split('\t'));

/** `heardIn`: the language of the recogniser, if it is not that of the recording. */
async function answer(file: string, grammar: FlowGrammar, language: Language, heardIn = language): Promise<{ words: string; came: string; match: SpeechMatch; troubles: readonly string[] }> {
  const pcm = readSamples(`${FIXTURES}/spoken/${language}/${file}`);
  const line = new Int16Array(LEAD_IN + pcm.length + LEAD_IN);
  line.set(pcm, LEAD_IN);
  const heard = await play(transcription, line, { language: heardIn, grammar: grammarOf(grammar, heardIn) });
  const words = heard.finals.flatMap((final) => final.words);
  const match = matchSpeech(words, grammar, heardIn);
  const came = match.kind === 'choice' ? match.key : match.kind === 'digits' ? match.digits : match.kind;
  return { words: words.map(({ text }) => text).join(' '), came, match, troubles: heard.troubles };
}

describe.each(['zh', 'en'] as const)('a menu answered in words: %s', (language) => {
  test.each(rowsOf(language).map(([file = '', text = '', voice = '']) => ({ file, text, voice })))('“$text” by $voice', async ({ file }) => {
    const expected = EXPECTED[language][Number(file.slice(0, 2))] ?? '';
    const grammar = expected.length > 1 && expected !== 'no-match' ? DIGITS : MENU;
    const { words, came } = await answer(file, grammar, language);
    expect({ words, came }).toMatchObject({ came: BEYOND_THE_MODEL[`${language}/${file}`] ?? expected });
  });
});

// The demo models know neither 中文 nor “English”; what they do know shows that two recognisers keep the languages apart.
describe('a menu listened to in both languages', () => {
  test.each([
    ['zh', '00_m7.wav', '1'], ['zh', '03_f4.wav', '2'], ['zh', '07_m7.wav', 'no-match'],
    ['en', '00_f4.wav', '1'], ['en', '03_m7.wav', '2'], ['en', '07_m7.wav', 'no-match'],
  ] as const)('%s/%s comes to %s, whatever the caller speaks', async (language, file, expected) => {
    const heard = [await answer(file, MENU, language, 'zh'), await answer(file, MENU, language, 'en')];
    const meant = likeliest(heard.map(({ match }) => match));
    expect(meant.kind === 'choice' ? meant.key : meant.kind).toBe(expected);
    // The other language heard nothing that is in the menu.
    expect(heard[language === 'zh' ? 1 : 0]?.came).toBe('no-match');
  });
});

test('a phrase the model cannot know is told, and the others are still heard', async () => {
  const odd: FlowGrammar = { choices: [{ key: '1', phrases: ['sales'] }, { key: '9', phrases: ['quokka'] }], digits: false };
  const { came, troubles } = await answer('00_m7.wav', odd, 'en');
  expect([came, troubles]).toEqual(['1', ['transcription.grammar-words']]);
});

test('a menu whose words the model all lacks is listened to in all words, and nothing crashes', async () => {
  const pids = transcription.pids();
  const pcm = readSamples(`${FIXTURES}/spoken/en/00_m7.wav`);
  const heard = await play(transcription, pcm, { language: 'en', grammar: ['quokka', 'numbat'] });
  expect([heard.text, heard.troubles, transcription.pids()]).toEqual(['sales', ['transcription.grammar-words'], pids]);
});
