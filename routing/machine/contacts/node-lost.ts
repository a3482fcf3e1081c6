import { dropUnconnected } from '../agents/commands.ts';
import { setOffline, settle, waitElsewhere } from '../agents/next.ts';
import { dropWork, tellList } from '../agents/work.ts';
import { openTo } from '../match/pools.ts';
import { closeOffer } from '../offers/close.ts';
import { match } from '../offers/offer.ts';
import { SERVER_AWAY } from '../../server-away.ts';
import { type AgentRecord, byIdleTime, type Turn } from '../state.ts';
import { left } from './commands.ts';

/**
 * A server is gone: its contacts leave, its agents sign off with all they had, conversations of its contacts end without
 * wrap-up. Whose phone is at another server may still be in that conversation: that server says when the phone is free.
 */
export function nodeLost(turn: Turn, node: string): void {
  const { state } = turn;
  const freed = new Set<AgentRecord>();
  const agents = [...state.agents.values()];
  for (const agent of agents.filter((one) => one.node === node && one.state.kind !== 'offline')) signOffAtOnce(turn, agent);
  for (const agent of state.agents.values()) {
    for (const work of [...agent.work]) {
      if (work.node !== node || work.phase !== 'connected') continue;
      dropWork(turn, work);
      if (agent.node !== undefined && agent.next.kind === 'ready') agent.next = { kind: 'not-ready', reason: SERVER_AWAY };
      freed.add(agent);
    }
  }
  const contacts = [...state.contacts.values()].filter(({ request }) => request.node === node).sort((a, b) => a.order - b.order);
  for (const contact of contacts) {
    for (const offer of contact.offers) {
      closeOffer(turn, offer, 'node lost');
      freed.add(offer.work.agent);
    }
    left(turn, contact, 'node-lost');
  }
  for (const agent of freed) if (settle(turn, agent, 'anew')) openTo(state, agent);
  matchAll(turn);
}

function signOffAtOnce(turn: Turn, agent: AgentRecord): void {
  const pieces = agent.work.length;
  const orphans = dropUnconnected(turn, agent, 'node lost');
  for (const work of [...agent.work]) dropWork(turn, work);
  if (pieces > 0) tellList(turn, agent);
  setOffline(turn, agent);
  waitElsewhere(turn, agent, orphans, 'node lost');
}

/** Everybody who is free looks for contacts. */
export function matchAll(turn: Turn): void {
  match(turn, [...turn.state.agents.values()].filter((agent) => agent.open !== 0).sort(byIdleTime));
}
