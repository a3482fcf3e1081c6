import { type Draw, type Move, note, play, startTimer } from '../draw.ts';
import type { AskingNode, FlowPhase, FlowState, Tries } from '../flow-state.ts';
import { forget, keep, take } from '../typed-keys.ts';
import { type Answer, answer } from './answer.ts';
import { listen, stopListening } from './listen.ts';

export type Prompting = Extract<FlowPhase, { kind: 'prompting' }>;
export type Waiting = Extract<FlowPhase, { kind: 'waiting' }>;

export const NO_TRIES: Tries = { noInput: 0, noMatch: 0, refused: 0, unclear: 0 };

/** Comes to a question: keys typed ahead answer it before a word is said, unless its prompts may not be interrupted. */
export function ask(draw: Draw, state: FlowState, node: AskingNode, tries: Tries = NO_TRIES): Move {
  return node.bargeIn && state.typed !== '' ? answerByKept(draw, state, node, tries) : say(draw, state, node, tries, []);
}

/** A key while the question is being asked. */
export function pressedWhileAsked(draw: Draw, state: FlowState, { node, tries, listen: heard }: Prompting, digit: string): Move {
  if (!node.bargeIn) return { state: keep(state, digit) };
  draw.emit({ type: 'stop-play' });
  stopListening(draw, heard);
  return pressed(draw, state, node, tries, '', digit);
}

/** The question was asked: kept keys answer it, or the caller gets time. */
export function asked(draw: Draw, state: FlowState, { node, tries, listen: heard }: Prompting): Move {
  if (state.typed !== '') {
    stopListening(draw, heard);
    return answerByKept(draw, state, node, tries);
  }
  const begun = heard === undefined ? listen(draw, state, node, tries.unclear) : { listen: heard, state };
  const { id, state: after } = startTimer(draw, begun.state, node.firstDigitSeconds * 1000);
  return { state: { ...after, phase: { kind: 'waiting', node, timer: id, tries, listen: begun.listen, digits: '', speaking: false } } };
}

/** A key while waiting for one. */
export function pressedWhileWaiting(draw: Draw, state: FlowState, { node, tries, listen: heard, digits }: Waiting, digit: string): Move {
  draw.emit({ type: 'cancel-timer' });
  stopListening(draw, heard);
  return pressed(draw, state, node, tries, digits, digit);
}

/** The time is over: for the first key, for the next digit, or for a caller who speaks without end. */
export function timedOut(draw: Draw, state: FlowState, { node, tries, digits, listen: heard, speaking }: Waiting): Move {
  stopListening(draw, heard);
  if (speaking) return failedTry(draw, state, node, { ...tries, noMatch: tries.noMatch + 1, unclear: tries.unclear + 1 }, 'noMatch');
  if (digits !== '') return carryOut(draw, state, node, tries, answer(draw, state, node, digits, 'over'));
  return failedTry(draw, state, node, { ...tries, noInput: tries.noInput + 1 }, 'noInput');
}

function answerByKept(draw: Draw, state: FlowState, node: AskingNode, tries: Tries): Move {
  let digits = '';
  let rest = state;
  while (rest.typed !== '') {
    const taken = take(rest);
    rest = taken.state;
    const found = answer(draw, rest, node, digits, taken.digit ?? '');
    if (found.kind !== 'more') return carryOut(draw, rest, node, tries, found);
    digits = found.digits;
  }
  return nextDigit(draw, rest, node, tries, digits);
}

const pressed = (draw: Draw, state: FlowState, node: AskingNode, tries: Tries, digits: string, digit: string): Move =>
  carryOut(draw, state, node, tries, answer(draw, state, node, digits, digit));

/** What an answer leads to. */
export function carryOut(draw: Draw, state: FlowState, node: AskingNode, tries: Tries, found: Answer): Move {
  switch (found.kind) {
    case 'go':
      return { state: found.state, go: found.to };
    case 'confirm':
      return ask(draw, found.state, { ...found.node, before: tries });
    case 'again': {
      const again = { ...found.tries, refused: found.tries.refused + 1 };
      note(draw, state, 'refused', { try: again.refused, of: found.node.maxTries });
      if (again.refused < found.node.maxTries) return say(draw, state, found.node, again, []);
      return { state, go: giveUpOf(found.node) };
    }
    case 'more':
      return nextDigit(draw, state, node, tries, found.digits);
    case 'no-match':
      return failedTry(draw, forget(found.state ?? state), node, { ...tries, noMatch: tries.noMatch + 1 }, 'noMatch');
  }
}

function nextDigit(draw: Draw, state: FlowState, node: AskingNode, tries: Tries, digits: string): Move {
  const seconds = node.type === 'gather' ? node.interDigitSeconds : node.firstDigitSeconds;
  const { id, state: after } = startTimer(draw, state, seconds * 1000);
  return { state: { ...after, phase: { kind: 'waiting', node, timer: id, tries, listen: undefined, digits, speaking: false } } };
}

export function failedTry(draw: Draw, state: FlowState, node: AskingNode, tries: Tries, kind: 'noInput' | 'noMatch'): Move {
  const count = tries[kind];
  const words = node[kind][count - 1] ?? [];
  note(draw, state, kind === 'noInput' ? 'no-input' : 'no-match', { try: count, of: node.maxTries });
  if (count < node.maxTries) return say(draw, state, node, tries, words);
  const to = giveUpOf(node);
  if (words.length === 0) return { state, go: to };
  return play(draw, state, words, (id) => ({ kind: 'giving-up', to, play: id }));
}

function giveUpOf(node: AskingNode): string {
  if (node.type === 'survey') return node.next;
  return node.type === 'confirm' ? node.gather.giveUp : node.giveUp;
}

function say(draw: Draw, state: FlowState, node: AskingNode, tries: Tries, before: AskingNode['prompts']): Move {
  const begun = node.bargeIn && node.speech?.bargeIn ? listen(draw, state, node, tries.unclear) : { listen: undefined, state };
  return play(draw, begun.state, [...before, ...node.prompts], (id) => ({ kind: 'prompting', node, play: id, tries, listen: begun.listen }));
}
