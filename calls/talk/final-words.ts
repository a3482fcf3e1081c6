import type { TranscriptUpdate, Word } from '#transcription';

/** Words for the rules: pieces of a turn, each under a number of its own, final as soon as they are settled. */
export interface WordPiece {
  readonly turn: number;
  readonly final: boolean;
  readonly words: readonly Word[];
}

/** What the rules were given of the open turn. */
export interface GivenWords {
  /** Number of the open piece; each final piece uses up one. */
  readonly piece: number;
  readonly texts: readonly string[];
  /** End of the last word given as final, s on the call's clock. */
  readonly until: number;
}

export const nothingGiven: GivenWords = { piece: 0, texts: [], until: -Infinity };

/** Keeps the order of words whose times overlap, in s. */
const LEAST_STEP_S = 0.01;

/**
 * Cuts updates so that settled words reach the rules at once as final and only once: somebody who talks on for long
 * after a forbidden phrase does not delay its alert to the end of the turn.
 */
export function cutForRules(given: GivenWords, update: TranscriptUpdate): { given: GivenWords; pieces: readonly WordPiece[] } {
  const { kind, words } = update;
  if (kind === 'final') {
    const kept = given.texts.every((text, index) => words[index]?.text === text);
    // Where the final corrects what was given, only time can tell which words are new.
    const left = kept ? words.slice(given.texts.length) : words.filter(({ start, end }) => (start + end) / 2 > given.until);
    return { given: { ...nothingGiven, piece: given.piece + 1 }, pieces: [{ turn: given.piece, final: true, words: after(given.until, left) }] };
  }
  const settled = Math.max(update.settled ?? 0, given.texts.length);
  const fresh = after(given.until, words.slice(given.texts.length, settled));
  const rest = after(fresh.at(-1)?.end ?? given.until, words.slice(settled));
  if (fresh.length === 0) return { given, pieces: [{ turn: given.piece, final: false, words: rest }] };
  const texts = [...given.texts, ...fresh.map(({ text }) => text)];
  const next = { piece: given.piece + 1, texts, until: fresh.at(-1)?.end ?? given.until };
  return {
    given: next,
    pieces: [
      { turn: given.piece, final: true, words: fresh },
      { turn: next.piece, final: false, words: rest },
    ],
  };
}

/** Times of settled words are estimates; whatever follows them must end later, or it would be taken for a repetition. */
function after(until: number, words: readonly Word[]): readonly Word[] {
  let last = until;
  return words.map((word) => {
    const end = Math.max(word.end, last + LEAST_STEP_S);
    last = end;
    return end === word.end ? word : { ...word, end };
  });
}
