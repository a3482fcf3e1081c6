import type { Millis } from '#core';
import type { Prompt } from '../language/parts.ts';
import type { FlowEffect } from '../model.ts';
import type { FlowState } from './flow-state.ts';
import { utterances } from './values/utterances.ts';

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

/** Asks for sounds and texts; the phase that follows is told the id of this play. */
export function play(
  draw: Draw,
  state: FlowState,
  prompts: readonly Prompt[],
  phase: (id: number) => FlowState['phase'],
): Move {
  const { id, state: after } = nextId(state);
  draw.emit({ type: 'play', id, prompts: utterances(draw, state, prompts) });
  return { state: { ...after, phase: phase(id) } };
}

/** An id that was never used. */
export const nextId = (state: FlowState): { id: number; state: FlowState } => ({ id: state.nextId, state: { ...state, nextId: state.nextId + 1 } });

/** Starts the timer of the flow. */
export function startTimer(draw: Draw, state: FlowState, ms: Millis): { id: number; state: FlowState } {
  const next = nextId(state);
  draw.emit({ type: 'timer', id: next.id, ms });
  return next;
}

/** Writes a fact to the timeline, with the node and how long the call has been there. */
export function note(draw: Draw, state: FlowState, fact: string, data: Readonly<Record<string, string | number>> = {}): void {
  draw.emit({ type: 'note', note: fact, data: { node: state.at, afterMs: draw.now - state.since, ...data } });
}

/** The end of a flow. */
export function hangUp(draw: Draw, state: FlowState, cause: Extract<FlowEffect, { type: 'hang-up' }>['cause'], said = false): Move {
  draw.emit({ type: 'hang-up', cause, ...(said ? { said } : {}) });
  return { state: { ...state, phase: { kind: 'ended' } } };
}
