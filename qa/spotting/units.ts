import { pinyin } from 'pinyin-pro';
import { type EnglishWord, englishWord, wordDistance, wordWeight } from './english-word.ts';
import { type Syllable, syllableDistance, syllableOf } from './syllable.ts';

/** What is compared: one Mandarin syllable or one word of an alphabet. */
export interface Unit {
  /** Equal keys sound the same. */
  readonly key: string;
  /** How much it counts; a syllable 1. */
  readonly weight: number;
  readonly syllable?: Syllable;
  readonly word?: EnglishWord;
}

const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu;
const HAN = /\p{Script=Han}/u;
/** Hesitations carry nothing and come anywhere. */
const FILLERS = new Set(['uh', 'um', 'er', 'erm', 'hm', 'hmm', 'mm']);
const HAN_FILLERS = /[嗯呃]/gu;

/** A text as units; digits, punctuation, case and hesitations are left out. */
export function unitsOf(text: string): readonly Unit[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(/['’]/gu, '').replace(HAN_FILLERS, '');
  return (plain.match(RUNS) ?? []).flatMap((run) => (HAN.test(run) ? syllables(run) : words(run)));
}

function syllables(run: string): Unit[] {
  return pinyin(run, { toneType: 'none', type: 'array', v: true }).map((key) => ({ key: `~${key}`, weight: 1, syllable: syllableOf(key) }));
}

function words(run: string): Unit[] {
  return FILLERS.has(run) ? [] : [{ key: run, weight: wordWeight(run), word: englishWord(run) }];
}

/** The price of hearing one unit for the other, in weight. */
export function substitution(a: Unit, b: Unit): number {
  if (a.key === b.key) return 0;
  return Math.max(a.weight, b.weight) * distance(a, b);
}

function distance(a: Unit, b: Unit): number {
  if (a.syllable && b.syllable) return syllableDistance(a.syllable, b.syllable);
  if (a.word && b.word) return wordDistance(a.word, b.word);
  return 1;
}
