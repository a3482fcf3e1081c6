import type { Language } from '#core';
import type { SummaryTurn } from '#qa';
import { defaultTokens, type RedactionEffect, redact, SECRET_KINDS, startRedaction } from '#redaction';

/** What the voice of a long number may pause, in s; as in the configuration's default. */
const HOLD_S = 3;

/** The turns of an ended call without secrets of any kind, whatever was redacted while it went on: for those outside. */
export function redactTurns(turns: readonly SummaryTurn[], language: Language): SummaryTurn[] {
  let state = startRedaction({ kinds: new Set(SECRET_KINDS), tokens: defaultTokens(language), holdSeconds: HOLD_S }, language);
  const told = new Map<string, SummaryTurn['words']>();
  const hear = (effects: readonly RedactionEffect[]): void => {
    for (const effect of effects) if (effect.type === 'words') told.set(`${effect.speaker} ${effect.turn}`, effect.words);
  };
  let now = 0;
  // Numbered in the order they were said: the machine goes by numbers, and two sides may have the same.
  for (const [i, { speaker, words }] of turns.entries()) {
    now = Math.max(now, words.at(-1)?.end ?? now);
    const step = redact(state, { type: 'words', speaker, turn: i, kind: 'final', words: words.map((word) => ({ ...word, confidence: 1 })) }, now);
    state = step.state;
    hear(step.effects);
  }
  hear(redact(state, { type: 'end' }, now).effects);
  return turns.map(({ speaker, turn }, i) => ({ speaker, turn, words: (told.get(`${speaker} ${i}`) ?? []).map(({ text, start, end }) => ({ text, start, end })) }));
}
