import { type AgentRecord, byRank, type ContactRecord, type Demand, isExcepted, rankKey, type RoutingState } from '../state.ts';
import { qualifies } from './demands.ts';

/**
 * The contact this agent should take in one of these channels (bits): the highest rank over all the agent's queues. Looks only at
 * demands whose rarest skill the agent has, in the order of their first contacts, until none can be better.
 */
export function bestContact(state: RoutingState, agent: AgentRecord, channels: number): ContactRecord | undefined {
  let best: ContactRecord | undefined;
  const consider = (demand: Demand): boolean => {
    if (best && byRank(demand.head as ContactRecord, best) > 0) return true;
    if (!qualifies(state, agent, demand)) return false;
    const first = firstFor(agent, demand);
    if (first && (!best || byRank(first, best) < 0)) best = first;
    return first === demand.head;
  };
  for (const queue of agent.queues) {
    for (const pool of queue.pools) {
      if (!pool || (channels & (1 << pool.slot)) === 0) continue;
      for (const skill of agent.skills) {
        const bucket = pool.buckets[skill];
        const first = bucket?.first;
        if (!first || (best && rankKey(first.head as ContactRecord) > rankKey(best))) continue;
        if (!consider(first)) bucket.find(consider);
      }
    }
  }
  for (const demand of agent.favoured) {
    if (channels & (1 << demand.slot) && demand.qualified.includes(agent)) consider(demand);
  }
  return best;
}

function firstFor(agent: AgentRecord, demand: Demand): ContactRecord | undefined {
  const { head } = demand;
  return head && isExcepted(head, agent.id) ? demand.waiting.find((contact) => !isExcepted(contact, agent.id)) : head;
}
