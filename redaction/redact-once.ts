import type { CallSeconds, Language } from '#core';
import { redact, startRedaction } from './machine/redact.ts';
import type { RedactionPolicy, SpokenWord } from './model.ts';

export interface RedactedSpeech {
  /** What may be shown and stored. */
  readonly words: readonly string[];
  /** What may not be heard. */
  readonly silent: readonly { readonly from: CallSeconds; readonly to: CallSeconds }[];
}

/** All that one speaker said, turn by turn, when it is over: a message. */
export function redactSpoken(turns: readonly (readonly SpokenWord[])[], policy: RedactionPolicy, language: Language): RedactedSpeech {
  let state = startRedaction(policy, language);
  const told = new Map<number, readonly SpokenWord[]>();
  const silent: { from: CallSeconds; to: CallSeconds }[] = [];
  const take = (input: Parameters<typeof redact>[1], now: CallSeconds) => {
    const step = redact(state, input, now);
    state = step.state;
    for (const effect of step.effects) {
      if (effect.type === 'words' && effect.kind === 'final') told.set(effect.turn, effect.words);
      if (effect.type === 'silence') silent.push({ from: effect.from, to: effect.to });
    }
  };
  const endOf = (words: readonly SpokenWord[]) => words.at(-1)?.end ?? 0;
  turns.forEach((words, turn) => take({ type: 'words', speaker: 'caller', turn, kind: 'final', words }, endOf(words)));
  take({ type: 'end' }, Math.max(0, ...turns.map(endOf)));
  return { words: [...told].toSorted(([a], [b]) => a - b).flatMap(([, words]) => words.map(({ text }) => text)), silent };
}
