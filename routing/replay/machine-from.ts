import type { AgentId, CallId, Millis, QueueId } from '#core';
import { initialRouting, route } from '../machine/route.ts';
import { routingFrom } from '../machine/snapshot.ts';
import type { RoutingState } from '../machine/state.ts';
import type { AgentState, RoutingEvent, RoutingSettings } from '../model.ts';
import type { LoggedCommand } from '../port.ts';
import type { DayStart } from './day/day-line.ts';

/** A machine that begins as a recorded part began; each entry given is decided. */
export function machineFrom(start: Pick<DayStart, 'snapshot'>): (entry: LoggedCommand) => readonly RoutingEvent[] {
  let state = stateFrom(start);
  return ({ command, at }) => {
    const turn = route(state, command, at);
    state = turn.state;
    return turn.events;
  };
}

export const stateFrom = ({ snapshot }: Pick<DayStart, 'snapshot'>): RoutingState =>
  snapshot === undefined ? initialRouting({ agents: [], queues: [] }) : routingFrom(snapshot);

/** Who and what is there when a part begins. */
export interface Beginning {
  readonly settings: RoutingSettings;
  readonly states: ReadonlyMap<AgentId, AgentState>;
  /** Contacts in a line: the queue they stand in, and since when by the clock of the part. */
  readonly standing: ReadonlyMap<CallId, { readonly queue: QueueId; readonly since: Millis }>;
}

export function beginningOf(start: Pick<DayStart, 'snapshot'>): Beginning {
  const state = stateFrom(start);
  const agents = [...state.agents.values()];
  return {
    settings: {
      agents: agents.filter((agent) => !agent.gone).map((agent) => agent.spec),
      queues: [...state.queues.values()].filter((queue) => !queue.retired).map((queue) => queue.spec),
      channels: state.channelSpecs,
    },
    states: new Map(agents.map((agent) => [agent.id, agent.state])),
    standing: new Map([...state.contacts.values()].filter(({ demand }) => demand !== undefined && (state.background & (1 << demand.slot)) === 0).map((contact) => [contact.id, { queue: contact.queue.id, since: contact.since }])),
  };
}
