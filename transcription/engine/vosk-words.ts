import type { Word } from '../port.ts';
import { withHotWords } from './hot-words.ts';
import { type TimeMap, onCall } from './time-map.ts';

interface VoskWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly conf?: number;
}

/** What models print where no word was: never shown to people. */
const NO_WORD = /^(\[.*\]|<.*>|!SIL)$/;

/** False for silence and noise marks and for the unknown word. */
export function isWord(text: string): boolean {
  return text !== '' && !NO_WORD.test(text);
}

interface VoskAlternative {
  readonly text: string;
  /** A likelihood. */
  readonly confidence: number;
  readonly result?: VoskWord[];
}

/** The words of a libvosk result, with times on the call's audio clock; of several alternatives the one that hot words favour. */
export function wordsOf(json: string, map: TimeMap, hotWords: readonly string[] = []): readonly Word[] {
  const parsed = JSON.parse(json) as { result?: VoskWord[]; alternatives?: VoskAlternative[] };
  const { alternatives } = parsed;
  const chosen = alternatives ? alternatives[withHotWords(alternatives.map(({ text, confidence }) => ({ text, likelihood: confidence })), hotWords)] : parsed;
  return (chosen?.result ?? [])
    .filter((entry) => isWord(entry.word))
    .map((entry) => ({ text: entry.word, ...onCall(map, entry.start, entry.end), confidence: entry.conf ?? 1 }));
}
