import { type Draw, type Move, nextId, note, startTimer } from '../draw.ts';
import type { FlowPhase, FlowState, WorldNode } from '../flow-state.ts';
import { utterances } from '../values/utterances.ts';
import { questionOf } from './question-of.ts';
import { resultOf } from './result-of.ts';

type Asking = Extract<FlowPhase, { kind: 'asking' }>;

/** Booking and writing are quick; longer means that something is broken. */
const USUAL_MS = 5000;
/** Beyond the longest message: beep, and the time to store it. */
const RECORDING_GRACE_MS = 30_000;

/** Comes to a node that asks the world. */
export function askWorld(draw: Draw, state: FlowState, node: WorldNode): Move {
  const { id, state: asked } = nextId(state);
  const { question, secret } = questionOf(draw, state, node);
  draw.emit({ type: 'ask-world', id, ...(secret ? { secret: true } : {}), question });
  const limit = limitOf(node);
  if (limit === undefined) return { state: { ...asked, phase: { kind: 'asking', node, question: id, timer: undefined, left: undefined, holding: false } } };
  const holdAfter = 'hold' in node && node.hold ? Math.min(limit, node.hold.afterSeconds * 1000) : undefined;
  const timer = startTimer(draw, asked, holdAfter ?? limit);
  const left = holdAfter === undefined ? undefined : limit - holdAfter;
  return { state: { ...timer.state, phase: { kind: 'asking', node, question: id, timer: timer.id, left, holding: false } } };
}

function limitOf(node: WorldNode): number | undefined {
  switch (node.type) {
    case 'http':
    case 'customer':
      return node.timeoutSeconds * 1000;
    case 'voicemail':
      return node.maxSeconds * 1000 + RECORDING_GRACE_MS;
    case 'callback':
    case 'ticket':
      return USUAL_MS;
    case 'transfer':
      return undefined;
  }
}

/** The timer: first the hold action, then it is given up. */
export function worldIsSlow(draw: Draw, state: FlowState, phase: Asking): Move {
  const { node, left } = phase;
  if (left !== undefined && left > 0 && 'hold' in node && node.hold) {
    const playing = nextId(state);
    draw.emit({ type: 'play', id: playing.id, prompts: utterances(draw, state, node.hold.prompts), loop: true });
    const timer = startTimer(draw, playing.state, left);
    return { state: { ...timer.state, phase: { ...phase, timer: timer.id, left: undefined, holding: true } } };
  }
  draw.emit({ type: 'stop-asking', id: phase.question });
  return goOn(draw, state, { ...phase, timer: undefined }, 'timed-out', {});
}

/** The answer. */
export function goOn(draw: Draw, state: FlowState, { node, timer, holding }: Asking, outcome: string, data: Readonly<Record<string, unknown>>): Move {
  if (timer !== undefined) draw.emit({ type: 'cancel-timer' });
  if (holding) draw.emit({ type: 'stop-play' });
  const status = node.type === 'http' ? data['status'] : undefined;
  const told = { outcome: outcome.slice(0, 40) };
  note(draw, state, node.type, typeof status === 'number' ? { ...told, status } : told);
  return resultOf(draw, state, node, outcome, data);
}
