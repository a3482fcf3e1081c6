import { type CallSeconds, SAMPLE_RATE, type Samples } from '#core';
import type { Word } from '../port.ts';
import { isWord } from './vosk-words.ts';

/** A word that stood unchanged, with all words before it, for so long will not change any more (measured: docs/decisions/0022). */
const SETTLES_AFTER: Samples = 0.6 * SAMPLE_RATE;

/** Guessed start of a word after a pause, s before its end. */
const LONGEST_WORD: CallSeconds = 0.6;

interface Seen {
  readonly text: string;
  /** Where the audio stood when this word was first here. */
  readonly at: Samples;
}

/** The open turn as the decoder's best path told it last. */
export interface PartialWords {
  readonly seen: readonly Seen[];
  /** Words at the front that are promised not to change. */
  readonly settled: number;
  readonly news: boolean;
}

export const noPartialWords: PartialWords = { seen: [], settled: 0, news: false };

/**
 * Follows the best path. libvosk's partial words with times trail speech by up to 2 s (its lattice is determinised in
 * chunks); the bare text does not, so each word's end is taken to be where the audio stood when it appeared.
 * A settled word stays as it was promised even if the path changes its mind.
 */
export function follow(state: PartialWords, json: string, position: Samples): PartialWords {
  const text = (JSON.parse(json) as { partial?: string }).partial ?? '';
  const told = text.split(' ').filter(isWord);
  const promised = state.seen.slice(0, state.settled);
  const seen = [...promised];
  let same = true;
  for (const [index, word] of told.entries()) {
    if (index < promised.length) continue;
    const before = state.seen[index];
    same &&= before?.text === word;
    seen.push(same && before ? before : { text: word, at: position });
  }
  const settled = seen.filter((one, index) => index < promised.length || position - one.at >= SETTLES_AFTER).length;
  const changed = seen.length !== state.seen.length || seen.some((one, index) => one.text !== state.seen[index]?.text);
  return { seen, settled, news: changed || settled !== state.settled };
}

/** The words with their times on the call's clock, in s; the first begins where the turn did. Ends increase strictly. */
export function shownWords({ seen }: PartialWords, turnFrom: CallSeconds): readonly Word[] {
  const words: Word[] = [];
  for (const { text, at } of seen) {
    // Words that appeared together share the time since the word before them.
    const together = seen.filter((one) => one.at === at).length;
    const nth = words.filter((_, index) => seen[index]?.at === at).length;
    const until = at / SAMPLE_RATE;
    const before = words[words.length - nth - 1]?.end ?? turnFrom;
    const from = Math.min(until, Math.max(before, until - LONGEST_WORD * together));
    const each = (until - from) / together;
    words.push({ text, start: from + nth * each, end: from + (nth + 1) * each, confidence: 1 });
  }
  return words;
}
