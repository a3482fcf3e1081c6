import type { Cluster } from '#cluster';
import type { FloorCall } from '#contract';
import { type CallId, Emitter, type Scope } from '#core';
import type { TimelineEvent } from '#store';
import type { Call } from '../call.ts';
import { callRow } from '../floor/floor-rows.ts';
import type { House } from '../house.ts';
import type { LiveMessage } from '../live-message.ts';

/** Topic of what servers tell each other about calls in progress. */
const TOPIC = 'calls';

type Told =
  | { readonly is: 'live'; readonly message: LiveMessage }
  | { readonly is: 'recorded'; readonly row: FloorCall; readonly event: TimelineEvent }
  | { readonly is: 'open'; readonly rows: readonly FloorCall[] }
  | { readonly is: 'record'; readonly call: CallId; readonly type: string; readonly data: Readonly<Record<string, unknown>> };

/** A call in progress at another server, as the floor shows it. */
export interface CallElsewhere {
  readonly id: CallId;
  readonly row: FloorCall;
  readonly agent?: string | undefined;
  readonly queue?: string | undefined;
  readonly over: boolean;
  /** Its own server puts the fact on its timeline. */
  record(type: string, data: Record<string, unknown>): void;
}

export interface RecordedElsewhere {
  readonly call: CallElsewhere;
  /** Undefined: it was there before the link to its server, or is gone with it. */
  readonly event?: TimelineEvent;
}

/** Calls of all servers: what is told live is told to the consoles of every server. */
export class CallsElsewhere {
  readonly recorded = new Emitter<RecordedElsewhere>();
  readonly #house: House;
  readonly #cluster: Cluster;
  readonly #rows = new Map<CallId, { readonly node: string; readonly row: FloorCall }>();
  readonly #own = new Map<CallId, Call>();

  constructor(house: House, cluster: Cluster, publish: (message: LiveMessage) => void, scope: Scope) {
    this.#house = house;
    this.#cluster = cluster;
    house.recorded.on(({ call, event }) => {
      if (event.type === 'call.ended') this.#own.delete(call.id);
      else if (!call.scope.ended || this.#own.has(call.id)) this.#own.set(call.id, call);
      cluster.tellAll(TOPIC, { is: 'recorded', row: callRow(call, 0), event } satisfies Told);
    }, scope);
    house.workplaces.changed.on((agent) => this.#heldMayDiffer(agent), scope);
    cluster.heard.on(({ node, topic, body }) => topic === TOPIC && this.#hear(node, body as Told, publish), scope);
    cluster.linked.on((node) => cluster.tell(node, TOPIC, { is: 'open', rows: [...this.#own.values()].map((call) => callRow(call, 0)) } satisfies Told), scope);
    cluster.parted.on((node) => this.#parted(node), scope);
  }

  /** Calls in progress at other servers. */
  rows(): readonly FloorCall[] {
    return [...this.#rows.values()].map(({ row }) => row);
  }

  /** To the consoles of the other servers; states of agents they know themselves. */
  tell(message: LiveMessage): void {
    if (message.type !== 'agent') this.#cluster.tellAll(TOPIC, { is: 'live', message } satisfies Told);
  }

  #hear(node: string, told: Told, publish: (message: LiveMessage) => void): void {
    switch (told.is) {
      case 'live':
        return publish(told.message);
      case 'recorded':
        return this.#recorded(node, told.row, told.event);
      case 'open':
        for (const row of told.rows) this.#recorded(node, row);
        return;
      case 'record':
        return this.#own.get(told.call)?.record(told.type, { ...told.data });
    }
  }

  #recorded(node: string, row: FloorCall, event?: TimelineEvent): void {
    if (event?.type === 'call.ended') this.#rows.delete(row.id);
    // What is told of a call after its end does not bring it back.
    else if (event === undefined || event.type === 'call.arrived' || this.#rows.has(row.id) || event.seq === 0) this.#rows.set(row.id, { node, row });
    this.recorded.emit({ call: this.#callOf(node, row), ...(event ? { event } : {}) });
  }

  #callOf(node: string, row: FloorCall): CallElsewhere {
    const record = (type: string, data: Record<string, unknown>) => void this.#cluster.tell(node, TOPIC, { is: 'record', call: row.id, type, data } satisfies Told);
    return { id: row.id, row, agent: row.agent, queue: row.queue, over: !this.#rows.has(row.id), record };
  }

  #parted(node: string): void {
    for (const [id, { node: at, row }] of [...this.#rows]) {
      if (at !== node) continue;
      this.#rows.delete(id);
      this.recorded.emit({ call: this.#callOf(node, row) });
    }
  }

  /** Hold shows on the floor and is no step of every timeline. */
  #heldMayDiffer(agent: string): void {
    const call = this.#house.workplaces.of(agent).talking?.call;
    if (call && this.#own.has(call.id)) this.#cluster.tellAll(TOPIC, { is: 'open', rows: [callRow(call, 0)] } satisfies Told);
  }
}
