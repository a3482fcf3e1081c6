import type { EpochMillis } from '#core';
import { book } from './book.ts';
import { type CallbacksState, type CallbacksStep, DAY_MS, isOver, saved } from './state.ts';
import type { AttemptEnd, Callback, CallbackCommand, CallbackEffect, CallbackWorld } from './model.ts';

/** Neither the customer nor the number of attempts is to blame. */
const SOON_MS = 30_000;

/** The callbacks machine: same state, command, time and world, same result. */
export function stepCallbacks(state: CallbacksState, command: CallbackCommand, now: EpochMillis, world: CallbackWorld): CallbacksStep {
  switch (command.type) {
    case 'book':
      return book(state, command.request, now, world);
    case 'restored':
      return restored(state, command.callbacks, now);
    case 'tick':
      return tick(state, now, world);
    default:
      return change(state, command, now, world);
  }
}

/** When the next `tick` is due; undefined while nothing is open. */
export function nextDue(state: CallbacksState): EpochMillis | undefined {
  const open = [...state.values()].filter((one) => one.state === 'open');
  return open.length === 0 ? undefined : Math.min(...open.map(({ notBefore, until }) => Math.min(notBefore, until)));
}

type Change = Exclude<CallbackCommand, { type: 'book' | 'restored' | 'tick' }>;

function change(state: CallbacksState, command: Change, now: EpochMillis, world: CallbackWorld): CallbacksStep {
  const one = state.get(command.id);
  const ignored = (why: Extract<CallbackEffect, { type: 'ignored' }>['why']): CallbacksStep => ({ state, effects: [{ type: 'ignored', command: command.type, why }] });
  if (!one) return ignored('unknown');
  if (isOver(one)) return ignored('over');
  switch (command.type) {
    case 'cancel':
      return saved(state, { ...one, state: 'cancelled', cancelledBy: command.by, attempts: closed(one, 'interrupted') }, one.state === 'attempting' ? [{ type: 'stop', id: one.id }] : []);
    case 'move': {
      const { notBefore, until = notBefore + world.rules(one.queue).keepMs } = command;
      if (one.state === 'attempting') return ignored('attempting');
      if (until <= Math.max(now, notBefore)) return ignored('bad-window');
      return saved(state, { ...one, kind: 'scheduled', notBefore, until, waitingSince: notBefore });
    }
    case 'begun':
      if (one.state !== 'attempting') return ignored('not-attempting');
      return saved(state, { ...one, attempts: one.attempts.map((attempt, i) => (i === one.attempts.length - 1 ? { ...attempt, call: command.call } : attempt)) });
    case 'ended':
      if (one.state !== 'attempting') return ignored('not-attempting');
      return saved(state, afterAttempt(one, command.end, now, world));
    default:
      return command satisfies never;
  }
}

function afterAttempt(one: Callback, end: AttemptEnd, now: EpochMillis, world: CallbackWorld): Callback {
  const ended = { ...one, attempts: closed(one, end) };
  if (end === 'talked') return { ...ended, state: 'done' };
  const { attempts, pauses } = world.rules(one.queue);
  const counted = ended.attempts.filter((attempt) => attempt.end === 'busy' || attempt.end === 'no-answer' || attempt.end === 'unreachable').length;
  if (counted >= attempts) return { ...ended, state: 'given-up' };
  const pause = end === 'no-agent' || end === 'interrupted' ? SOON_MS : pauses[end];
  const notBefore = world.openFrom(one.queue, now + pause);
  if (notBefore === undefined || notBefore >= one.until) return { ...ended, state: counted > 0 ? 'given-up' : 'expired' };
  return { ...ended, state: 'open', notBefore };
}

/** The attempt that goes on ends so. */
const closed = ({ attempts }: Callback, end: AttemptEnd) => attempts.map((attempt) => (attempt.end === undefined ? { ...attempt, end } : attempt));

/** After a restart nobody is on the line any more: attempts of before are repeated at once. */
function restored(state: CallbacksState, callbacks: readonly Callback[], now: EpochMillis): CallbacksStep {
  const next = new Map(state);
  const effects: CallbackEffect[] = [];
  for (const one of callbacks) {
    const awake: Callback = one.state === 'attempting' ? { ...one, state: 'open', attempts: closed(one, 'interrupted'), notBefore: now, revision: one.revision + 1 } : one;
    next.set(one.id, awake);
    if (awake !== one) effects.push({ type: 'save', callback: awake });
  }
  return { state: next, effects };
}

function tick(state: CallbacksState, now: EpochMillis, world: CallbackWorld): CallbacksStep {
  let step: CallbacksStep = { state: forgotten(state, now), effects: [] };
  for (const one of state.values()) {
    if (one.state !== 'open') continue;
    const due = dueNow(step.state, one, now, world);
    step = { state: due.state, effects: [...step.effects, ...due.effects] };
  }
  return step;
}

function dueNow(state: CallbacksState, one: Callback, now: EpochMillis, world: CallbackWorld): CallbacksStep {
  if (now >= one.until) return saved(state, { ...one, state: 'expired' });
  if (now < one.notBefore) return { state, effects: [] };
  const opens = world.openFrom(one.queue, now);
  if (opens === undefined || opens >= one.until) return saved(state, { ...one, state: 'expired' });
  if (opens > now) return saved(state, { ...one, notBefore: opens });
  const attempting = saved(state, { ...one, state: 'attempting', attempts: [...one.attempts, { at: now }] });
  const callback = attempting.state.get(one.id);
  return callback ? { ...attempting, effects: [...attempting.effects, { type: 'attempt', callback }] } : attempting;
}

function forgotten(state: CallbacksState, now: EpochMillis): CallbacksState {
  return new Map([...state].filter(([, one]) => !isOver(one) || now - one.askedAt < DAY_MS));
}
