import { NEGATIONS } from './english/everyday-words.ts';
import { wordDistance } from './english/english-word.ts';
import { syllablesDistance } from './syllable.ts';
import { isWeak, type Unit } from './units.ts';

/**
 * Prices in bits: how much less likely it becomes that the phrase was said. A phrase holds the evidence of its units; what is left after all
 * prices must not be chance (`tolerance`). Docs: docs/decisions/0124-phrases-by-evidence.md.
 */

/** What a unit that was not heard costs above its own evidence: errors are rarer than words heard right. */
const ERROR = { weak: 4.7, word: 2.8, syllable: 5 } as const;
/** The last word that says something tells more: talk often begins alike and ends in something else. */
const CUT_SHORT = 8.3;
/** Without its "not" a sentence is another one, and as likely to be said. */
const TURNED = 3.5;
/** What a unit costs that was put in. */
const EXTRA = { weak: 8.6, word: 4.3, syllable: 6 } as const;

const kindOf = (unit: Unit) => (unit.syllables ? 'syllable' : isWeak(unit) ? 'weak' : 'word');

const needed = (unit: Unit): number => (unit.last ? CUT_SHORT : 0) + (isNegation(unit) ? TURNED : 0);

/** The price of not hearing a unit. */
export const missing = (unit: Unit): number => unit.bits + ERROR[kindOf(unit)] + needed(unit);

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
const LEFT = [1, 0.95, 0.9, 0.86, 0.7, 0.31, 0.1, -0.97, -0.86, -0.86, -0.86] as const;
/** From here on a last word or a "not" is some other word, and wholly so at so much more. */
const OTHER_FROM = 0.5;
const OTHER_WITHIN = 0.16;
/** A common word was rather said than misheard: the share of the evidence it has less that is lost; more so where talk ends otherwise. */
const COMMONER = 0.25;
const COMMONER_LAST = 0.52;

function wordPrice(wanted: Unit, heard: Unit, apart: number): number {
  const left = leftAt(apart * 10);
  const price = left > 0 ? wanted.bits * (1 - left) : wanted.bits - left * ERROR[kindOf(wanted)];
  const commoner = Math.max(0, wanted.bits - heard.bits) * (wanted.last ? COMMONER_LAST : COMMONER);
  const other = Math.min(1, Math.max(0, (apart - OTHER_FROM) / OTHER_WITHIN));
  return price + commoner + other * needed(wanted);
}

function leftAt(tenths: number): number {
  const low = Math.floor(tenths);
  const [from = -1, to = -1] = [LEFT[low], LEFT[low + 1]];
  return from + (tenths - low) * (to - from);
}

/** Bits that must be left, so that a hit is not chance. */
const LEAST = { words: 7.6, syllables: 14 } as const;
/** The share that may be wrong at most: of the bits above those in words, so that short phrases are heard more strictly than long ones; of all in syllables. */
const AT_MOST = { words: 0.63, syllables: 0.39 } as const;
/** So much of a phrase may be wrong in any case. */
const ALWAYS = 0.28;
/** A phrase that rests on one word ("no risk") must be the nearer to exact the less its little words tell beside it; a "not" tells about as much as two. */
const LONE = { from: 3, slope: 1.4, always: 0.05, negation: 4 } as const;
const besides = (unit: Unit) => (isNegation(unit) ? LONE.negation : isWeak(unit) ? unit.bits : 0);

/** A word that must not be missing altogether costs so much less than that. */
const SPARED = 1;

/** What may be wrong with a phrase at the default similarity; its last word that says something and its "not" must be heard at least badly. */
export function tolerance(units: readonly Unit[]): number {
  const bits = evidence(units);
  const kind = units.some(({ syllables }) => syllables) ? 'syllables' : 'words';
  const lone = kind === 'words' && units.filter((unit) => kindOf(unit) === 'word' && !isNegation(unit)).length < 2;
  const rest = units.reduce((sum, unit) => sum + besides(unit), 0);
  const bound = lone ? Math.max(bits * LONE.always, (rest - LONE.from) * LONE.slope) : Number.POSITIVE_INFINITY;
  const without = units.filter((unit) => needed(unit) > 0).map((unit) => missing(unit) - SPARED);
  const most = kind === 'words' ? (bits - LEAST.words) * AT_MOST.words : Math.min(bits - LEAST.syllables, bits * AT_MOST.syllables);
  return Math.min(bound, Math.max(most, bits * ALWAYS), ...without);
}

/** What is so near to a phrase is taken for the phrase. */
export const takenFor = (phrase: readonly Unit[]): number => Math.min(tolerance(phrase), evidence(phrase) * ALWAYS);

const isNegation = ({ word }: Unit) => word !== undefined && NEGATIONS.has(word.letters);

export const evidence = (units: readonly Unit[]): number => units.reduce((sum, { bits }) => sum + bits, 0);

/** A phrase as it is waited for: its last word that says something is marked. */
export function asWanted(units: readonly Unit[]): readonly Unit[] {
  const last = units.findLastIndex((unit) => kindOf(unit) !== 'weak');
  return units.map((unit, i) => (i === last && unit.word ? { ...unit, key: unit.key, last: true } : unit));
}
