import { type Clock, Fault, type Millis } from '#core';
import type { Permission } from '#access';
import { HttpFault } from '../http/http-fault.ts';
import type { ApiPorts, DeskPort, FloorPort } from '../port.ts';
import type { Caller } from '../who/caller.ts';
import { forbidden } from '../who/gate.ts';
import type { CallPlace, TeamMap } from '../who/team-map.ts';

export type { CallPlace };

export interface CallWatchOptions {
  readonly ports: Pick<ApiPorts, 'liveCalls'>;
  readonly desk?: DeskPort | undefined;
  readonly floor?: FloorPort | undefined;
  readonly teams: TeamMap;
  readonly clock: Clock;
}

/** Making all rows costs a millisecond or two: when 200 pages reconnect, they share them. */
const SHARED_FOR_MS: Millis = 250;

/** Who may follow a call in progress. */
export class CallWatch {
  readonly #options: CallWatchOptions;
  #places = new Map<string, CallPlace>();
  #madeAt: Millis | undefined;

  constructor(options: CallWatchOptions) {
    this.#options = options;
    // For as long as the API lives, as the port does.
    options.floor?.changed.on(() => (this.#madeAt = undefined));
  }

  /** Throws 404 when the call is not in progress, 403 without the right to it. True: it is the caller's own call. */
  check(caller: Caller, permission: Permission, call: string, now: CallPlace | undefined = this.#placeOf(call)): boolean {
    if (this.#own(caller, call) && caller.may(permission, { agent: caller.person?.agent ?? '' })) return true;
    if (!now) throw new HttpFault(404, new Fault('api.unknown-call', 'There is no such call in progress. GET /api/live-calls lists them.'));
    if (!this.#options.teams.allows(caller, permission, now)) throw forbidden();
    return false;
  }

  allowed(caller: Caller, permission: Permission, call: string, now?: CallPlace): boolean {
    try {
      this.check(caller, permission, call, now);
      return true;
    } catch {
      return false;
    }
  }

  #own({ person }: Caller, call: string): boolean {
    const desk = person?.agent === undefined ? undefined : this.#options.desk?.desk(person.agent);
    return desk?.call?.callId === call || desk?.wrapUp?.callId === call;
  }

  #placeOf(call: string): CallPlace | undefined {
    const { floor, ports, clock } = this.#options;
    const now = clock.now();
    if (this.#madeAt === undefined || now - this.#madeAt > SHARED_FOR_MS) {
      this.#places = new Map((floor ? floor.floor().calls : ports.liveCalls()).map((call: CallPlace & { readonly id: string }) => [call.id, { agent: call.agent, queue: call.queue, queues: call.queues }]));
      this.#madeAt = now;
    }
    return this.#places.get(call);
  }
}
