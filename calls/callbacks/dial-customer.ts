import type { AttemptEnd } from '#callbacks';
import { type Millis, Scope } from '#core';
import type { EndCause } from '#sip';
import { phoneAnywhere, type PhoneToRing } from '../agents/phone-to-ring.ts';
import { putOnLine } from '../answer-caller.ts';
import type { Call } from '../call.ts';
import type { House } from '../house.ts';
import { openMedia } from '../line.ts';

export type Reached = { readonly ok: true } | { readonly ok: false; readonly end: Extract<AttemptEnd, 'busy' | 'no-answer' | 'unreachable' | 'no-agent'>; readonly text: string };

/** Whether there is a way to this number at all: a phone of ours, or a trunk. */
export const canDial = ({ sip }: House, number: string): boolean => sip.isRegistered(number) || sip.trunk !== undefined;

/** Calls a customer and puts the answered line into the call; `scope` gives up the ringing. */
export async function dialCustomer(call: Call, number: string, ringMs: Millis, scope: Scope): Promise<Reached> {
  const { sip } = call.house;
  const own = await phoneOf(call.house, number);
  const remote = own?.address ?? sip.trunk;
  if (remote === undefined) return { ok: false, end: 'unreachable', text: 'no trunk is configured' };
  const dialling = new Scope(scope);
  const kind = own?.kind ?? 'phone';
  const media = await openMedia(call, call.scope, 'caller', remote, kind);
  if (!media.ok) return { ok: false, end: 'no-agent', text: media.fault.message };
  if (dialling.ended) return { ok: false, end: 'no-agent', text: dialling.reason };
  call.record('callback.dialled', { queue: call.queue });
  const target = own ? { account: number, kind } : { account: '', number };
  const outgoing = sip.dial({ ...target, sdp: media.value.offer(), from: { user: call.to, display: '' }, timeoutMs: ringMs }, dialling);
  const outcome = await outgoing.outcome;
  if (!outcome.ok) return dialling.ended ? { ok: false, end: 'no-agent', text: dialling.reason } : { ok: false, end: endOf(outcome.cause), text: outcome.cause.text };
  const { leg } = outcome;
  if (dialling.ended || call.scope.ended || !media.value.accept(leg.remoteSdp).ok) {
    leg.hangUp({ code: 200, text: 'nobody to talk to' });
    return { ok: false, end: 'no-agent', text: 'answered too late' };
  }
  putOnLine(call, leg, media.value, { user: number, display: '' });
  call.record('call.answered', { transport: own ? 'phone' : 'trunk' });
  return { ok: true };
}

/** A phone of ours with this number, here or at another server. */
async function phoneOf(house: House, number: string): Promise<PhoneToRing | undefined> {
  const newest = house.sip.phonesOf(number)?.newest;
  const address = newest && house.sip.addressOf(number, newest);
  if (newest && address !== undefined) return { kind: newest, address };
  if (!house.sip.elsewhere) return undefined;
  const found = await phoneAnywhere(house, number);
  return found === 'none' ? undefined : found;
}

/** RFC 3261 §21: what the network says about the customer. */
function endOf({ code }: EndCause): 'busy' | 'no-answer' | 'unreachable' {
  if (code === 486 || code === 600 || code === 603) return 'busy';
  return code === 408 || code === 480 || code === 487 ? 'no-answer' : 'unreachable';
}
