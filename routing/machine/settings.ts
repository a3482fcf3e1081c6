import type { AgentSpec, RoutingSettings } from '../model.ts';
import { setOffline } from './agent-state.ts';
import { closeOffer, offerOn, takeContact } from './offers.ts';
import { addWaiting } from './qualify.ts';
import { byIdleTime, type ContactRecord, newAgent, newQueue, type QueueRecord, type RoutingState, type Turn } from './state.ts';

/**
 * Takes new settings while contacts are in progress: a queue that is gone is served by its last agents until it is empty,
 * an agent who is gone finishes the conversation. Times already running keep their length.
 */
export function applySettings(turn: Turn, settings: RoutingSettings): void {
  const { state } = turn;
  const specs = new Map(settings.agents.map((spec) => [spec.id, spec]));
  const orphans = removeAgents(turn, specs);
  for (const spec of specs.values()) {
    const agent = state.agents.get(spec.id);
    if (agent) Object.assign(agent, { spec, gone: false });
    else state.agents.set(spec.id, newAgent(spec));
  }
  const before = new Map([...state.queues.values()].map((queue) => [queue, new Set(queue.members)]));
  updateQueues(state, settings);
  indexAgents(state, before);
  // Those who rang take no turn of somebody who stands before them: they wait, and all ready agents choose.
  for (const contact of orphans) {
    if (contact.request.only === undefined) addWaiting(contact);
    else offerOn(turn, contact, 'agent removed');
  }
  const ready = [...state.agents.values()].filter((agent) => agent.state.kind === 'ready').sort(byIdleTime);
  for (const agent of ready) if (agent.state.kind === 'ready') takeContact(turn, agent);
}

/** Signs off agents who are gone; returns the contacts that rang at one of them, in order. */
function removeAgents(turn: Turn, specs: ReadonlyMap<string, AgentSpec>): ContactRecord[] {
  const orphans: ContactRecord[] = [];
  for (const agent of turn.state.agents.values()) {
    if (specs.has(agent.id)) continue;
    agent.gone = true;
    const offer = agent.state.kind === 'offered' ? turn.state.offers.get(agent.state.offer) : undefined;
    if (offer) {
      closeOffer(turn, offer, 'agent removed');
      orphans.push(offer.contact);
    }
    if (agent.state.kind === 'offline') turn.state.agents.delete(agent.id);
    else if (agent.state.kind !== 'busy') setOffline(turn, agent);
  }
  return orphans.sort((a, b) => a.order - b.order);
}

function updateQueues(state: RoutingState, settings: RoutingSettings): void {
  const ids = new Set(settings.queues.map((spec) => spec.id));
  for (const queue of state.queues.values()) {
    if (ids.has(queue.id)) continue;
    queue.retired = true;
    if (queue.line.size === 0) state.queues.delete(queue.id);
  }
  for (const spec of settings.queues) {
    const queue = state.queues.get(spec.id);
    if (queue) Object.assign(queue, { spec, retired: false });
    else state.queues.set(spec.id, newQueue(spec));
  }
}

/** Builds membership and the lists of ready agents anew. */
function indexAgents(state: RoutingState, before: ReadonlyMap<QueueRecord, ReadonlySet<unknown>>): void {
  for (const queue of state.queues.values()) {
    queue.members = [];
    queue.ready.clear();
  }
  for (const agent of state.agents.values()) {
    const serves = new Set(agent.spec.queues);
    agent.queues = [...state.queues.values()].filter((queue) =>
      queue.retired ? before.get(queue)?.has(agent) : serves.has(queue.id),
    );
    for (const queue of agent.queues) {
      queue.members.push(agent);
      if (agent.state.kind === 'ready') queue.ready.add(agent);
    }
  }
}
