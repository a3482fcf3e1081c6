import type { Word } from '../port.ts';
import { type TimeMap, onCall } from './time-map.ts';

interface VoskWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly conf?: number;
}

/** What models print where no word was: never shown to people. */
const NO_WORD = /^(\[.*\]|<.*>|!SIL)$/;

/** The words of a libvosk result (`result`) or partial result (`partial_result`), with times on the call's audio clock. */
export function wordsOf(json: string, map: TimeMap): readonly Word[] {
  const parsed = JSON.parse(json) as { result?: VoskWord[]; partial_result?: VoskWord[] };
  return (parsed.result ?? parsed.partial_result ?? [])
    .filter((entry) => !NO_WORD.test(entry.word))
    .map((entry) => ({ text: entry.word, ...onCall(map, entry.start, entry.end), confidence: entry.conf ?? 1 }));
}
