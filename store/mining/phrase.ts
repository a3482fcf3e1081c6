import { containing, plainText } from '../reviews/transcript-text.ts';
import type { Bindings } from './narrowing.ts';

/** What no letter of a Latin word is beside its end; Chinese characters are beside each other without one. */
const EDGE = "[^a-z0-9']";
const LATIN_START = /^[a-z0-9']/;
const LATIN_END = /[a-z0-9']$/;
/** Characters shown on either side of the first match. */
const AROUND = 30;
const FIRST_MARK = '\u0001';
const LAST_MARK = '\u0002';

/** What is looked for, as turns are compared; undefined when it has no letter at all. */
export function phraseOf(text: string): string | undefined {
  const phrase = plainText(text);
  return phrase === '' ? undefined : phrase;
}

/** A condition on turns `t` that say the phrase: whole words. */
export function says(phrase: string, to: Bindings): string {
  const like = `t.body LIKE ${to.bind(containing(phrase))}`;
  return LATIN_START.test(phrase) || LATIN_END.test(phrase) ? `${like} AND t.body ~ ${to.bind(patternOf(phrase))}` : like;
}

const patternOf = (phrase: string) => `${LATIN_START.test(phrase) ? `(^|${EDGE})` : ''}${phrase}${LATIN_END.test(phrase) ? `(${EDGE}|$)` : ''}`;

/** The words around the first match in a turn, every match in them between U+0001 and U+0002. */
export function markedExcerpt(body: string, phrase: string): string {
  const matches = [...body.matchAll(new RegExp(`${LATIN_START.test(phrase) ? "(?<![a-z0-9'])" : ''}${phrase}${LATIN_END.test(phrase) ? "(?![a-z0-9'])" : ''}`, 'gu'))];
  const at = matches[0]?.index ?? 0;
  const [from, to] = [Math.max(0, at - AROUND), Math.min(body.length, at + phrase.length + AROUND)];
  let text = '';
  let told = from;
  for (const { index } of matches) {
    if (index + phrase.length > to) break;
    text += `${body.slice(told, index)}${FIRST_MARK}${phrase}${LAST_MARK}`;
    told = index + phrase.length;
  }
  return `${from > 0 ? '…' : ''}${text}${body.slice(told, to)}${to < body.length ? '…' : ''}`.toWellFormed();
}
