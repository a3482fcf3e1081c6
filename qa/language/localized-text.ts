import type { Language } from '#core';
import { z } from 'zod';

/** What people read, by language; at least one is there. */
export type Texts = { readonly [L in Language]?: string };

const LANGUAGES: readonly string[] = ['zh', 'en'] satisfies readonly Language[];
/** More does nobody read in the middle of a call. */
const LONGEST = 500;

/** One text for both languages (`hint: 请更正`), or one for each (`hint: {zh: 请更正, en: Put it right}`). */
export const localizedText = z.unknown().transform((value, context): Texts => {
  const wrong = (path: readonly string[], message: string) => {
    context.addIssue({ code: 'custom', path: [...path], message });
    return z.NEVER;
  };
  if (typeof value === 'string') return short(value) ? { zh: value, en: value } : wrong([], `must be 1 to ${LONGEST} characters long`);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return wrong([], 'must be text, or a map with zh and en');
  const entries = Object.entries(value);
  if (entries.length === 0) return wrong([], 'names no language; zh, en or both are needed');
  for (const [language, text] of entries) {
    if (!LANGUAGES.includes(language)) wrong([language], `is not known; allowed here: ${LANGUAGES.join(', ')}`);
    else if (typeof text !== 'string') wrong([language], 'is not text');
    else if (!short(text)) wrong([language], `must be 1 to ${LONGEST} characters long`);
  }
  return value as Texts;
});

/** For readers of the other language, too: a text they half understand is better than none. */
export function inBoth({ zh, en }: Texts): { readonly zh: string; readonly en: string } {
  return { zh: zh ?? en ?? '', en: en ?? zh ?? '' };
}

const short = (text: string) => text.length > 0 && text.length <= LONGEST;
