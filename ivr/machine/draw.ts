import type { Millis } from '#core';
import type { FlowEffect } from '../model.ts';
import type { FlowState } from './flow-state.ts';

/** The collecting hand of one turn: effects in the order they are asked for, and the time of the turn. */
export interface Draw {
  readonly now: Millis;
  emit(effect: FlowEffect): void;
}

/** Where a decision leads: the call stays in `state`, or goes on at the node `go`. */
export interface Move {
  readonly state: FlowState;
  readonly go?: string;
}

/** Asks for sounds; the phase that follows is told the id of this play. */
export function play(
  draw: Draw,
  state: FlowState,
  prompts: readonly string[],
  phase: (id: number) => FlowState['phase'],
): Move {
  const id = state.nextId;
  draw.emit({ type: 'play', id, prompts });
  return { state: { ...state, nextId: id + 1, phase: phase(id) } };
}

/** Writes a fact to the timeline, with the node and how long the call has been there. */
export function note(draw: Draw, state: FlowState, fact: string, data: Readonly<Record<string, string | number>> = {}): void {
  draw.emit({ type: 'note', note: fact, data: { node: state.at, afterMs: draw.now - state.since, ...data } });
}
