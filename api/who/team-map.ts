import type { Clock, Millis } from '#core';
import type { Subject } from '#access';
import type { ApiPorts, FloorPort } from '../port.ts';

/** Teams and queues of agents come from the configuration: they need not be fresh to the second. */
const FRESH_FOR_MS: Millis = 5_000;

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
