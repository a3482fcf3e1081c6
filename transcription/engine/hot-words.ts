/** One way to understand a turn; `likelihood` in natural logarithms, as libvosk scores its alternatives. */
export interface Alternative {
  readonly text: string;
  readonly likelihood: number;
}

/** Alternatives asked for; the right one of short turns lies among the first ten, long turns differ in more places. */
export const ALTERNATIVES = 20;
/**
 * What a hot word is worth. Misheard words of telephone audio with noise lay 0.3 to 2 below the best; with 3 a hot word wins where it
 * was about as likely to be said, and not where it was not.
 */
const BONUS = 3;

const HAN = /\p{Script=Han}/u;

/** Chinese is written without spaces, and models part it as they like. */
const compact = (text: string) => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, '');
const spaced = (text: string) => ` ${text.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/gu, ' ')} `;

/** The alternative that wins when hot words count, by its place; the first one for a tie or without any. */
export function withHotWords(alternatives: readonly Alternative[], hotWords: readonly string[]): number {
  const scores = alternatives.map(({ text, likelihood }) => likelihood + BONUS * heardIn(text, hotWords));
  return Math.max(0, scores.indexOf(Math.max(...scores)));
}

/** How often any of them is in the text. */
function heardIn(text: string, hotWords: readonly string[]): number {
  const [chinese, english] = [compact(text), spaced(text)];
  return hotWords.reduce((sum, word) => sum + (HAN.test(word) ? times(chinese, compact(word)) : times(english, spaced(word))), 0);
}

function times(text: string, part: string): number {
  if (part.trim() === '') return 0;
  let [count, at] = [0, text.indexOf(part)];
  // The space behind one word is the space before the next.
  for (; at >= 0; at = text.indexOf(part, at + Math.max(1, part.length - 1))) count += 1;
  return count;
}
