import type { CallSeconds } from '#core';

/** Words of one turn, as a reviewer corrected them. */
export interface SummaryTurn {
  readonly speaker: 'caller' | 'agent';
  readonly turn: number;
  readonly words: readonly { readonly text: string; readonly start: CallSeconds; readonly end: CallSeconds }[];
}

export interface Sentence {
  readonly speaker: 'caller' | 'agent';
  readonly turn: number;
  readonly text: string;
  readonly from: CallSeconds;
  readonly to: CallSeconds;
}

/** A pause within a turn that ends a sentence, in s. */
const PAUSE_S = 0.7;
/** A sentence longer than this is cut at the next word, in words. */
const LONGEST_WORDS = 40;
const ENDS = /[。！？!?；;]$|(?<![0-9])\.$/u;
const BETWEEN_HAN = /(?<=[\p{Script=Han}，。！？、；：]) +(?=[\p{Script=Han}，。！？、；：])/gu;

/** Turns cut where a sentence ends: at punctuation, at a pause, or when it grows too long. Turns in the order they were said. */
export function sentencesOf(turns: readonly SummaryTurn[]): Sentence[] {
  const ordered = turns.toSorted((a, b) => (a.words[0]?.start ?? 0) - (b.words[0]?.start ?? 0) || a.turn - b.turn);
  return ordered.flatMap(({ speaker, turn, words }) => {
    const sentences: Sentence[] = [];
    let open: (typeof words)[number][] = [];
    const close = (): void => {
      const [first] = open;
      const last = open.at(-1);
      const text = textOf(open.map((word) => word.text));
      if (first && last && text !== '') sentences.push({ speaker, turn, text, from: first.start, to: last.end });
      open = [];
    };
    for (const [i, word] of words.entries()) {
      open.push(word);
      const next = words[i + 1];
      if (!next || ENDS.test(word.text) || next.start - word.end >= PAUSE_S || open.length >= LONGEST_WORDS) close();
    }
    return sentences;
  });
}

/** Words as they are read: Chinese without spaces. */
export function textOf(words: readonly string[]): string {
  return words.join(' ').replaceAll(BETWEEN_HAN, '').trim();
}
