import { Fault } from '#core';
import type { Permission, Subject } from '#access';
import type { ApiPorts } from '../port.ts';
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
