import { NEGATIONS } from './english/everyday-words.ts';
import { wordDistance } from './english/english-word.ts';
import { syllablesDistance } from './syllable.ts';
import { isWeak, type Unit } from './units.ts';

/**
 * Prices in bits: how much less likely it becomes that the phrase was said. A phrase holds the evidence of its units; what is left after all
 * prices must not be chance (`tolerance`). Docs: docs/decisions/0124-phrases-by-evidence.md.
 */

/** What a unit that was not heard costs above its own evidence: errors are rarer than words heard right. */
const ERROR = { weak: 3.4, word: 2.8, syllable: 5 } as const;
/** The last word that says something tells more: talk often begins alike and ends in something else. */
const CUT_SHORT = 8.2;
/** Without its "not" a sentence is another one, and as likely to be said. */
const TURNED = 3;
/** What a unit costs that was put in. */
const EXTRA = { weak: 5.3, word: 4.3, syllable: 6 } as const;

const kindOf = (unit: Unit) => (unit.syllables ? 'syllable' : isWeak(unit) ? 'weak' : 'word');

/** The price of not hearing a unit. */
export const missing = (unit: Unit): number => unit.bits + ERROR[kindOf(unit)] + (unit.last ? CUT_SHORT : 0) + (isNegation(unit) ? TURNED : 0);

/** The price of a unit that belongs to nothing. */
export const extra = (unit: Unit): number => EXTRA[kindOf(unit)];

/** The price of hearing one unit for the other. */
export function substitution(wanted: Unit, heard: Unit): number {
  if (wanted.key === heard.key) return 0;
  if (wanted.syllables && heard.syllables) return missing(wanted) * syllablePrice(syllablesDistance(wanted.syllables, heard.syllables));
  return wanted.word && heard.word ? Math.min(missing(wanted), wordPrice(wanted, heard, wordDistance(wanted.word, heard.word))) : missing(wanted);
}

/** Every tenth syllable shares its half with another: that is little evidence. */
const HALF = 0.6;
const syllablePrice = (apart: number) => (apart <= 0.5 ? apart * 2 * HALF : HALF + (apart - 0.5) * 2 * (1 - HALF));

/**
 * How much of its evidence is left of a word heard at a distance of 0, 0.1 … 0.8: so many bits fewer are told by it as there are more other words that
 * sound as near (of 2,000 words one in 4,000 within 0.1, one in 1,000 within 0.3, one in 50 within 0.5, one in 16 within 0.6). Below 0 it is an error.
 */
const LEFT = [1, 0.95, 0.86, 0.76, 0.48, 0.33, 0.02, -0.97, -1.28, -1.28, -1.28] as const;
/** From here on a last word is some other word, and wholly so at so much more. */
const OTHER_FROM = 0.45;
const OTHER_WITHIN = 0.2;
/** A common word was rather said than misheard: the share of the evidence it has less that is lost; more so where talk ends otherwise. */
const COMMONER = 0.39;
const COMMONER_LAST = 1.07;

function wordPrice(wanted: Unit, heard: Unit, apart: number): number {
  const left = leftAt(apart * 10);
  const price = left > 0 ? wanted.bits * (1 - left) : wanted.bits - left * ERROR[kindOf(wanted)];
  const commoner = Math.max(0, wanted.bits - heard.bits);
  if (!wanted.last) return price + commoner * COMMONER;
  return price + commoner * COMMONER_LAST + CUT_SHORT * Math.min(1, Math.max(0, (apart - OTHER_FROM) / OTHER_WITHIN));
}

function leftAt(tenths: number): number {
  const low = Math.floor(tenths);
  const [from = -1, to = -1] = [LEFT[low], LEFT[low + 1]];
  return from + (tenths - low) * (to - from);
}

/** Bits that must be left, so that a hit is not chance; the share of a phrase that may be wrong at most. */
const LEAST = { words: 11, syllables: 14 } as const;
const AT_MOST = { words: 0.53, syllables: 0.39 } as const;
/** So much may be wrong in any case. */
const ALWAYS = 0.28;
/** A phrase that rests on one word ("no risk") must be nearly exact, unless its little words alone tell as much as a word. */
const LONE = { from: 18.6, slope: 4, always: 0.05 } as const;

/** What may be wrong with a phrase at the default similarity: never its last word that says something. */
export function tolerance(units: readonly Unit[]): number {
  const bits = evidence(units);
  const kind = units.some(({ syllables }) => syllables) ? 'syllables' : 'words';
  const lone = kind === 'words' && units.filter((unit) => kindOf(unit) === 'word' && !isNegation(unit)).length < 2;
  const bound = lone ? Math.max(bits * LONE.always, (bits - LONE.from) * LONE.slope) : Number.POSITIVE_INFINITY;
  const last = units.find((unit) => unit.last);
  return Math.min(bound, bits * AT_MOST[kind], last ? missing(last) - 1 : bound, Math.max(bits - LEAST[kind], bits * ALWAYS));
}

/** What is so near to a phrase is taken for the phrase. */
export const takenFor = (phrase: readonly Unit[]): number => Math.min(tolerance(phrase), evidence(phrase) * ALWAYS);

/** Where everyday talk tells what was heard nearly as well as a phrase does, to within so many bits, it was that talk. */
export const LEAD = 1;

const isNegation = ({ word }: Unit) => word !== undefined && NEGATIONS.has(word.letters);

export const evidence = (units: readonly Unit[]): number => units.reduce((sum, { bits }) => sum + bits, 0);

/** A phrase as it is waited for: its last word that says something is marked. */
export function asWanted(units: readonly Unit[]): readonly Unit[] {
  const last = units.findLastIndex((unit) => kindOf(unit) !== 'weak');
  return units.map((unit, i) => (i === last && unit.word ? { ...unit, key: unit.key, last: true } : unit));
}
