import { cuesIn } from '../detect/cues.ts';
import type { Cue, HeardTurn } from '../model.ts';

/** A question for a number is answered within this time, in s. */
const CUE_LASTS = 30;
/** The name of an order is said right before its number. */
const NAME_LASTS = 5;
const HAN = /\p{Script=Han}/u;

/** What is talked about in a turn, at the times of its words. */
export function turnCues({ speaker, words }: HeardTurn): Cue[] {
  let text = '';
  const ends: number[] = [];
  for (const word of words) {
    const glued = text === '' || (HAN.test(text.at(-1) ?? '') && HAN.test(word.text[0] ?? ''));
    text += (glued ? '' : ' ') + word.text.toLowerCase();
    ends.push(text.length);
  }
  return cuesIn(text).map(({ kind, date = false, to }) => {
    const at = words[ends.findIndex((end) => end >= to)]?.end ?? 0;
    return { kind, ...(date ? { date } : {}), speaker, at, until: at + (kind === 'innocent' ? NAME_LASTS : CUE_LASTS) };
  });
}
