import { RankedList } from '../order/ranked-list.ts';
import { type AgentRecord, byAside, byIdleTime, type Pool, type QueueRecord, type RoutingState } from '../state.ts';

const byCalls = (a: AgentRecord, b: AgentRecord): number => a.calls - b.calls || byIdleTime(a, b);
export const rankOf = (agent: AgentRecord): number => agent.spec.rank ?? agent.place;
const byAgentRank = (a: AgentRecord, b: AgentRecord): number => rankOf(a) - rankOf(b) || a.place - b.place || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** The order in which the queue's strategy takes agents; strategies whose order changes by itself have that of idle time. */
function orderOf(queue: QueueRecord, background: boolean): (a: AgentRecord, b: AgentRecord) => number {
  if (background) return queue.spec.strategy === 'top-down' ? byAgentRank : byAside;
  if (queue.spec.strategy === 'fewest-calls') return byCalls;
  return queue.spec.strategy === 'top-down' ? byAgentRank : byIdleTime;
}

export function poolOf(state: RoutingState, queue: QueueRecord, slot: number): Pool {
  const known = queue.pools[slot];
  if (known) return known;
  const ready = new RankedList(orderOf(queue, (state.background & (1 << slot)) !== 0));
  ready.fill(queue.members.filter((agent) => agent.open & (1 << slot)));
  return (queue.pools[slot] = { queue, slot, ready, buckets: [] });
}

/** Takes the agent out of all pools: before anything changes that they are ordered by. */
export function closeTo(agent: AgentRecord): void {
  if (agent.open === 0) return;
  for (const queue of agent.queues) {
    for (const pool of queue.pools) if (pool && agent.open & (1 << pool.slot)) pool.ready.delete(agent);
  }
  agent.open = 0;
}

/** Puts the agent into the pools of all channels in which it could take a contact now. */
export function openTo(state: RoutingState, agent: AgentRecord): void {
  const open = roomOf(state, agent);
  if (open === agent.open) return;
  closeTo(agent);
  agent.open = open;
  if (open === 0) return;
  for (const queue of agent.queues) for (const pool of queue.pools) if (pool && open & (1 << pool.slot)) pool.ready.add(agent);
}

/** Channels (bits) in which the agent could take one more contact now. */
export function roomOf(state: RoutingState, agent: AgentRecord): number {
  const { work, capacity, aside } = agent;
  const { background } = state;
  if (agent.gone || (work.length === 0 ? agent.state.kind !== 'ready' : agent.next.kind !== 'ready')) return 0;
  let taken = 0;
  for (const piece of work) taken |= 1 << piece.slot;
  let open = 0;
  const kept = aside.length === 0 ? taken : taken | (bitsOf(aside) & background);
  // One offer at a time, and none during a rest.
  const shut = aside.some((piece) => piece.phase !== 'connected') ? background : 0;
  for (let slot = 0; slot < capacity.length; slot++) {
    const most = capacity[slot] ?? 0;
    const bit = 1 << slot;
    const aloof = (background & bit) !== 0;
    if (most <= 0 || (shut & bit) !== 0 || ((aloof ? taken : kept) & ~(state.channels[slot]?.besides ?? 0)) !== 0) continue;
    if (aloof ? countTogether(agent, state.channels[slot]?.together ?? bit) < most : (taken & bit) === 0 || countIn(agent, slot) < most) open |= bit;
  }
  return open;
}

/** Channels of what is offered and held; a rest keeps nothing else away. */
function bitsOf(pieces: AgentRecord['aside']): number {
  let bits = 0;
  for (const piece of pieces) if (piece.phase !== 'wrap-up') bits |= 1 << piece.slot;
  return bits;
}

function countTogether({ work, aside }: AgentRecord, slots: number): number {
  let count = 0;
  for (const piece of work) if ((1 << piece.slot) & slots) count++;
  for (const piece of aside) if ((1 << piece.slot) & slots) count++;
  return count;
}

function countIn(agent: AgentRecord, slot: number): number {
  let count = 0;
  for (const piece of agent.work) if (piece.slot === slot) count++;
  return count;
}
