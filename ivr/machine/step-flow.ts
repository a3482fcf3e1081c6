import type { Millis } from '#core';
import type { Flow } from '../language/flow-schema.ts';
import type { FlowEffect, FlowFacts, FlowInput } from '../model.ts';
import { asked, pressedWhileAsked, pressedWhileWaiting, timedOut } from './asking/ask.ts';
import { deaf, heardWhileAsked, heardWhileWaiting } from './asking/hear.ts';
import { defaultsOf } from './deciding/sub-flows.ts';
import { type Draw, type Move, hangUp } from './draw.ts';
import { act, announced, enter } from './enter-node.ts';
import type { FlowState, FlowTurn } from './flow-state.ts';
import { keep, withoutLate } from './typed-keys.ts';
import { askWorld, goOn, worldIsSlow } from './world/ask-world.ts';
import { told } from './world/look-at-queues.ts';
import { queuesFrom } from './world/read-answer.ts';
import { afterQueue, offerInQueue, pressedInQueue } from './world/wait-in-queue.ts';

/** Nodes passed in one turn; a checked flow has no loop without time, so this is a net under flows made by other means. */
const MOST_NODES_AT_ONCE = 20_000;

/** A call at the door of a flow; the input `start` lets it in. */
export function startFlow(flow: Flow, facts: FlowFacts, now: Millis): FlowState {
  return {
    flow,
    frames: [],
    facts,
    startedAt: now,
    language: flow.language,
    variables: defaultsOf(flow),
    customer: facts.customer,
    queues: {},
    looked: undefined,
    waits: {},
    offered: [],
    deaf: false,
    typed: '',
    nextId: 1,
    at: flow.start,
    since: now,
    phase: { kind: 'new' },
  };
}

/**
 * What one event changes. Events that come too late (a sound, a timer or an answer with an old id, `start` once more,
 * anything after the end) change nothing and ask for nothing.
 */
export function stepFlow(state: FlowState, input: FlowInput, now: Millis): FlowTurn {
  return turn(now, (draw) => {
    switch (input.type) {
      case 'start':
        return onStart(draw, state);
      case 'key':
        return onKey(draw, state, input.digit);
      case 'play-ended':
        return onPlayEnded(draw, state, input.id);
      case 'timer':
        return onTimer(draw, state, input.id);
      case 'heard':
        return onHeard(draw, state, input);
      case 'outcome':
        return onOutcome(draw, state, input);
    }
  });
}

/** True when the flow has asked for a queue without a way on, or for a hang-up: nothing more will come of it. */
export const flowEnded = (state: FlowState): boolean => state.phase.kind === 'ended';

/** Decides once, then passes through nodes until one needs time. */
function turn(now: Millis, decide: (draw: Draw) => Move): FlowTurn {
  const effects: FlowEffect[] = [];
  const draw: Draw = { now, emit: (effect) => effects.push(effect) };
  let move = decide(draw);
  for (let nodes = 0; move.go !== undefined; nodes += 1) {
    move = nodes < MOST_NODES_AT_ONCE ? enter(draw, move.state, move.go) : hangUp(draw, move.state, 'fault');
  }
  return { state: move.state, effects };
}

function onStart(draw: Draw, state: FlowState): Move {
  if (state.phase.kind !== 'new') return { state };
  draw.emit({ type: 'language', language: state.language });
  return { state, go: state.flow.start };
}

function onKey(draw: Draw, before: FlowState, digit: string): Move {
  const { isLate, state } = withoutLate(before, digit, draw.now);
  if (isLate) return { state };
  const { phase } = state;
  switch (phase.kind) {
    case 'announcing':
      if (!phase.node.bargeIn) return { state: keep(state, digit) };
      draw.emit({ type: 'stop-play' });
      return announced(draw, keep(state, digit), phase.node, 'interrupted');
    case 'prompting':
      return pressedWhileAsked(draw, state, phase, digit);
    case 'waiting':
      return pressedWhileWaiting(draw, state, phase, digit);
    case 'introducing':
      draw.emit({ type: 'stop-play' });
      return askWorld(draw, state, phase.node);
    case 'asking':
      // A voicemail ends by its key, and whoever talks to somebody presses keys for them.
      return phase.node.type === 'voicemail' || phase.node.type === 'transfer' ? { state } : { state: keep(state, digit) };
    case 'queueing':
      return pressedInQueue(draw, state, phase, digit);
    case 'new':
    case 'looking':
    case 'giving-up':
      return { state: keep(state, digit) };
    case 'parting':
    case 'ended':
      return { state };
  }
}

function onPlayEnded(draw: Draw, state: FlowState, id: number): Move {
  const { phase } = state;
  if (!('play' in phase) || phase.play !== id) return { state };
  switch (phase.kind) {
    case 'announcing':
      return announced(draw, state, phase.node, 'whole');
    case 'prompting':
      return asked(draw, state, phase);
    case 'giving-up':
      return { state, go: phase.to };
    case 'introducing':
      return askWorld(draw, state, phase.node);
    case 'parting':
      return hangUp(draw, state, phase.node.cause, true);
  }
}

function onTimer(draw: Draw, state: FlowState, id: number): Move {
  const { phase } = state;
  if (!('timer' in phase) || phase.timer !== id) return { state };
  switch (phase.kind) {
    case 'waiting':
      return timedOut(draw, state, phase);
    case 'asking':
      return worldIsSlow(draw, state, phase);
    case 'queueing':
      return offerInQueue(draw, state, phase);
    case 'looking':
      draw.emit({ type: 'stop-asking', id: phase.question });
      return act(draw, told(draw, state, phase.node, {}), phase.node);
  }
}

function onHeard(draw: Draw, state: FlowState, input: Extract<FlowInput, { type: 'heard' }>): Move {
  const { phase } = state;
  if (phase.kind === 'prompting' && phase.listen === input.id) return heardWhileAsked(draw, state, phase, input);
  if (phase.kind === 'waiting' && phase.listen === input.id) return heardWhileWaiting(draw, state, phase, input);
  return { state };
}

function onOutcome(draw: Draw, state: FlowState, { id, outcome, data = {} }: Extract<FlowInput, { type: 'outcome' }>): Move {
  const { phase } = state;
  switch (phase.kind) {
    case 'asking':
      return phase.question === id ? goOn(draw, state, phase, outcome, data) : { state };
    case 'queueing':
      return phase.wait === id ? afterQueue(draw, state, phase, outcome) : { state };
    case 'looking':
      if (phase.question !== id) return { state };
      draw.emit({ type: 'cancel-timer' });
      return act(draw, told(draw, state, phase.node, outcome === 'known' ? queuesFrom(data) : {}), phase.node);
    case 'prompting':
    case 'waiting':
      return phase.listen === id ? deaf(draw, state, phase) : { state };
    default:
      return { state };
  }
}
