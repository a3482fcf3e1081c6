import type { AgentSpec, ChannelSpec } from '../model.ts';
import { relax } from './contacts/steps.ts';
import { addWaiting, slotOf } from './match/demands.ts';
import { openTo } from './match/pools.ts';
import { setContactAlarm } from './offers/offer.ts';
import { type AgentRecord, type ChannelRecord, type ContactRecord, type QueueRecord, type RoutingState } from './state.ts';

/**
 * Works out everything that follows from the settings and from who stands where: numbers of skills and channels, members, pools,
 * demands, lines. `last`: who served a queue that is no longer in the settings.
 */
export function rebuild(state: RoutingState, last: ReadonlyMap<QueueRecord, ReadonlySet<AgentRecord>>): void {
  const agents = [...state.agents.values()].sort((a, b) => Number(a.gone) - Number(b.gone) || a.place - b.place);
  state.channels = channelsOf(state.channelSpecs, agents.map(({ spec }) => spec));
  state.background = state.channels.reduce((bits, { id }, slot) => (state.channelSpecs.find((spec) => spec.id === id)?.background ? bits | (1 << slot) : bits), 0);
  numberSkills(state, agents);
  for (const agent of agents) equip(state, agent);
  for (const queue of state.queues.values()) emptyQueue(queue);
  for (const agent of agents) join(state, agent, last);
  for (const agent of agents) openTo(state, agent);
  standAgain(state);
}

/** Those of the settings, `voice`, those that agents have capacities for, and one for all others. */
function channelsOf(specs: readonly ChannelSpec[], agents: readonly AgentSpec[]): ChannelRecord[] {
  const ids = new Set([...specs.map(({ id }) => id), 'voice', ...agents.flatMap(({ capacities = {} }) => Object.keys(capacities))]);
  const all: ChannelSpec[] = [...ids].map((id) => specs.find((spec) => spec.id === id) ?? { id, capacity: 1, interrupts: [] });
  all.push({ id: '', capacity: 1, interrupts: [] });
  const base = ({ id, countsAs = id }: ChannelSpec) => countsAs;
  return all.map((spec, slot) => {
    const { id, capacity, interrupts } = spec;
    let besides = 1 << slot;
    all.forEach((other, bit) => {
      if (interrupts.includes(other.id)) besides |= 1 << bit;
    });
    const together = all.reduce((bits, other, bit) => (base(other) === base(spec) ? bits | (1 << bit) : bits), 0);
    return { id, capacity: all.find((one) => one.id === base(spec))?.capacity ?? capacity, besides, together, power: interrupts.length };
  });
}

function numberSkills(state: RoutingState, agents: readonly AgentRecord[]): void {
  const skills = new Map<string, number>();
  const holders = [0];
  for (const { spec } of agents) {
    for (const [skill, level] of Object.entries(spec.skills)) {
      if (level <= 0) continue;
      const number = skills.get(skill) ?? holders.length;
      skills.set(skill, number);
      holders[number] = (holders[number] ?? 0) + 1;
    }
  }
  Object.assign(state, { skills, holders, levels: new Uint8Array(agents.length * holders.length) });
  agents.forEach((agent, index) => {
    agent.row = index * holders.length;
    const own = Object.entries(agent.spec.skills).filter(([, level]) => level > 0);
    agent.skills = [0, ...own.map(([skill]) => skills.get(skill) ?? 0)];
    for (const [skill, level] of own) state.levels[agent.row + (skills.get(skill) ?? 0)] = Math.min(255, level);
  });
}

function equip(state: RoutingState, agent: AgentRecord): void {
  const { channels } = state;
  const base = new Map(state.channelSpecs.map(({ id, countsAs }) => [id, countsAs]));
  agent.capacity = channels.map(({ id, capacity }) => agent.spec.capacities?.[base.get(id) ?? id] ?? capacity);
  const able = channels.flatMap((channel, slot) => ((agent.capacity[slot] ?? 0) > 0 && (state.background & (1 << slot)) === 0 ? [{ ...channel, slot }] : []));
  agent.several = able.some(({ slot, besides }) => (agent.capacity[slot] ?? 0) > 1 || able.some((other) => other.slot !== slot && besides & (1 << other.slot)));
  agent.open = 0;
  agent.favoured = [];
  for (const work of agent.work) work.slot = slotOf(state, work.channel);
  for (const work of agent.aside) work.slot = slotOf(state, work.channel);
}

function emptyQueue(queue: QueueRecord): void {
  Object.assign(queue, { members: [], skilled: new Map(), pools: [], readyCount: 0, unservable: 0 });
}

function join(state: RoutingState, agent: AgentRecord, last: ReadonlyMap<QueueRecord, ReadonlySet<AgentRecord>>): void {
  const serves = new Set(agent.spec.queues);
  agent.queues = [...state.queues.values()].filter((queue) => (queue.retired ? last.get(queue)?.has(agent) : serves.has(queue.id)));
  for (const queue of agent.queues) {
    queue.members.push(agent);
    if (agent.state.kind === 'ready') queue.readyCount++;
    for (const skill of agent.skills) {
      if (skill === 0) continue;
      const skilled = queue.skilled.get(skill);
      if (skilled) skilled.push(agent);
      else queue.skilled.set(skill, [agent]);
    }
  }
}

function standAgain(state: RoutingState): void {
  state.demands.clear();
  const lines = new Map<QueueRecord, ContactRecord[]>([...state.queues.values()].map((queue) => [queue, []]));
  for (const contact of state.contacts.values()) {
    if (contact.request.only !== undefined) continue;
    contact.demand = undefined;
    relax(state, contact);
    lines.get(contact.queue)?.push(contact);
  }
  for (const [queue, contacts] of lines) {
    queue.line.fill(contacts);
    for (const contact of queue.line) {
      if (contact.demand?.qualified.length === 0) queue.unservable++;
      if (contact.offers.length === 0) addWaiting(state, contact);
      setContactAlarm(state, contact);
    }
  }
}
