import type { CallSeconds } from '#core';
import type { HeardWord } from '../model.ts';

/** The sentences of one speaker: what was said in one turn each, in order. */
export interface Sentences {
  readonly starts: CallSeconds[];
  /** Ends of those that are over. */
  readonly ends: CallSeconds[];
  /** End of the latest word. */
  heardTo: CallSeconds;
}

export const newSentences = (): Sentences => ({ starts: [], ends: [], heardTo: 0 });

/** Takes final words; `more`: the sentence goes on in the next ones. */
export function addToSentences(sentences: Sentences, words: readonly HeardWord[], more: boolean): void {
  const { starts, ends } = sentences;
  const [first] = words;
  if (first && starts.length === ends.length) starts.push(first.start);
  sentences.heardTo = words.at(-1)?.end ?? sentences.heardTo;
  if (!more && starts.length > ends.length) ends.push(sentences.heardTo);
}

/** How many sentences began by `at`: the number of the one that is said then. */
export function sentencesBy({ starts }: Sentences, at: CallSeconds): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
