import type { Floor, FloorAgent, FloorAlert, FloorCall, FloorChanges } from '#contract';
import type { Caller } from '../who/caller.ts';
import { maskNumber } from '../who/mask-number.ts';
import type { CallPlace, TeamMap } from '../who/team-map.ts';

/** People who see the same part of the floor share one key, so that news is cut and written once for all of them. */
export function audienceKey(caller: Caller): string {
  return JSON.stringify([caller.reach('floor.see'), caller.reach('numbers.see')]);
}

/** Cuts the floor to what one group of people may see. */
export class Audience {
  readonly #caller: Pick<Caller, 'may' | 'reach'>;
  readonly #teams: TeamMap;
  readonly #all: boolean;
  /** Calls told of, with what they belonged to: one that leaves the teams is gone for them. */
  readonly #shown = new Map<string, CallPlace>();

  constructor(caller: Pick<Caller, 'may' | 'reach'>, teams: TeamMap) {
    this.#caller = caller;
    this.#teams = teams;
    this.#all = caller.reach('floor.see').kind === 'all';
  }

  floor({ at, queues, agents, calls, alerts }: Floor): Floor {
    const seen = calls.filter((call) => this.#seesCall(call));
    for (const { id, agent, queue, queues: ahead } of seen) this.#shown.set(id, { agent, queue, queues: ahead });
    return {
      at,
      queues: queues.filter(({ id }) => this.#seesQueue(id)),
      agents: agents.filter((agent) => this.#seesAgent(agent)),
      calls: seen.map((call) => this.#masked(call)),
      alerts: alerts.filter((alert) => this.#seesAlert(alert)),
    };
  }

  /** Undefined when nothing of it concerns them. */
  changes({ at, queues, agents, calls, alerts, gone }: FloorChanges): FloorChanges | undefined {
    const left = [...(gone ?? []).filter((id) => this.#all || this.#shown.has(id)), ...this.#leaving(calls ?? [])];
    const seen = (calls ?? []).filter((call) => this.#seesCall(call));
    for (const { id, agent, queue, queues: ahead } of seen) this.#shown.set(id, { agent, queue, queues: ahead });
    const rows = {
      queues: (queues ?? []).filter(({ id }) => this.#seesQueue(id)),
      agents: (agents ?? []).filter((agent) => this.#seesAgent(agent)),
      calls: seen.map((call) => this.#masked(call)),
      alerts: (alerts ?? []).filter((alert) => this.#seesAlert(alert)),
      gone: left,
    };
    for (const id of left) this.#shown.delete(id);
    const told = Object.entries(rows).filter(([, list]) => list.length > 0);
    return told.length === 0 ? undefined : { type: 'floor', at, ...Object.fromEntries(told) };
  }

  #leaving(calls: readonly FloorCall[]): string[] {
    return calls.filter((call) => this.#shown.has(call.id) && !this.#seesCall(call)).map(({ id }) => id);
  }

  #seesQueue(queue: string): boolean {
    return this.#all || this.#caller.may('floor.see', { teams: this.#teams.ofQueue(queue) });
  }

  #seesAgent({ id, teams }: FloorAgent): boolean {
    return this.#all || this.#caller.may('floor.see', { agent: id, teams });
  }

  #seesCall(call: FloorCall): boolean {
    return this.#all || this.#teams.shows(this.#caller, call);
  }

  #seesAlert({ agent, callId }: FloorAlert): boolean {
    return this.#all || this.#caller.may('floor.see', this.#teams.ofCall(agent === undefined ? (this.#shown.get(callId) ?? {}) : { agent }));
  }

  /** Without numbers that are not theirs to see, nor queues of others. */
  #masked(call: FloorCall): FloorCall {
    if (this.#all) return call;
    const own = call.queues ? { ...call, queues: call.queues.filter((queue) => this.#seesQueue(queue)) } : call;
    return this.#teams.allows(this.#caller, 'numbers.see', call) ? own : { ...own, from: maskNumber(call.from), to: maskNumber(call.to) };
  }
}
