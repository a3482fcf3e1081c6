import type { FlowGrammar } from '../../model.ts';
import { type Draw, nextId } from '../draw.ts';
import type { AskingNode, FlowState } from '../flow-state.ts';

/** After so many times of not understanding the caller is asked for keys only: listening on would make it worse. */
const MOST_UNCLEAR = 2;
/** A caller who speaks on and on is not waited for longer than this beyond the silence that ends speech. */
export const LONGEST_SPEECH_MS = 8000;

/** What can be said at a question, in the language of the caller; undefined where only keys count. */
export function grammarOf(node: AskingNode, { language }: FlowState): FlowGrammar | undefined {
  switch (node.type) {
    case 'menu':
    case 'language': {
      // A choice without words of its own can be said by its key: 一, 幺, one.
      const choices = Object.keys(node.choices).map((key) => {
        const phrases = Object.entries(node.speech?.words ?? {}).find(([spoken]) => spoken === key)?.[1]?.[language];
        return { key, phrases: phrases ?? [] };
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

const YES = { zh: ['是', '是的', '对', '对的', '没错', '正确', '确认'], en: ['yes', 'yes it is', 'right', 'correct', 'that is right'] } as const;
const NO = { zh: ['不', '不是', '不对', '错了', '有误', '重新输入'], en: ['no', 'wrong', 'not correct', 'that is wrong'] } as const;

/** Begins to listen, if the question can be answered by words and the caller was understood so far. */
export function listen(draw: Draw, state: FlowState, node: AskingNode, unclear: number): { listen: number | undefined; state: FlowState } {
  const grammar = grammarOf(node, state);
  if (state.deaf || !grammar || !node.speech || unclear >= MOST_UNCLEAR) return { listen: undefined, state };
  const { id, state: after } = nextId(state);
  draw.emit({
    type: 'listen',
    id,
    language: state.language,
    grammar,
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
