import type { Millis } from '#core';
import type { AgentState, ContactView, QueueView } from '../model.ts';
import type { RoutingState } from './state.ts';

/** One line per queue. `waiting` counts everybody not yet connected, ringing ones too; requests for one agent stand in no queue. */
export function queueViews(state: RoutingState, now: Millis): readonly QueueView[] {
  return [...state.queues.values()].map((queue) => ({
    queue: queue.id,
    waiting: queue.line.size,
    longestWaitMs: Math.max(0, now - (queue.ages.first?.since ?? now)),
    agentsReady: queue.readyCount,
    ...(queue.unservable > 0 ? { unservable: queue.unservable } : {}),
  }));
}

export function agentStateOf(state: RoutingState, agent: string): AgentState {
  return state.agents.get(agent)?.state ?? { kind: 'offline' };
}

/** `waiting` without an offer, `offered` ringing phones, `busy` agents in conversation. */
export function countsOf(state: RoutingState): { waiting: number; offered: number; busy: number } {
  const ringing = new Set<string>();
  for (const { contact } of state.offers.values()) ringing.add(contact.id);
  return { waiting: state.contacts.size - ringing.size, offered: state.offers.size, busy: state.busy };
}

export function contactView(state: RoutingState, id: string, now: Millis): ContactView | undefined {
  const contact = state.contacts.get(id);
  if (!contact) return undefined;
  return {
    contact: id,
    queue: contact.queue.id,
    position: contact.demand ? contact.queue.line.indexOf(contact) + 1 : 0,
    waitedMs: Math.max(0, now - contact.since),
    step: contact.step,
    ringing: contact.offers.length > 0,
    ...(contact.demand ? { agents: contact.demand.qualified.length } : {}),
  };
}
