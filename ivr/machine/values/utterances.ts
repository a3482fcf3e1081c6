import { fill } from '../../expression/template.ts';
import { LANGUAGES } from '../../language/prompt-reference.ts';
import type { Prompt, Sayings } from '../../language/parts.ts';
import type { FlowUtterance } from '../../model.ts';
import type { Draw } from '../draw.ts';
import type { FlowState } from '../flow-state.ts';
import { namesOf } from './names.ts';
import { holdsSecret } from './secrets.ts';

/** Prompts with their texts filled in; texts that come out empty are left out. */
export function utterances(draw: Draw, state: FlowState, prompts: readonly Prompt[]): FlowUtterance[] {
  return prompts.flatMap((prompt) => (typeof prompt === 'string' ? [prompt] : spoken(draw, state, prompt.say)));
}

function spoken(draw: Draw, state: FlowState, sayings: Sayings): FlowUtterance[] {
  // The loader demands the languages callers can have; one made by other means is spoken in the language there is.
  const language = sayings[state.language] ? state.language : LANGUAGES.find((one) => sayings[one]);
  const template = language && sayings[language];
  if (!language || !template) return [];
  const say = fill(template, namesOf(state, draw.now)).trim();
  if (say === '') return [];
  return [{ say, language, ...(holdsSecret(state.flow, template) ? { secret: true } : {}) }];
}
