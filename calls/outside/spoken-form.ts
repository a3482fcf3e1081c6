import type { Language } from '#core';
import { pinyin } from 'pinyin-pro';

const HAN = /\p{Script=Han}+/gu;

/** How a text is given to a synthesizer that reads no Chinese characters: pinyin with tone numbers (5 = neutral). */
export function spokenForm(text: string, language: Language): string {
  if (language !== 'zh') return text;
  const syllables = (run: string) => pinyin(run, { type: 'array', toneType: 'num', toneSandhi: true }).map((one) => one.replace(/0$/, '5')).join(' ');
  const read = text.replaceAll(HAN, (run) => ` ${syllables(run)} `);
  return read.replaceAll(/[，、；：]/g, ', ').replaceAll(/[。！？]/g, '. ').replaceAll(/ +/g, ' ').trim();
}
