import type { Clock, Millis } from '#core';
import type { Permission, Subject } from '#access';
import type { ApiPorts, FloorPort } from '../port.ts';
import type { Caller } from './caller.ts';

/** Teams and queues of agents come from the configuration: they need not be fresh to the second. */
const FRESH_FOR_MS: Millis = 5_000;

/** Of a call in progress, what decides who may see it. */
export interface CallPlace {
  readonly agent?: string | undefined;
  readonly queue?: string | undefined;
  /** In the menu: the queues it can still reach. */
  readonly queues?: readonly string[] | undefined;
}

/** The queues a call can still reach, while it belongs to none. */
const inMenu = ({ agent, queue, queues }: CallPlace): readonly string[] | undefined => (agent === undefined && queue === undefined ? queues : undefined);

/** What belongs to which team: agents by the floor, queues by the agents who serve them. */
export class TeamMap {
  readonly #ports: Pick<ApiPorts, 'agents'>;
  readonly #floor: FloorPort | undefined;
  readonly #clock: Clock;
  #agents = new Map<string, readonly string[]>();
  #queues = new Map<string, Set<string>>();
  #readAt: Millis | undefined;

  constructor(ports: Pick<ApiPorts, 'agents'>, floor: FloorPort | undefined, clock: Clock) {
    this.#ports = ports;
    this.#floor = floor;
    this.#clock = clock;
  }

  ofAgent(agent: string): readonly string[] {
    this.#refresh();
    return this.#agents.get(agent) ?? [];
  }

  ofQueue(queue: string): readonly string[] {
    this.#refresh();
    return [...(this.#queues.get(queue) ?? [])];
  }

  /** A call belongs to its agent, and while it has none to those who serve its queue. */
  ofCall({ agent, queue }: { readonly agent?: string | undefined; readonly queue?: string | undefined }): Subject {
    if (agent !== undefined) return { agent, teams: this.ofAgent(agent) };
    return queue === undefined ? {} : { teams: this.ofQueue(queue) };
  }

  /**
   * Whether somebody may do this about a call. One in the menu, that can still reach several queues, is not anybody's yet:
   * only who may do it in all of them may.
   */
  allows(caller: Pick<Caller, 'may'>, permission: Permission, call: CallPlace): boolean {
    const queues = inMenu(call);
    if (!queues) return caller.may(permission, this.ofCall(call));
    const subjects = queues.length === 0 ? [{}] : queues.map((queue) => ({ teams: this.ofQueue(queue) }));
    return subjects.every((subject) => caller.may(permission, subject));
  }

  /** Whether a call shows on somebody's floor: one in the menu, as soon as it can come to them. */
  shows(caller: Pick<Caller, 'may'>, call: CallPlace): boolean {
    const queues = inMenu(call);
    if (!queues || queues.length === 0) return this.allows(caller, 'floor.see', call);
    return queues.some((queue) => caller.may('floor.see', { teams: this.ofQueue(queue) }));
  }

  #refresh(): void {
    const now = this.#clock.now();
    if (this.#readAt !== undefined && now - this.#readAt < FRESH_FOR_MS) return;
    this.#readAt = now;
    this.#agents = new Map(this.#floor?.floor().agents.map(({ id, teams }) => [id, teams]) ?? []);
    this.#queues = new Map();
    for (const { id, queues } of this.#ports.agents()) {
      for (const queue of queues) {
        const teams = this.#queues.get(queue) ?? new Set();
        for (const team of this.#agents.get(id) ?? []) teams.add(team);
        this.#queues.set(queue, teams);
      }
    }
  }
}
