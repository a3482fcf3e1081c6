import type { Callback, CallbackEffect } from './model.ts';

/** All callbacks that are open, and those that ended within a day. */
export type CallbacksState = ReadonlyMap<string, Callback>;

export interface CallbacksStep {
  readonly state: CallbacksState;
  readonly effects: readonly CallbackEffect[];
}

/** Limits look back so far; what ended before is forgotten here and stays in the store. */
export const DAY_MS = 86_400_000;

export const isOver = ({ state }: Callback): boolean => state !== 'open' && state !== 'attempting';

/** Every change is one revision. */
export function saved(state: CallbacksState, changed: Callback, more: readonly CallbackEffect[] = []): CallbacksStep {
  const callback = { ...changed, revision: changed.revision + 1 };
  return { state: new Map(state).set(callback.id, callback), effects: [{ type: 'save', callback }, ...more] };
}
