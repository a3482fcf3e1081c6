import type { FlowState } from './flow-state.ts';

/** Keys kept for later menus; more than any path through a flow needs, so the rest is play with the keypad. */
const MOST_TYPED = 20;

/** Keeps a key for the next menu. */
export function keep(state: FlowState, digit: string): FlowState {
  return { ...state, typed: (state.typed + digit).slice(0, MOST_TYPED) };
}

/** Takes the oldest kept key, if there is one. */
export function take(state: FlowState): { digit: string | undefined; state: FlowState } {
  const digit = state.typed.length > 0 ? state.typed.charAt(0) : undefined;
  return { digit, state: digit === undefined ? state : { ...state, typed: state.typed.slice(1) } };
}

/** Forgets kept keys: after a wrong one, the others were meant for a way not taken. */
export const forget = (state: FlowState): FlowState => ({ ...state, typed: '' });
