import { doubleMetaphone } from 'double-metaphone';
import { COMMON, LITTLE, NEGATIONS } from './everyday-words.ts';
import { soundDistance } from './sound-distance.ts';
import { soundsOf } from './sounds.ts';

/** An English word by its letters, its stem and its sounds. */
export interface EnglishWord {
  readonly letters: string;
  readonly stem: string;
  readonly sounds: string;
  readonly metaphone: string;
}

export function englishWord(letters: string): EnglishWord {
  return { letters, stem: stemOf(letters), sounds: soundsOf(letters), metaphone: doubleMetaphone(letters)[0] };
}

/** Endings are often misheard and change little: recorded/recording, fee/fees. */
const ENDING = 0.12;
/** How much each measure tells: sounds by rule err where English is not spelled by rule; there metaphones (consonants only) and letters know more. */
const SHARE = { sounds: 0.36, metaphone: 0.36, letters: 0.29 } as const;

/** 0 same … 1 nothing alike. */
export function wordDistance(a: EnglishWord, b: EnglishWord): number {
  if (a.letters === b.letters || a.sounds === b.sounds) return 0;
  const apart = SHARE.sounds * soundDistance(a.sounds, b.sounds) + SHARE.metaphone * edits(a.metaphone, b.metaphone) + SHARE.letters * edits(a.letters, b.letters);
  return a.stem === b.stem ? Math.min(ENDING, apart) : apart;
}

/** Edit distance as a share of the longer text. */
function edits(a: string, b: string): number {
  if (a === b) return 0;
  const row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    let diagonal = i;
    row[0] = i + 1;
    for (let j = 0; j < b.length; j++) {
      const above = row[j + 1] ?? 0;
      row[j + 1] = Math.min(diagonal + (a[i] === b[j] ? 0 : 1), above + 1, (row[j] ?? 0) + 1);
      diagonal = above;
    }
  }
  return (row[b.length] ?? 0) / Math.max(a.length, b.length);
}

const STEM = 3;

function stemOf(letters: string): string {
  const stem = letters.replace(/(?:ies|ied|ying)$/u, 'y').replace(/(?:'?s|es|ed|ing|ly|er|e)$/u, '');
  return stem.length >= STEM ? stem : letters;
}

/** Bits that a word tells by coming where it is waited for. */
const BITS = { little: 3.2, common: 9.1, negation: 9.8, rare: 10.9 } as const;
/** A short word has many others that sound alike. */
const BITS_OF_A_SOUND = 2.3;

export function wordBits({ letters, sounds }: EnglishWord): number {
  if (LITTLE.has(letters)) return BITS.little;
  if (NEGATIONS.has(letters)) return BITS.negation;
  return Math.min(COMMON.has(letters) ? BITS.common : BITS.rare, 1 + BITS_OF_A_SOUND * sounds.length);
}
