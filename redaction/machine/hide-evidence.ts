import type { CallSeconds, Speaker } from '#core';
import type { RedactionState } from '../model.ts';
import { readUnits } from '../numerals/read-units.ts';
import { HELD } from './show-words.ts';

interface Timed {
  readonly text: string;
  readonly start: CallSeconds;
  readonly end: CallSeconds;
}

/** Words of these speakers as they were shown last; digits that were not shown are hidden. */
export function hideEvidence<W extends Timed>({ shown }: RedactionState, speakers: readonly Speaker[], words: readonly W[]): W[] {
  const all = shown.filter(({ speaker }) => speakers.includes(speaker)).flatMap((turn) => turn.words);
  const hidden: W[] = [];
  for (const word of words) {
    const middle = (word.start + word.end) / 2;
    const there = all.filter(({ start, end }) => start - 0.02 <= middle && middle <= end + 0.02);
    const text = there.some((each) => each.text === word.text) ? word.text : (there.at(-1)?.text ?? (saysDigits(word.text) ? HELD : word.text));
    const last = hidden.at(-1);
    if (last && text !== word.text && last.text === text) hidden[hidden.length - 1] = { ...last, end: word.end };
    else hidden.push({ ...word, text });
  }
  return hidden;
}

const saysDigits = (text: string) => readUnits(text, 0).some(({ sense: { type } }) => type === 'digits' || type === 'times' || type === 'repeat');
