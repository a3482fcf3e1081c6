import type { CallbackOrder } from '#callbacks';
import type { FlowQuestion } from '#ivr';
import type { Call } from '../call.ts';
import { wallOf } from '../desk/workplaces.ts';
import { FAILED, type WorldAnswer } from '../flow/world-answer.ts';
import { canDial } from './dial-customer.ts';

/** The customer is called so much before the turn is expected to come: they have to take the phone. */
const BEFORE_THE_TURN_MS = 60_000;

/** A caller wants to be called back. Booked twice is booked. */
export async function bookCallback(call: Call, question: Extract<FlowQuestion, { kind: 'callback' }>): Promise<WorldAnswer> {
  const { house } = call;
  const { queue, skills, priority, number, keepPlace, waitingSince } = question;
  const order: CallbackOrder = house.settings.callbackOrder ?? 'agent-first';
  if (!house.callbacks) return FAILED;
  if (!canDial(house, number)) return { outcome: 'refused', data: { why: 'no-trunk' } };
  const since = keepPlace && waitingSince !== undefined ? wallOf(house.clock, waitingSince) : house.clock.wall();
  const expectedMs = house.waits.ofNext(queue).expectedMs ?? 0;
  const turn = order === 'customer-first' ? { notBefore: house.clock.wall() + Math.max(0, expectedMs - BEFORE_THE_TURN_MS) } : {};
  const id = house.random.uuid();
  const booking = await house.callbacks.book({ id, number, queue, skills, priority, language: call.language, kind: 'keep-place', order, call: call.id, waitingSince: since, ...turn });
  if (!booking.ok && booking.why !== 'duplicate') return { outcome: 'refused', data: { why: booking.why } };
  call.served = 'callback';
  const callback = booking.ok ? booking.callback.id : (booking.known ?? id);
  call.record('callback.asked', { callback, queue, keepPlace, order, known: !booking.ok });
  return { outcome: 'booked', data: booking.ok ? { at: new Date(booking.callback.notBefore).toISOString() } : {} };
}
