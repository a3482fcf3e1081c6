import { INTENSIFIERS_EN, LEXICON_EN, NEGATIONS_EN, SOFTENERS_EN } from './lexicon-en.ts';
import { INTENSIFIERS_ZH, LEXICON_ZH, NEGATIONS_ZH, SOFTENERS_ZH } from './lexicon-zh.ts';

/** A phrase heard in a turn. */
export interface HeatedPhrase {
  readonly phrase: string;
  /** 0..1 after negation and intensifiers; 0 = said not to be so. */
  readonly heat: number;
}

type Phrase = { readonly units: readonly string[]; readonly text: string; readonly heat: number };

/** How far before a phrase a negation still speaks of it, in units: "not at all that angry", 并没有很生气. */
const REACH = { zh: 4, en: 4 };
const STRONGER = 1.35;
const SOFTER = 0.6;

/** A turn as units: each Han character, each word of letters in lower case. Chinese need not be parted into words. */
export function unitsOf(texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.toLowerCase().replaceAll('’', '\'').match(/\p{Script=Han}|[\p{Letter}\p{Number}']+/gu) ?? []);
}

const byFirst = new Map<string, Phrase[]>();
for (const lexicon of [LEXICON_ZH, LEXICON_EN]) {
  for (const [heat, phrases] of Object.entries(lexicon)) {
    for (const text of phrases) {
      const units = unitsOf([text]);
      const first = units[0] ?? '';
      byFirst.set(first, [...(byFirst.get(first) ?? []), { units, text, heat: Number(heat) }].toSorted((a, b) => b.units.length - a.units.length));
    }
  }
}
const asUnits = (words: readonly string[]) => words.map((word) => unitsOf([word]));
const MODIFIERS = {
  zh: { negations: asUnits(NEGATIONS_ZH), stronger: asUnits(INTENSIFIERS_ZH), softer: asUnits(SOFTENERS_ZH) },
  en: { negations: asUnits(NEGATIONS_EN), stronger: asUnits(INTENSIFIERS_EN), softer: asUnits(SOFTENERS_EN) },
};
/** Units that only look like a negation before a phrase: 是不是, 要不要, 不但, "not only". */
const NO_NEGATIONS = asUnits(['不但', '不仅', '不光', '是不是', '能不能', '要不', '不得不', '不能不', 'not only', 'no wonder', 'why not', 'not just']);

/** The phrases of a turn that tell of agitation, the longest at each place. */
export function heatedPhrases(texts: readonly string[]): HeatedPhrase[] {
  const units = unitsOf(texts);
  const found: HeatedPhrase[] = [];
  for (let at = 0; at < units.length; ) {
    const phrase = byFirst.get(units[at] ?? '')?.find((each) => standsAt(units, each.units, at));
    if (phrase) found.push({ phrase: phrase.text, heat: modified(phrase, units, at) });
    at += phrase?.units.length ?? 1;
  }
  return found;
}

/** Agitation of a turn from its words, 0..1: phrases add up without ever passing 1. Irony is not understood. */
export function heatOfTurn(texts: readonly string[]): number {
  return 1 - heatedPhrases(texts).reduce((calm, { heat }) => calm * (1 - heat), 1);
}

function modified({ heat, units: phrase }: Phrase, units: readonly string[], at: number): number {
  const language = /\p{Script=Han}/u.test(phrase[0] ?? '') ? 'zh' : 'en';
  const { negations, stronger, softer } = MODIFIERS[language];
  const before = units.slice(Math.max(0, at - REACH[language]), at);
  if (isNegated(before, negations)) return 0;
  const strength = endsNear(before, stronger) ? STRONGER : endsNear(before, softer) ? SOFTER : 1;
  return Math.min(0.97, heat * strength);
}

/** An odd number of negations: "not that I am not angry" says that somebody is. */
function isNegated(before: readonly string[], negations: readonly (readonly string[])[]): boolean {
  let count = 0;
  for (let at = 0; at < before.length; ) {
    const none = NO_NEGATIONS.find((each) => standsAt(before, each, at));
    const negation = negations.filter((each) => standsAt(before, each, at)).toSorted((a, b) => b.length - a.length)[0];
    if (!none && negation) count += 1;
    at += none?.length ?? negation?.length ?? 1;
  }
  return count % 2 === 1;
}

const endsNear = (before: readonly string[], words: readonly (readonly string[])[]) =>
  words.some((word) => [0, 1, 2].some((back) => standsAt(before, word, before.length - word.length - back)));

const standsAt = (units: readonly string[], phrase: readonly string[], at: number) => at >= 0 && phrase.every((unit, i) => units[at + i] === unit);
