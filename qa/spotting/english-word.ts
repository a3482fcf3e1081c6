import { doubleMetaphone } from 'double-metaphone';

/** An English word by its letters and by its sound. */
export interface EnglishWord {
  readonly letters: string;
  readonly sound: string;
}

/** Sound tells more than spelling about what a recogniser confuses. */
const SOUND_SHARE = 0.6;
/** Words less alike than this share nothing that counts. */
const UNLIKE = 0.6;

export function englishWord(letters: string): EnglishWord {
  return { letters, sound: doubleMetaphone(letters)[0] };
}

/** 0 same … 1 nothing alike. */
export function wordDistance(a: EnglishWord, b: EnglishWord): number {
  if (a.letters === b.letters) return 0;
  const distance = SOUND_SHARE * difference(a.sound, b.sound) + (1 - SOUND_SHARE) * difference(a.letters, b.letters);
  return distance > UNLIKE ? 1 : distance;
}

/** Words that hold a sentence together: spoken weakly, often misheard, and no phrase hangs on one. */
const LITTLE = new Set(
  'a an and are as at be by can do for from had has have i if in is it its may me my of on or our so that the their this to us was we were will with you your'.split(' '),
);
const LITTLE_WEIGHT = 0.5;

/** Long words say more than short ones, within bounds: `your` 0.5, `risk` 1, `guaranteed` 1.5. */
export function wordWeight(letters: string): number {
  return LITTLE.has(letters) ? LITTLE_WEIGHT : Math.min(1.5, 0.4 + 0.15 * letters.length);
}

/** Edit distance as a share of the longer text. */
function difference(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 0;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return (row[b.length] ?? 0) / longer;
}
