import type { Language } from '#core';
import type { Unit } from './sounds.ts';
import { readDigits } from './spoken-digits.ts';

/** What sounds like a digit where only digits are asked for; 是 is left out, it is said before numbers. */
const SYLLABLES: Readonly<Record<string, string>> = {
  ling: '零', yi: '一', yao: '幺', er: '二', liang: '两', san: '三', si: '四', wu: '五', liu: '六', qi: '七', ba: '八', jiu: '九',
};
/** No digit, though it may sound like one, and may stand anywhere. */
const FILLERS = new Set(['嗯', '呃', '啊', '吧', '哦', '那', 'uh', 'um', 'er', 'and']);
/** Parts of numbers that say nothing alone. */
const JOINTS = new Set(['百', 'double', 'triple', 'treble', 'hundred']);

/** The digits in what was heard, after a lead-in such as `my number is`; undefined when words stand between them. */
export function matchDigits(heard: readonly Unit[], language: Language): { digits: string; sure: number } | undefined {
  const units = heard.filter((unit) => !FILLERS.has(unit.text)).map((unit) => ({ ...unit, text: spelled(unit, language) }));
  const isDigit = ({ text }: Unit) => JOINTS.has(text) || readDigits([text], language) !== undefined;
  const run = units.slice(units.findIndex(isDigit), units.findLastIndex(isDigit) + 1);
  const outside = units.length - run.length;
  if (run.length === 0 || !units.some(isDigit)) return undefined;
  const digits = readDigits(run.map(({ text }) => text), language);
  if (digits === undefined) return undefined;
  const confidence = Math.min(...run.map((unit) => unit.confidence));
  // One digit at the end of a long sentence may be anything.
  return { digits, sure: outside > run.length + LEAD_IN ? confidence / 2 : confidence };
}

/** `my number is`, `我的号码是` and a little more. */
const LEAD_IN = 5;

function spelled({ text, sound, han }: Unit, language: Language): string {
  if (language === 'en' || !han || readDigits([text], 'zh') !== undefined || text === '百') return text;
  return SYLLABLES[sound] ?? text;
}
