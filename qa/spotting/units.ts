import { pinyin } from 'pinyin-pro';
import { type EnglishWord, englishWord, wordBits } from './english/english-word.ts';
import { type Syllable, syllableOf } from './syllable.ts';

/** What is compared: one Mandarin syllable or one word of an alphabet. */
export interface Unit {
  /** Equal keys sound the same. */
  readonly key: string;
  /** Evidence in bits when it is heard where it is waited for. */
  readonly bits: number;
  /** Waited for as the last word of a phrase that says something. */
  readonly last?: boolean;
  /** One reading, or all of a character that stands alone. */
  readonly syllables?: readonly Syllable[];
  readonly word?: EnglishWord;
}

/** A unit with less evidence holds a sentence together, no more. */
const WEAK = 4;
export const isWeak = ({ bits }: Unit): boolean => bits < WEAK;

const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu;
const HAN = /\p{Script=Han}/u;
/** Hesitations carry nothing and come anywhere. */
const FILLERS = new Set(['uh', 'um', 'er', 'erm', 'hm', 'hmm', 'mm']);
const HAN_FILLERS = /[嗯呃]/gu;
const SYLLABLE_BITS = 7;

/** A text as units; digits, punctuation, case and hesitations are left out. */
export function unitsOf(text: string): readonly Unit[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(/['’]/gu, '').replace(HAN_FILLERS, '');
  return (plain.match(RUNS) ?? []).flatMap((run) => (HAN.test(run) ? syllables(run) : words(run)));
}

function syllables(run: string): Unit[] {
  const alone = [...run].length === 1;
  const read = pinyin(run, { toneType: 'none', type: 'array', v: true, multiple: alone });
  return alone ? [syllable(read)] : read.map((one) => syllable([one]));
}

function syllable(readings: readonly string[]): Unit {
  const all = [...new Set(readings)];
  return { key: `~${all.join('/')}`, bits: SYLLABLE_BITS, syllables: all.map((one) => syllableOf(one)) };
}

function words(run: string): Unit[] {
  if (FILLERS.has(run)) return [];
  const word = englishWord(run);
  return [{ key: run, bits: wordBits(word), word }];
}
