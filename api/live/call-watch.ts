import { Fault } from '#core';
import type { Permission, Subject } from '#access';
import { HttpFault } from '../http/http-fault.ts';
import type { ApiPorts, DeskPort, FloorPort } from '../port.ts';
import type { Caller } from '../who/caller.ts';
import { forbidden } from '../who/gate.ts';
import type { TeamMap } from '../who/team-map.ts';

export interface CallWatchOptions {
  readonly ports: Pick<ApiPorts, 'liveCalls'>;
  readonly desk?: DeskPort | undefined;
  readonly floor?: FloorPort | undefined;
  readonly teams: TeamMap;
}

/** Who may follow a call in progress. */
export class CallWatch {
  readonly #options: CallWatchOptions;

  constructor(options: CallWatchOptions) {
    this.#options = options;
  }

  /** Throws 404 when the call is not in progress, 403 without the right to it. True: it is the caller's own call. */
  check(caller: Caller, permission: Permission, call: string): boolean {
    if (this.#own(caller, call) && caller.may(permission, { agent: caller.person?.agent ?? '' })) return true;
    const subject = this.#subject(call);
    if (!subject) throw new HttpFault(404, new Fault('api.unknown-call', 'There is no such call in progress. GET /api/live-calls lists them.'));
    if (!caller.may(permission, subject)) throw forbidden();
    return false;
  }

  allowed(caller: Caller, permission: Permission, call: string): boolean {
    try {
      this.check(caller, permission, call);
      return true;
    } catch {
      return false;
    }
  }

  #own({ person }: Caller, call: string): boolean {
    const desk = person?.agent === undefined ? undefined : this.#options.desk?.desk(person.agent);
    return desk?.call?.callId === call || desk?.wrapUp?.callId === call;
  }

  #subject(call: string): Subject | undefined {
    const { floor, ports, teams } = this.#options;
    const row = floor ? floor.floor().calls.find(({ id }) => id === call) : ports.liveCalls().find(({ id }) => id === call);
    return row && teams.ofCall(row);
  }
}
