import { dropAside } from './agents/aside.ts';
import { dropUnconnected } from './agents/commands.ts';
import { setOffline } from './agents/next.ts';
import { tellList, tellWork } from './agents/work.ts';
import type { AgentSpec, QueueSpec, RoutingSettings } from '../model.ts';
import { matchAll } from './contacts/node-lost.ts';
import { offerOn, waitAgain } from './contacts/wait.ts';
import { mustSkip } from './contacts/steps.ts';
import { removeWaiting } from './match/demands.ts';
import { Oldest } from './order/oldest.ts';
import { RankedList } from './order/ranked-list.ts';
import { rebuild } from './rebuild.ts';
import { type AgentRecord, byRank, type ContactRecord, type QueueRecord, rankKey, type RoutingState, type Turn } from './state.ts';

/**
 * Takes new settings while contacts are in progress: a queue that is gone is served by its last agents until it is empty,
 * an agent who is gone finishes the conversation. Times already running keep their length. Everybody who is free then looks for
 * contacts anew: who rang at somebody removed takes no turn of others.
 */
export function applySettings(turn: Turn, settings: RoutingSettings): void {
  const { state } = turn;
  const specs = new Map(settings.agents.map((spec) => [spec.id, spec]));
  const orphans = removeAgents(turn, specs);
  let place = 0;
  for (const spec of specs.values()) {
    const agent = state.agents.get(spec.id);
    if (agent) Object.assign(agent, { spec, gone: false, place: place++ });
    else state.agents.set(spec.id, newAgent(spec, place++));
  }
  const last = new Map([...state.queues.values()].map((queue) => [queue, new Set(queue.members)]));
  updateQueues(state, settings);
  state.channelSpecs = settings.channels ?? [];
  const places = firstPlaces(state);
  rebuild(state, last);
  tellNewPlaces(turn, places);
  for (const contact of orphans) if (contact.request.only !== undefined) offerOn(turn, contact, 'agent removed');
  for (const contact of [...state.contacts.values()]) {
    if (contact.offers.length > 0 || !mustSkip(state, contact)) continue;
    removeWaiting(state, contact);
    waitAgain(turn, contact, '');
  }
  matchAll(turn);
}

/** Signs off agents who are gone; returns the contacts that rang at one of them. */
function removeAgents(turn: Turn, specs: ReadonlyMap<string, AgentSpec>): ContactRecord[] {
  const orphans: ContactRecord[] = [];
  for (const agent of [...turn.state.agents.values()]) {
    if (specs.has(agent.id)) continue;
    agent.gone = true;
    const pieces = agent.work.length;
    orphans.push(...dropUnconnected(turn, agent, 'agent removed'));
    dropAside(turn, agent);
    if (agent.state.kind === 'offline') {
      turn.state.agents.delete(agent.id);
      continue;
    }
    if (agent.work.length > 0 && agent.work.length < pieces) tellWork(turn, agent);
    else if (agent.work.length === 0) {
      if (pieces > 0) tellList(turn, agent);
      setOffline(turn, agent);
    }
  }
  return orphans.sort(byRank);
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
    else state.queues.set(spec.id, newQueue(state, spec));
  }
}

const FIRST = 10;

function firstPlaces(state: RoutingState): Map<QueueRecord, (ContactRecord | undefined)[]> {
  return new Map([...state.queues.values()].map((queue) => [queue, Array.from({ length: FIRST }, (_, index) => queue.line.at(index))]));
}

/** Another priority of a queue, or of its steps, moves its contacts. */
function tellNewPlaces(turn: Turn, before: ReadonlyMap<QueueRecord, readonly (ContactRecord | undefined)[]>): void {
  for (const [queue, places] of before) {
    places.forEach((was, index) => {
      const contact = queue.line.at(index);
      if (contact && contact !== was) turn.events.push({ type: 'contact.position', contact: contact.id, position: index + 1 });
    });
  }
}

export function newQueue(state: RoutingState, spec: QueueSpec): QueueRecord {
  const alone: QueueRecord[] = [];
  const queue: QueueRecord = {
    id: spec.id,
    spec,
    retired: false,
    members: [],
    skilled: new Map(),
    pools: [],
    line: new RankedList(byRank, rankKey),
    ages: new Oldest((contact) => contact.queue === queue && state.contacts.get(contact.id) === contact),
    readyCount: 0,
    unservable: 0,
    alone,
    offeredLast: undefined,
  };
  alone.push(queue);
  return queue;
}

export function newAgent(spec: AgentSpec, place: number): AgentRecord {
  return {
    id: spec.id,
    spec,
    place,
    gone: false,
    state: { kind: 'offline' },
    next: { kind: 'ready' },
    idleSince: 0,
    idleOrder: 0,
    owed: undefined,
    node: undefined,
    work: [],
    aside: [],
    asideOrder: 0,
    signedInAt: 0,
    workedMs: 0,
    workingSince: 0,
    calls: 0,
    queues: [],
    row: 0,
    skills: [0],
    capacity: [],
    several: false,
    open: 0,
    favoured: [],
  };
}
