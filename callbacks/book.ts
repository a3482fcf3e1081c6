import type { EpochMillis } from '#core';
import type { Callback, CallbackRequest, CallbackWorld, RefusedWhy } from './model.ts';
import { type CallbacksState, type CallbacksStep, DAY_MS, isOver, saved } from './state.ts';

/** ITU-T E.164 has at most 15 digits; extensions of three are the shortest that are called. */
const NUMBER = /^\+?[0-9]{3,15}$/;

/** Numbers written in two ways are one customer. */
export const plainDigits = (number: string): string => number.replaceAll(/[^0-9]/g, '');

/** Takes a wish for a callback, or says why not. */
export function book(state: CallbacksState, request: CallbackRequest, now: EpochMillis, world: CallbackWorld): CallbacksStep {
  const refused = (why: RefusedWhy, known?: string): CallbacksStep => ({ state, effects: [{ type: 'refused', id: request.id, why, ...(known === undefined ? {} : { known }) }] });
  const { number, queue } = request;
  if (!NUMBER.test(number)) return refused('bad-number');
  const { perNumberPerDay, mostOpen, keepMs } = world.rules(queue);
  const all = [...state.values()];
  const same = all.filter((one) => plainDigits(one.number) === plainDigits(number));
  const duplicate = same.find((one) => one.queue === queue && !isOver(one));
  if (duplicate) return refused('duplicate', duplicate.id);
  if (same.filter(({ askedAt }) => now - askedAt < DAY_MS).length >= perNumberPerDay) return refused('limit');
  if (all.filter((one) => one.queue === queue && !isOver(one)).length >= mostOpen) return refused('full');
  const notBefore = world.openFrom(queue, Math.max(now, request.notBefore ?? now));
  if (notBefore === undefined) return refused('closed');
  const until = request.until ?? notBefore + keepMs;
  if (until <= notBefore) return refused('bad-window');
  const callback = begun(request, { now, notBefore, until });
  const step = saved(state, callback);
  const booked = step.state.get(request.id);
  return booked ? { ...step, effects: [...step.effects, { type: 'booked', callback: booked }] } : step;
}

function begun(request: CallbackRequest, { now, notBefore, until }: { now: EpochMillis; notBefore: EpochMillis; until: EpochMillis }): Callback {
  const { id, number, queue, skills, priority, language, kind, order, call, by } = request;
  const waitingSince = kind === 'keep-place' ? Math.min(request.waitingSince ?? now, now) : notBefore;
  return {
    id, number, queue, skills, priority, language, kind, order, waitingSince, notBefore, until,
    askedAt: now, state: 'open', attempts: [], revision: 0,
    ...(call === undefined ? {} : { call }),
    ...(by === undefined ? {} : { by }),
  };
}
