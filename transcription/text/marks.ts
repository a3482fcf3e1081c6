import type { CallSeconds, Language } from '#core';
import type { Word } from '../port.ts';
import { enMark } from './en-marks.ts';
import { type Mark, zhClauseEnd, zhMark } from './zh-marks.ts';

/** A pause within a turn that a reader sees as a comma, and one that ends the sentence. */
const COMMA_PAUSE: Record<Language, CallSeconds> = { zh: 0.25, en: 0.3 };
const SENTENCE_PAUSE: CallSeconds = 0.6;
/** Behind a particle hardly any pause is needed. */
const PARTICLE_PAUSE: CallSeconds = 0.08;
/** A clause shorter than this is no clause: hesitation. */
const SHORTEST: Record<Language, number> = { zh: 2, en: 2 };

/** The mark behind each word, undefined for none; by pauses, particles and question words. Pure. */
export function marksOf(words: readonly Word[], language: Language): readonly (Mark | undefined)[] {
  const marks: (Mark | undefined)[] = [];
  let from = 0;
  let sentence = 0;
  words.forEach((word, index) => {
    const next = words[index + 1];
    const pause = next ? next.start - word.end : Infinity;
    const clause = textOf(words.slice(from, index + 1), language);
    const last = pause >= SENTENCE_PAUSE;
    const particle = language === 'zh' && zhClauseEnd(word.text) && pause >= PARTICLE_PAUSE;
    if (!last && ((!particle && pause < COMMA_PAUSE[language]) || lengthOf(clause, language) < SHORTEST[language])) return void marks.push(undefined);
    // The question may have begun before a comma.
    const whole = textOf(words.slice(sentence, index + 1), language);
    const mark = language === 'zh' ? zhMark(clause, last) : enMark(last ? whole : clause, last);
    marks.push(mark);
    from = index + 1;
    if (mark !== ',') sentence = index + 1;
  });
  return marks;
}

const textOf = (words: readonly Word[], language: Language) => words.map(({ text }) => text.toLowerCase()).join(language === 'zh' ? '' : ' ');
const lengthOf = (clause: string, language: Language) => (language === 'zh' ? [...clause].length : clause.split(' ').length);

const SIGNS: Record<Language, Record<Mark, string>> = { zh: { ',': '，', '.': '。', '?': '？' }, en: { ',': ',', '.': '.', '?': '?' } };

export const signOf = (mark: Mark | undefined, language: Language): string => (mark === undefined ? '' : SIGNS[language][mark]);
