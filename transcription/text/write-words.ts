import type { Language } from '#core';
import type { Word } from '../port.ts';
import { enRewritings } from './en-numbers.ts';
import { marksOf, signOf } from './marks.ts';
import type { Rewriting } from './rewriting.ts';
import { zhRewritings } from './zh-numbers.ts';

/** How words of a queue are written for people. */
export interface Writing {
  /** Numbers, dates, amounts and times in figures. */
  readonly numbers: boolean;
  /** Commas, full stops, question marks; capitals in English. */
  readonly punctuation: boolean;
}

/**
 * Gives the words of a finished turn the form people read: `written`, beside the `text` that was heard, which stays for rules
 * and search as its times do. A number of several words stands at its first one, the others are written as nothing:
 *
 *     text     我 要 退 一百 二十 块
 *     written  我 要 退 120  ''   块。
 *
 * Words written as they were heard have no `written`. Pure.
 */
export function writeWords<T extends Word>(words: readonly T[], language: Language, { numbers, punctuation }: Writing): readonly T[] {
  const plain = numbers ? inFigures(words, language) : words.map(({ text }) => text);
  const shown = punctuation ? punctuated(words, plain, language) : plain;
  return words.map((word, index) => (shown[index] === word.text ? word : { ...word, written: shown[index] ?? word.text }));
}

/** The text of written words; words written as nothing leave no gap. */
export function writtenText(words: readonly Pick<Word, 'text' | 'written'>[]): string {
  const shown = words.map(({ text, written }) => written ?? text).filter((text) => text !== '');
  return shown.reduce((all, text) => all + (all === '' || (CLOSE.test(all.at(-1) ?? '') || CLOSE.test(text.charAt(0))) ? '' : ' ') + text, '');
}

/** Characters beside which no space is set. */
const CLOSE = /[\p{Script=Han}，。？]/u;

function inFigures(words: readonly Word[], language: Language): string[] {
  // Chinese numbers begin and end within words, English ones between them.
  const units = words.flatMap(({ text }, word) => (language === 'zh' ? text.split('') : [text]).map((unit) => ({ unit, word })));
  const found = language === 'zh' ? zhRewritings(units.map(({ unit }) => unit).join('')) : enRewritings(units.map(({ unit }) => unit));
  const written = words.map(() => '');
  const at = new Map<number, Rewriting>(found.map((each) => [each.from, each]));
  for (let index = 0; index < units.length; ) {
    const { unit = '', word = 0 } = units[index] ?? {};
    const rewriting = at.get(index);
    written[word] = `${written[word] ?? ''}${rewriting?.text ?? unit}`;
    index = rewriting?.to ?? index + 1;
  }
  return written;
}

function punctuated(words: readonly Word[], plain: readonly string[], language: Language): string[] {
  const written = [...plain];
  let begins = true;
  marksOf(words, language).forEach((mark, index) => {
    const text = written[index] ?? '';
    if (language === 'en' && text !== '') written[index] = begins || /^i(?:'|$)/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
    if (text !== '') begins = false;
    // Within a number no mark is set.
    const within = (plain[index + 1] ?? 'x') === '';
    if (mark === undefined || within) return;
    const holder = written.findLastIndex((each, i) => i <= index && each !== '');
    if (holder >= 0) written[holder] = `${written[holder]}${signOf(mark, language)}`;
    if (mark !== ',') begins = true;
  });
  return written;
}
