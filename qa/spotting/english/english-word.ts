import { COMMON, LITTLE, NEGATIONS } from './everyday-words.ts';
import { soundDistance } from './sound-distance.ts';
import { soundsOf } from './sounds.ts';

/** An English word by its letters, its stem and its sounds. */
export interface EnglishWord {
  readonly letters: string;
  readonly stem: string;
  readonly sounds: string;
}

export function englishWord(letters: string): EnglishWord {
  return { letters, stem: stemOf(letters), sounds: soundsOf(letters) };
}

/** Endings are often misheard and change little: recorded/recording, fee/fees. */
const ENDING = 0.12;

/** 0 same … 1 nothing alike. */
export function wordDistance(a: EnglishWord, b: EnglishWord): number {
  if (a.letters === b.letters || a.sounds === b.sounds) return 0;
  const apart = soundDistance(a.sounds, b.sounds);
  return a.stem === b.stem ? Math.min(ENDING, apart) : apart;
}

const STEM = 3;

function stemOf(letters: string): string {
  const stem = letters.replace(/(?:ies|ied|ying)$/u, 'y').replace(/(?:'?s|es|ed|ing|ly|er|e)$/u, '');
  return stem.length >= STEM ? stem : letters;
}

/** Bits that a word tells by coming where it is waited for. */
const BITS = { little: 3, common: 7, negation: 7, rare: 10 } as const;
/** A short word has many others that sound alike. */
const BITS_OF_A_SOUND = 2.5;

export function wordBits({ letters, sounds }: EnglishWord): number {
  if (LITTLE.has(letters)) return BITS.little;
  if (NEGATIONS.has(letters)) return BITS.negation;
  return Math.min(COMMON.has(letters) ? BITS.common : BITS.rare, 1 + BITS_OF_A_SOUND * sounds.length);
}
