import { pinyin } from 'pinyin-pro';

/** `{行|hang2}`: a character with the reading it has here. */
const GIVEN = /\{(.)\|([a-zü]+[1-5])\}/gu;
const PAUSES: Readonly<Record<string, string>> = { '，': ',', '。': '.', '、': ',', '？': '?', '！': '!', '：': ',' };

/**
 * How a Chinese sentence is said: pinyin syllables with tone numbers (5 = neutral), `,` and `.` for the pauses.
 * 一 and 不 change their tones as in speech; two third tones in a row are changed by the synthesizer.
 * Throws for a character that has no reading.
 */
export function reading(sentence: string): string {
  const given = [...sentence.matchAll(GIVEN)].map((m) => ({ at: plainIndex(sentence, m.index), syllable: m[2] ?? '' }));
  const plain = sentence.replace(GIVEN, '$1');
  const syllables = pinyin(plain, { type: 'array', toneType: 'num', toneSandhi: true });
  return [...plain]
    .map((character, i) => {
      const pause = PAUSES[character];
      if (pause !== undefined) return pause;
      const syllable = (given.find(({ at }) => at === i)?.syllable ?? syllables[i] ?? '').replace(/0$/, '5');
      if (!/^[a-zü]+[1-5]$/.test(syllable)) throw new Error(`no reading for “${character}” in “${sentence}”`);
      return syllable;
    })
    .join(' ')
    .replaceAll(/ ([,.?!])/g, '$1');
}

/** The index a given reading has once all given readings before it are plain characters. */
const plainIndex = (sentence: string, index: number) => [...sentence.slice(0, index).replace(GIVEN, '$1')].length;
