import type { Millis } from '#core';
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

/** The last possible digit has ended an entry: its terminator, which callers press all the same, is no key of what follows. */
export function expectTerminator(state: FlowState, key: string, until: Millis): FlowState {
  return state.typed.startsWith(key) ? { ...state, typed: state.typed.slice(1) } : { ...state, late: { key, until } };
}

/** The state for a key, and whether the key is only the late end of the entry before. */
export function withoutLate(state: FlowState, digit: string, now: Millis): { isLate: boolean; state: FlowState } {
  const { late, ...rest } = state;
  return late === undefined ? { isLate: false, state } : { isLate: late.key === digit && now <= late.until, state: rest };
}
