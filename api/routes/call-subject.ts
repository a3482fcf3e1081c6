import { Fault } from '#core';
import type { Permission, Subject } from '#access';
import type { TimelineEvent } from '#store';
import type { AccessPort, ApiPorts } from '../port.ts';
import { transcriptOf } from '../transcript.ts';
import { HttpFault } from '../http/route.ts';
import type { Caller } from '../who/caller.ts';
import { forbidden } from '../who/gate.ts';
import { maskNumbers } from '../who/mask-number.ts';
import type { TeamMap } from '../who/team-map.ts';

/** Fields that look like numbers and are none. */
const NOT_NUMBERS: ReadonlySet<string> = new Set(['id', 'callId', 'call', 'file', 'words', 'next']);

interface Belongs {
  readonly agent?: string | undefined;
  readonly queue?: string | undefined;
}

/** A row as the caller may see it: telephone numbers hidden without the right to them. */
export function shown<T extends Belongs>(row: T, caller: Caller, teams: TeamMap): T {
  return maskedUnless(caller, teams.ofCall(row), row);
}

export function maskedUnless<T>(caller: Caller, subject: Subject, value: T): T {
  return caller.may('numbers.see', subject) ? value : maskNumbers(value, NOT_NUMBERS);
}

/** A stored call that the caller may have; throws 404 or 403. */
export async function callFor(caller: Caller, permission: Permission, id: string, { store, teams }: { store: ApiPorts['store']; teams: TeamMap }) {
  const call = await store.call(id);
  if (!call) throw new HttpFault(404, new Fault('api.unknown-call', 'There is no call with this id. GET /api/calls lists them.'));
  const subject = teams.ofCall(call.summary);
  if (!caller.may(permission, subject)) throw forbidden();
  return { ...call, subject };
}

/**
 * The same for reading what was said. An agent whose part of the call is over (it was transferred) is given it up to `until`, s on
 * the call's audio clock: their wrap-up is about it.
 */
export async function heardCallFor(caller: Caller, id: string, { store, teams }: { store: ApiPorts['store']; teams: TeamMap }) {
  const call = await store.call(id);
  const agent = caller.person?.agent;
  const own = call && agent !== undefined && !caller.may('calls.read', teams.ofCall(call.summary)) && caller.may('calls.read', { agent });
  if (!own) return { ...(await callFor(caller, 'calls.read', id, { store, teams })), until: Infinity };
  const until = leftAt(call.events, agent);
  if (until === undefined) throw forbidden();
  return { ...call, events: call.events.filter(({ audioAt = 0 }) => audioAt <= until), subject: { agent }, until };
}

/** What was said in a call so far, for who may read it. */
export const heardTurns = (parts: { store: ApiPorts['store']; teams: TeamMap; audit: AccessPort['audit'] | undefined }) => (caller: Caller) => async (id: string) => {
  const { events } = await heardCallFor(caller, id, parts);
  await parts.audit?.record(caller.actor, 'call-read', id);
  return transcriptOf(events).map(({ speaker, text }) => ({ speaker, text }));
};

/** When this agent left the call for the last time; undefined when they were never in it. */
function leftAt(events: readonly TimelineEvent[], agent: string): number | undefined {
  return events.findLast(({ type, data }) => type === 'agent.left' && data['agent'] === agent)?.audioAt;
}
