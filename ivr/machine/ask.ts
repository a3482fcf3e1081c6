import type { AskingNode } from '../language/flow-schema.ts';
import { type Draw, type Move, note, play } from './draw.ts';
import type { FlowPhase, FlowState, Tries } from './flow-state.ts';
import { forget, keep, take } from './typed-keys.ts';

type Prompting = Extract<FlowPhase, { kind: 'prompting' }>;
type Waiting = Extract<FlowPhase, { kind: 'waiting' }>;

/** Comes to a menu: a key typed ahead answers it before a word is said, unless its prompts may not be interrupted. */
export function ask(draw: Draw, state: FlowState, node: AskingNode): Move {
  const tries: Tries = { noInput: 0, noMatch: 0 };
  const { digit, state: rest } = node.bargeIn ? take(state) : { digit: undefined, state };
  return digit === undefined ? say(draw, state, node, tries, []) : keyInMenu(draw, rest, node, tries, digit);
}

/** A key while the menu is being said. */
export function pressedWhileAsked(draw: Draw, state: FlowState, { node, tries }: Prompting, digit: string): Move {
  if (!node.bargeIn) return { state: keep(state, digit) };
  draw.emit({ type: 'stop-play' });
  return keyInMenu(draw, state, node, tries, digit);
}

/** The menu was said: a kept key answers it, or the caller gets time to press one. */
export function asked(draw: Draw, state: FlowState, { node, tries }: Prompting): Move {
  const { digit, state: rest } = take(state);
  if (digit !== undefined) return keyInMenu(draw, rest, node, tries, digit);
  const timer = state.nextId;
  draw.emit({ type: 'timer', id: timer, ms: node.firstDigitSeconds * 1000 });
  return { state: { ...state, nextId: timer + 1, phase: { kind: 'waiting', node, timer, tries } } };
}

/** The time for a key is over. */
export function timedOut(draw: Draw, state: FlowState, { node, tries }: Waiting): Move {
  return failedTry(draw, state, node, { ...tries, noInput: tries.noInput + 1 }, 'noInput');
}

/** A key answers the menu. The note has no wrong key: it may be a part of a number typed by mistake. */
export function keyInMenu(draw: Draw, state: FlowState, node: AskingNode, tries: Tries, digit: string): Move {
  const choice = Object.entries(node.choices).find(([key]) => key === digit)?.[1];
  if (choice === undefined) {
    return failedTry(draw, forget(state), node, { ...tries, noMatch: tries.noMatch + 1 }, 'noMatch');
  }
  note(draw, state, 'choice', { digit });
  if (typeof choice === 'string') return { state, go: choice };
  draw.emit({ type: 'language', language: choice.language });
  return { state: { ...state, language: choice.language }, go: choice.next };
}

function failedTry(draw: Draw, state: FlowState, node: AskingNode, tries: Tries, kind: keyof Tries): Move {
  const count = tries[kind];
  const words = node[kind][count - 1] ?? [];
  note(draw, state, kind === 'noInput' ? 'no-input' : 'no-match', { try: count, of: node.maxTries });
  if (count < node.maxTries) return say(draw, state, node, tries, words);
  if (words.length === 0) return { state, go: node.giveUp };
  return play(draw, state, words, (id) => ({ kind: 'giving-up', node, play: id }));
}

const say = (draw: Draw, state: FlowState, node: AskingNode, tries: Tries, before: readonly string[]): Move =>
  play(draw, state, [...before, ...node.prompts], (id) => ({ kind: 'prompting', node, play: id, tries }));
