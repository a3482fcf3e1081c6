import { RankedList } from '../order/ranked-list.ts';
import type { Strategy } from '../../model.ts';
import { type AgentRecord, byAside, byIdleTime, type ContactRecord, type Demand, isExcepted, type Pool, type Turn } from '../state.ts';
import { isNear, levelOf, qualifies } from './demands.ts';
import { poolOf, rankOf } from './pools.ts';

/** Candidates that a reason lists. */
export const LISTED = 10;
/** Agents looked at to count candidates when enough of them are known. */
const COUNTED = 100;

export interface Choice {
  /** Best first: at least those wanted, as far as there are so many. */
  readonly best: readonly AgentRecord[];
  /** All of them; undefined when counting would have cost too much. */
  readonly count: number | undefined;
}

/** Agents who could take the contact now, in the order of its queue's strategy. `wanted`: how many are needed. */
export function choose(turn: Turn, contact: ContactRecord, wanted = 1): Choice {
  const { demand, queue } = contact;
  if (!demand || demand.qualified.length === 0) return NOBODY;
  const pools = demand.queues.map((one) => poolOf(turn.state, one, demand.slot)).filter((pool) => pool.ready.size > 0);
  if (pools.length === 0) return NOBODY;
  const strategy = queue.spec.strategy ?? 'longest-idle';
  const most = Math.max(wanted, LISTED);
  const [pool] = pools;
  const ordered = pool && !(strategy === 'fewest-calls' && isBackground(turn, demand)) && pools.length === 1 && pool.queue === queue && ORDERED.has(strategy) && pool.ready.size <= demand.qualified.length;
  if (ordered) return walk(turn, contact, demand, pool, most);
  const able = everyone(turn, contact, demand, pools);
  if (strategy === 'random') return { best: shuffled(turn, able, most), count: able.length };
  return { best: topOf(able, ranking(turn, contact, strategy), most), count: able.length };
}

const NOBODY: Choice = { best: [], count: 0 };

/** Strategies whose order the pools keep. */
const ORDERED: ReadonlySet<Strategy> = new Set<Strategy>(['longest-idle', 'fewest-calls', 'top-down', 'ring-all', 'progressive']);

const isBackground = ({ state }: Turn, { slot }: Demand): boolean => (state.background & (1 << slot)) !== 0;

function walk({ state }: Turn, contact: ContactRecord, demand: Demand, pool: Pool, most: number): Choice {
  const best: AgentRecord[] = [];
  let looked = 0;
  let count = 0;
  const stopped = pool.ready.find((agent) => {
    if (looked >= COUNTED && best.length >= Math.min(most, LISTED)) return true;
    looked++;
    if (isExcepted(contact, agent.id) || !qualifies(state, agent, demand)) return false;
    count++;
    if (best.length < most) best.push(agent);
    return false;
  });
  return { best, count: stopped ? undefined : count };
}

/** All who can, from whichever list is shorter: those who are free or those who qualify. */
function everyone({ state }: Turn, contact: ContactRecord, demand: Demand, pools: readonly Pool[]): AgentRecord[] {
  const free = pools.reduce((sum, pool) => sum + pool.ready.size, 0);
  const able: AgentRecord[] = [];
  if (demand.qualified.length <= free) {
    for (const agent of demand.qualified) if (agent.open & (1 << demand.slot) && !isExcepted(contact, agent.id) && isNear(agent, demand)) able.push(agent);
    return able;
  }
  const seen = pools.length > 1 ? new Set<AgentRecord>() : undefined;
  for (const pool of pools) {
    for (const agent of pool.ready) {
      if (isExcepted(contact, agent.id) || seen?.has(agent) || !qualifies(state, agent, demand)) continue;
      seen?.add(agent);
      able.push(agent);
    }
  }
  return able;
}

function topOf(able: readonly AgentRecord[], order: (a: AgentRecord, b: AgentRecord) => number, most: number): readonly AgentRecord[] {
  if (able.length <= most) return [...able].sort(order);
  const top = new RankedList(order);
  for (const agent of able) {
    if (top.size === most) {
      const worst = top.at(most - 1);
      if (worst && order(agent, worst) > 0) continue;
      if (worst) top.delete(worst);
    }
    top.add(agent);
  }
  return [...top];
}

function ranking(turn: Turn, contact: ContactRecord, strategy: Strategy): (a: AgentRecord, b: AgentRecord) => number {
  const idle = contact.demand && isBackground(turn, contact.demand) ? byAside : byIdleTime;
  switch (strategy) {
    case 'round-robin': {
      const last = placeOfLast(turn, contact);
      return (a, b) => Number(a.place <= last) - Number(b.place <= last) || a.place - b.place;
    }
    case 'top-down':
      return (a, b) => rankOf(a) - rankOf(b) || a.place - b.place;
    case 'longest-idle':
    case 'ring-all':
    case 'progressive':
    case 'random':
      return idle;
    case 'least-occupied':
    case 'fewest-calls':
    case 'best-skill': {
      const scores = new Map<AgentRecord, number>();
      const score = (agent: AgentRecord) => {
        let known = scores.get(agent);
        if (known === undefined) scores.set(agent, (known = scoreOf(turn, contact, agent) ?? 0));
        return known;
      };
      return (a, b) => score(b) - score(a) || idle(a, b);
    }
  }
}

function placeOfLast({ state }: Turn, { queue }: ContactRecord): number {
  const last = queue.offeredLast;
  return last ? (state.agents.get(last.agent)?.place ?? last.place) : -1;
}

/** What the strategy compares, higher is better; undefined where idle time or order is all. */
export function scoreOf({ state, now }: Turn, { queue, demand }: ContactRecord, agent: AgentRecord): number | undefined {
  switch (queue.spec.strategy) {
    case 'least-occupied': {
      const signedInMs = now - agent.signedInAt;
      const workedMs = agent.workedMs + (agent.work.length > 0 ? now - agent.workingSince : 0);
      return signedInMs > 0 ? 0 - workedMs / signedInMs : 0;
    }
    case 'fewest-calls':
      return 0 - agent.calls;
    case 'top-down':
      return 0 - rankOf(agent);
    case 'best-skill':
      return (demand?.compiled ?? []).reduce((sum, need) => sum + need.weight * (levelOf(state, agent, need.skill) - need.level), 0);
    default:
      return undefined;
  }
}

/** In an order of chance, as far as wanted (mulberry32; its state is the machine's). */
function shuffled({ state }: Turn, able: AgentRecord[], most: number): readonly AgentRecord[] {
  const count = Math.min(most, able.length);
  for (let i = 0; i < count; i++) {
    state.seed = (state.seed + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state.seed ^ (state.seed >>> 15), 1 | state.seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    const j = i + Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * (able.length - i));
    const [a, b] = [able[i], able[j]];
    if (a && b) [able[i], able[j]] = [b, a];
  }
  return able.slice(0, count);
}
