import type { Language } from '#core';
import { promptsOf } from '../../language/expressions-of.ts';
import type { FlowNode } from '../../language/flow-schema.ts';
import type { Prompt, Sayings } from '../../language/parts.ts';
import { LANGUAGES, promptRef } from '../../language/prompt-reference.ts';
import type { FlowSurroundings } from '../draft.ts';
import type { Problem } from '../problem.ts';
import type { KeyPath } from '../yaml-source.ts';

/** Sounds and texts a node lacks in a language its callers can have. */
export function checkPrompts(node: FlowNode, languages: ReadonlySet<Language>, known: FlowSurroundings): Problem[] {
  const wanted = LANGUAGES.filter((language) => languages.has(language));
  return promptsOf(node).flatMap(({ prompt, path }) =>
    typeof prompt === 'string' ? missingSound(prompt, path, wanted, known) : missingText(prompt.say, path, wanted, known),
  );
}

function missingSound(reference: Prompt & string, path: KeyPath, wanted: readonly Language[], known: FlowSurroundings): Problem[] {
  const missing = wanted.map((language) => promptRef(reference, language)).filter((p) => !known.promptExists(p.name, p.language));
  const where = [...new Set(missing.map((p) => p.language))];
  const name = missing[0]?.name;
  if (name === undefined) return [];
  const files = where.map((language) => `${language}/${name}.wav`).join(' and ');
  return [{ path, text: `prompt “${name}” has no sound in ${where.join(' and ')}: put a playable ${files} into the prompt folder` }];
}

function missingText(say: Sayings, path: KeyPath, wanted: readonly Language[], known: FlowSurroundings): Problem[] {
  return wanted.flatMap((language): Problem[] => {
    if (say[language] === undefined) return [{ path, text: `has no text in ${language}, which callers can have chosen here` }];
    if (known.canSay && !known.canSay(language)) return [{ path, text: `nothing speaks texts in ${language}: set up text-to-speech, or record a sound` }];
    return [];
  });
}
