import type { AgentId } from '#core';
import type { Channel, SkillNeed } from '../../model.ts';
import { RankedList } from '../order/ranked-list.ts';
import { type AgentRecord, byRank, type CompiledNeed, type ContactRecord, type Demand, type QueueRecord, rankKey, type RoutingState } from '../state.ts';
import { poolOf } from './pools.ts';

/** Demands without contacts are kept for the next one that is alike, until there are so many. */
const KEPT = 4_096;

/** What decides who can take a contact. */
export interface Wanted {
  /** Its own queue first. */
  readonly queues: readonly QueueRecord[];
  readonly channel: Channel;
  readonly needs: readonly SkillNeed[];
  readonly groups: readonly string[] | undefined;
  readonly agent: AgentId | undefined;
  readonly node: string | undefined;
}

/** The demand of contacts that want this, made when it is the first. */
export function demandFor(state: RoutingState, wanted: Wanted): Demand {
  const key = keyOf(wanted);
  const known = state.demands.get(key);
  if (known) {
    known.users++;
    return known;
  }
  if (state.demands.size >= KEPT) for (const [other, demand] of state.demands) if (demand.users === 0) state.demands.delete(other);
  const demand = newDemand(state, wanted, key);
  state.demands.set(key, demand);
  return demand;
}

/** The same wants in any order give the same text. */
function keyOf({ queues, channel, needs, groups, agent, node }: Wanted): string {
  let key = `${channel}\u0000${queues[0]?.id}`;
  if (queues.length > 1) key += `\u0001${queues.slice(1).map((queue) => queue.id).sort().join('\u0001')}`;
  if (needs.length === 1) key += needText(needs[0] as SkillNeed);
  else if (needs.length > 1) key += needs.map(needText).sort().join('');
  if (groups) key += `\u0003${[...groups].sort().join('\u0001')}`;
  if (node !== undefined) key += `\u0005${node}`;
  return agent === undefined ? key : `${key}\u0004${agent}`;
}

const needText = ({ skill, level, weight = 1 }: SkillNeed): string => `\u0002${skill}\u0001${level}\u0001${weight}`;

/** Whoever is the first to want this, in whatever order: the demand is the same, or a restored machine would differ. */
function newDemand(state: RoutingState, first: Wanted, key: string): Demand {
  const [own, ...others] = first.queues;
  const queues = own && others.length > 1 ? [own, ...others.sort((a, b) => (a.id < b.id ? -1 : 1))] : first.queues;
  const needs = first.needs.length > 1 ? first.needs.toSorted((a, b) => (needText(a) < needText(b) ? -1 : 1)) : first.needs;
  const wanted = { ...first, queues, needs };
  const compiled = compile(state, wanted.needs);
  const rarest = compiled.reduce((least, { skill }) => (least === 0 || (state.holders[skill] ?? 0) < (state.holders[least] ?? 0) ? skill : least), 0);
  const demand = { ...wanted, key, compiled, rarest, slot: slotOf(state, wanted.channel), waiting: new RankedList(byRank, rankKey), head: undefined, users: 1 };
  return { ...demand, qualified: qualifiedFor(state, demand) };
}

/** Index of the channel; those that are not in the settings share the last one: capacity 1, interrupts nothing. */
export function slotOf(state: RoutingState, channel: Channel): number {
  const slot = state.channels.findIndex((one) => one.id === channel);
  return slot < 0 ? state.channels.length - 1 : slot;
}

/** A level of 0 needs nothing; a skill that nobody has gets a number that nobody has. */
function compile(state: RoutingState, needs: readonly SkillNeed[]): CompiledNeed[] {
  return needs.flatMap(({ skill, level, weight = 1 }) => (level <= 0 ? [] : [{ skill: state.skills.get(skill) ?? -1, level, weight }]));
}

export function levelOf(state: RoutingState, agent: AgentRecord, skill: number): number {
  return skill < 0 ? 0 : (state.levels[agent.row + skill] ?? 0);
}

/** Whether an agent of one of its queues could take contacts of this demand when free, from where the agent's phone is now. */
export function qualifies(state: RoutingState, agent: AgentRecord, demand: Pick<Demand, 'compiled' | 'groups' | 'agent' | 'slot' | 'node'>): boolean {
  return isNear(agent, demand) && isFit(state, agent, demand);
}

/** Phones move between servers; `qualified` does not follow them. */
export function isNear(agent: AgentRecord, { node }: Pick<Demand, 'node'>): boolean {
  return node === undefined || node === agent.node;
}

function isFit(state: RoutingState, agent: AgentRecord, demand: Pick<Demand, 'compiled' | 'groups' | 'agent' | 'slot'>): boolean {
  if ((agent.capacity[demand.slot] ?? 0) <= 0) return false;
  if (demand.agent !== undefined && demand.agent !== agent.id) return false;
  for (const need of demand.compiled) if (levelOf(state, agent, need.skill) < need.level) return false;
  return demand.groups?.some((group) => agent.spec.groups?.includes(group)) ?? true;
}

function qualifiedFor(state: RoutingState, demand: Pick<Demand, 'compiled' | 'groups' | 'agent' | 'slot' | 'queues' | 'rarest'>): readonly AgentRecord[] {
  const found = new Set<AgentRecord>();
  for (const queue of demand.queues) {
    const members = demand.rarest === 0 ? queue.members : (queue.skilled.get(demand.rarest) ?? []);
    for (const agent of members) if (!agent.gone && isFit(state, agent, demand)) found.add(agent);
  }
  return [...found];
}

/** Puts a contact among those that agents may take. */
export function addWaiting(state: RoutingState, contact: ContactRecord): void {
  const { demand } = contact;
  if (!demand) return;
  demand.waiting.add(contact);
  if (demand.waiting.first === contact) moveHead(state, demand);
}

export function removeWaiting(state: RoutingState, contact: ContactRecord): void {
  const { demand } = contact;
  if (!demand || demand.waiting.delete(contact) < 0) return;
  if (demand.head === contact) moveHead(state, demand);
}

/** The first of a demand has changed: so has its place in the buckets. */
function moveHead(state: RoutingState, demand: Demand): void {
  if (demand.agent !== undefined) return favour(state, demand);
  // A skill that nobody has.
  if (demand.rarest < 0) return;
  if (demand.head) for (const queue of demand.queues) poolOf(state, queue, demand.slot).buckets[demand.rarest]?.delete(demand);
  demand.head = demand.waiting.first;
  if (!demand.head) return;
  for (const queue of demand.queues) (poolOf(state, queue, demand.slot).buckets[demand.rarest] ??= new RankedList(byHead, headKey)).add(demand);
}

const headKey = ({ head }: Demand): number => rankKey(head as ContactRecord);
const byHead = (a: Demand, b: Demand): number => (a === b ? 0 : byRank(a.head as ContactRecord, b.head as ContactRecord));

/** A demand for one agent stands in no bucket: that agent knows it. */
function favour(state: RoutingState, demand: Demand): void {
  const agent = state.agents.get(demand.agent ?? '');
  const before = demand.head;
  demand.head = demand.waiting.first;
  if (!agent || (before === undefined) === (demand.head === undefined)) return;
  if (demand.head) agent.favoured.push(demand);
  else agent.favoured = agent.favoured.filter((one) => one !== demand);
}
