import { containing } from './transcript-text.ts';
import type { Bindings } from './narrowing.ts';

/** What no letter of a Latin word is beside its end; Chinese characters are beside each other without one. */
const EDGE = "[^a-z0-9']";
const LATIN_START = /^[a-z0-9']/;
const LATIN_END = /[a-z0-9']$/;
/** Characters shown on either side of the first match. */
const AROUND = 30;
const FIRST_MARK = '\u0001';
const LAST_MARK = '\u0002';

/** A condition on turns `t` that say the phrase in one of its forms: whole words. */
export function says(forms: readonly string[], to: Bindings): string {
  const each = forms.map((form) => {
    const like = `t.body LIKE ${to.bind(containing(form))}`;
    return LATIN_START.test(form) || LATIN_END.test(form) ? `${like} AND t.body ~ ${to.bind(patternOf(form))}` : like;
  });
  return each.length === 1 ? (each[0] ?? 'false') : `(${each.join(' OR ')})`;
}

const patternOf = (form: string) => `${LATIN_START.test(form) ? `(^|${EDGE})` : ''}${form}${LATIN_END.test(form) ? `(${EDGE}|$)` : ''}`;
const markable = (form: string) => `${LATIN_START.test(form) ? "(?<![a-z0-9'])" : ''}${form}${LATIN_END.test(form) ? "(?![a-z0-9'])" : ''}`;

/** The words around the first match in a turn, every match in them between U+0001 and U+0002. */
export function markedExcerpt(body: string, forms: readonly string[]): string {
  const longestFirst = forms.toSorted((a, b) => b.length - a.length);
  const matches = forms.length === 0 ? [] : [...body.matchAll(new RegExp(longestFirst.map(markable).join('|'), 'gu'))];
  const at = matches[0]?.index ?? 0;
  const [from, to] = [Math.max(0, at - AROUND), Math.min(body.length, at + (matches[0]?.[0].length ?? 0) + AROUND)];
  let text = '';
  let told = from;
  for (const { 0: match, index } of matches) {
    if (index + match.length > to) break;
    text += `${body.slice(told, index)}${FIRST_MARK}${match}${LAST_MARK}`;
    told = index + match.length;
  }
  return `${from > 0 ? '…' : ''}${text}${body.slice(told, to)}${to < body.length ? '…' : ''}`.toWellFormed();
}
