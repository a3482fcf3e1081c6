import type { Millis } from '#core';
import type { Flow } from '../language/flow-schema.ts';
import type { FlowEffect, FlowFacts, FlowInput } from '../model.ts';
import { asked, keyInMenu, pressedWhileAsked, timedOut } from './ask.ts';
import { announced, enter, parted } from './enter-node.ts';
import type { Draw, Move } from './draw.ts';
import type { FlowState, FlowTurn } from './flow-state.ts';
import { keep } from './typed-keys.ts';

/** A call at the door of a flow; the input `start` lets it in. */
export function startFlow(flow: Flow, facts: FlowFacts, now: Millis): FlowState {
  return {
    flow,
    facts,
    language: flow.language,
    typed: '',
    nextId: 1,
    at: flow.start,
    since: now,
    phase: { kind: 'new' },
  };
}

/**
 * What one event changes. Events that come too late (a sound or a timer with an old id, `start` once more, anything
 * after the end) change nothing and ask for nothing.
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
      case 'outcome':
        return { state };
    }
  });
}

/** True when the flow has asked for a queue or a hang-up: nothing more will come of it. */
export const flowEnded = (state: FlowState): boolean => state.phase.kind === 'ended';

/** Decides once, then passes through nodes until one needs time (a checked flow has no loop of nodes that need none). */
function turn(now: Millis, decide: (draw: Draw) => Move): FlowTurn {
  const effects: FlowEffect[] = [];
  const draw: Draw = { now, emit: (effect) => effects.push(effect) };
  let move = decide(draw);
  while (move.go !== undefined) move = enter(draw, move.state, move.go);
  return { state: move.state, effects };
}

function onStart(draw: Draw, state: FlowState): Move {
  if (state.phase.kind !== 'new') return { state };
  draw.emit({ type: 'language', language: state.language });
  return { state, go: state.flow.start };
}

function onKey(draw: Draw, state: FlowState, digit: string): Move {
  const { phase } = state;
  switch (phase.kind) {
    case 'announcing':
      if (!phase.node.bargeIn) return { state: keep(state, digit) };
      draw.emit({ type: 'stop-play' });
      return announced(draw, keep(state, digit), phase.node, 'interrupted');
    case 'prompting':
      return pressedWhileAsked(draw, state, phase, digit);
    case 'waiting':
      draw.emit({ type: 'cancel-timer' });
      return keyInMenu(draw, state, phase.node, phase.tries, digit);
    case 'new':
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
      return { state, go: phase.node.giveUp };
    case 'parting':
      return parted(draw, state, phase.node);
  }
}

function onTimer(draw: Draw, state: FlowState, id: number): Move {
  const { phase } = state;
  return phase.kind === 'waiting' && phase.timer === id ? timedOut(draw, state, phase) : { state };
}
