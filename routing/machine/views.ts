import type { Millis } from '#core';
import type { AgentState, ContactView, QueueView } from '../model.ts';
import type { RoutingState } from './state.ts';

/** One line per queue. `waiting` counts everybody not yet connected, ringing ones too; requests for one agent stand in no queue. */
export function queueViews(state: RoutingState, now: Millis): readonly QueueView[] {
  return [...state.queues.values()].map((queue) => ({
    queue: queue.id,
    waiting: queue.line.size,
    longestWaitMs: queue.line.items.reduce((longest, contact) => Math.max(longest, now - contact.since), 0),
    agentsReady: queue.ready.size,
  }));
}

export function agentStateOf(state: RoutingState, agent: string): AgentState {
  return state.agents.get(agent)?.state ?? { kind: 'offline' };
}

/** `waiting` without an offer, `offered` ringing, `busy` agents in conversation. */
export function countsOf(state: RoutingState): { waiting: number; offered: number; busy: number } {
  const offered = state.offers.size;
  let busy = 0;
  for (const agent of state.agents.values()) if (agent.state.kind === 'busy') busy++;
  return { waiting: state.contacts.size - offered, offered, busy };
}

export function contactView(state: RoutingState, id: string, now: Millis): ContactView | undefined {
  const contact = state.contacts.get(id);
  if (!contact) return undefined;
  const position = contact.queue.line.items.indexOf(contact) + 1;
  return { contact: id, queue: contact.queue.id, position, waitedMs: Math.max(0, now - contact.since), step: 0, ringing: contact.offer !== undefined };
}
