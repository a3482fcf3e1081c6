import type { Language } from '#core';
import type { NodeOf } from '../../language/flow-schema.ts';
import type { FlowGrammar } from '../../model.ts';
import { type Draw, nextId } from '../draw.ts';
import type { AskingNode, FlowState } from '../flow-state.ts';
import { LANGUAGE_NAMES, languagesOf } from './spoken-languages.ts';

/** After so many times of not understanding the caller is asked for keys only: listening on would make it worse. */
const MOST_UNCLEAR = 2;
/** A caller who speaks on and on is not waited for longer than this beyond the silence that ends speech. */
export const LONGEST_SPEECH_MS = 8000;

/** What can be said at a question in this language; undefined where only keys count. */
export function grammarOf(node: AskingNode, language: Language): FlowGrammar | undefined {
  switch (node.type) {
    case 'menu':
    case 'language': {
      // A choice without words of its own can be said by its key: 一, 幺, one.
      const choices = Object.keys(node.choices).map((key) => {
        const phrases = Object.entries(node.speech?.words ?? {}).find(([spoken]) => spoken === key)?.[1]?.[language] ?? [];
        return { key, phrases: [...new Set([...phrases, ...namesOf(node, key, language)])] };
      });
      return node.speech && { choices, digits: false };
    }
    case 'survey':
    case 'gather':
      return node.speech && { choices: [], digits: true };
    case 'confirm':
      return node.speech && { choices: [{ key: node.yes, phrases: [...YES[language]] }, { key: node.no, phrases: [...NO[language]] }], digits: false };
  }
}

/** What the language of a choice is called. */
function namesOf(node: NodeOf<'menu'> | NodeOf<'language'>, key: string, language: Language): readonly string[] {
  if (node.type === 'menu') return [];
  const [, chosen] = Object.entries(node.choices).find(([each]) => each === key) ?? [];
  return chosen ? LANGUAGE_NAMES[chosen.language][language] : [];
}

const YES = { zh: ['是', '是的', '对', '对的', '没错', '正确', '确认'], en: ['yes', 'yes it is', 'right', 'correct', 'that is right'] } as const;
const NO = { zh: ['不', '不是', '不对', '错了', '有误', '重新输入'], en: ['no', 'wrong', 'not correct', 'that is wrong'] } as const;

/** Begins to listen, if the question can be answered by words and the caller was understood so far. */
export function listen(draw: Draw, state: FlowState, node: AskingNode, unclear: number): { listen: number | undefined; state: FlowState } {
  const [language = state.language, ...more] = languagesOf(node, state.language);
  const grammar = grammarOf(node, language);
  if (state.deaf || !grammar || !node.speech || unclear >= MOST_UNCLEAR) return { listen: undefined, state };
  const { id, state: after } = nextId(state);
  draw.emit({
    type: 'listen',
    id,
    language,
    grammar,
    ...(more.length > 0 ? { others: more.flatMap((other) => [grammarOf(node, other)].flatMap((theirs) => (theirs ? [{ language: other, grammar: theirs }] : []))) } : {}),
    endOfSpeechMs: node.speech.endOfSpeechSeconds * 1000,
    ...(secretAnswer(state, node) ? { secret: true } : {}),
  });
  return { listen: id, state: after };
}

/** True when what is entered is a secret. */
export function secretAnswer({ flow }: FlowState, node: AskingNode): boolean {
  return node.type === 'gather' && flow.variables[node.into]?.secret === true;
}

export function stopListening(draw: Draw, listening: number | undefined): void {
  if (listening !== undefined) draw.emit({ type: 'stop-listen' });
}
