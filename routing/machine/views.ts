import type { Millis } from '#core';
import type { AgentState, AsideView, Channel, ContactView, QueueView } from '../model.ts';
import { slotOf } from './match/demands.ts';
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

/** `waiting` without an offer, `offered` ringing phones, `busy` agents in conversation; background contacts do not count. */
export function countsOf(state: RoutingState): { waiting: number; offered: number; busy: number } {
  const ringing = new Set<string>();
  let offered = 0;
  for (const { contact, work } of state.offers.values()) {
    ringing.add(contact.id);
    if (!work.aside) offered++;
  }
  let standing = state.contacts.size - ringing.size;
  if (state.background !== 0) for (const contact of state.contacts.values()) if (contact.offers.length === 0 && isBackground(state, contact.request.channel)) standing--;
  return { waiting: standing, offered, busy: state.busy };
}

const isBackground = (state: RoutingState, channel: Channel = 'voice'): boolean => (state.background & (1 << slotOf(state, channel))) !== 0;

/** Background work of an agent. */
export function asideView(state: RoutingState, id: string, channel: Channel): AsideView {
  const agent = state.agents.get(id);
  if (!agent) return { work: [], capacity: 0 };
  const work = agent.aside.map(({ contact, channel: of, queue, phase, since, offer, due }) => ({
    contact, channel: of, queue, phase, since,
    ...(phase === 'offered' ? { offer } : {}),
    ...(phase === 'connected' ? {} : { until: due }),
  }));
  return { work, capacity: agent.capacity[slotOf(state, channel)] ?? 0 };
}

/** Contacts that wait or ring in a queue, next one first. */
export function standingIn(state: RoutingState, queue: string): readonly string[] {
  return [...(state.queues.get(queue)?.line ?? [])].map(({ id }) => id);
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
