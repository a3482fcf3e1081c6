import type { Permission } from '#access';
import type { ApiPorts } from '../port.ts';
import type { Caller } from './caller.ts';
import type { TeamMap } from './team-map.ts';

/** Who may do what with what waits in a queue without an agent: those of its teams, and the agents who serve it. */
export class QueueAccess {
  readonly #agents: ApiPorts['agents'];
  readonly #teams: Pick<TeamMap, 'ofQueue'>;

  constructor(ports: Pick<ApiPorts, 'agents'>, teams: Pick<TeamMap, 'ofQueue'>) {
    this.#agents = () => ports.agents();
    this.#teams = teams;
  }

  may(caller: Caller, permission: Permission, queue: string): boolean {
    return caller.may(permission, { teams: this.#teams.ofQueue(queue) }) || (caller.may(permission) && this.#served(caller).includes(queue));
  }

  /** Queues a list is to be narrowed to; undefined = all. */
  queues(caller: Caller, permission: Permission, wanted?: string): readonly string[] | undefined {
    if (caller.reach(permission).kind === 'all') return wanted === undefined ? undefined : [wanted];
    const all = wanted === undefined ? [...new Set(this.#agents().flatMap(({ queues }) => queues))] : [wanted];
    return all.filter((queue) => this.may(caller, permission, queue));
  }

  #served({ person }: Caller): readonly string[] {
    return this.#agents().find(({ id }) => id === person?.agent)?.queues ?? [];
  }
}
