import type { Language } from '#core';
import { redact, startRedaction } from './machine/redact.ts';
import type { RedactionPolicy } from './model.ts';

/** Words of one speaker, all there: a message, a text typed in. Times do not matter. */
export function redactOnce(words: readonly string[], policy: RedactionPolicy, language: Language): string[] {
  const spoken = words.map((text, i) => ({ text, start: i * 0.3, end: i * 0.3 + 0.25, confidence: 1 }));
  const heard = redact(startRedaction(policy, language), { type: 'words', speaker: 'caller', turn: 0, kind: 'final', words: spoken }, 0);
  const over = redact(heard.state, { type: 'end' }, words.length);
  const told = [...heard.effects, ...over.effects].flatMap((effect) => (effect.type === 'words' && effect.kind === 'final' ? [effect.words] : []));
  return (told.at(-1) ?? []).map(({ text }) => text);
}
