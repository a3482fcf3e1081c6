import type { NotReadyReason } from '../../model.ts';
import { removeWaiting } from '../match/demands.ts';
import { closeTo, openTo } from '../match/pools.ts';
import { withdrawAside } from '../offers/interrupt.ts';
import { match, offerBest, takeContacts } from '../offers/offer.ts';
import { waitAgain } from '../contacts/wait.ts';
import { type AgentRecord, byRank, type ContactRecord, type Turn } from '../state.ts';
import { assignState, READY, tellList, tellWork } from './work.ts';

/** `kept` keeps the place among the idle. */
export type Idle = 'anew' | 'kept';

/** Some work is over: what was asked for meanwhile comes, or the agent takes what waits. */
export function freed(turn: Turn, agent: AgentRecord, idle: Idle): void {
  if (settle(turn, agent, idle)) takeContacts(turn, agent);
}

/** Several agents are freed at once: all are free before the first of them is chosen. */
export function freedTogether(turn: Turn, agents: readonly AgentRecord[], idle: Idle): void {
  for (const agent of agents) if (settle(turn, agent, idle)) openTo(turn.state, agent);
  match(turn, agents);
}

/** As `freed`, but takes nothing yet; whether the agent may have room. */
export function settle(turn: Turn, agent: AgentRecord, idle: Idle): boolean {
  if (agent.work.length > 0) {
    if (idle === 'anew') idleNow(turn, agent);
    tellWork(turn, agent);
    return true;
  }
  tellList(turn, agent);
  if (agent.gone) {
    setOffline(turn, agent);
    return false;
  }
  // Only background work is over.
  if (agent.state.kind === 'ready' || agent.state.kind === 'not-ready' || agent.state.kind === 'offline') return agent.state.kind === 'ready';
  switch (agent.next.kind) {
    case 'ready':
      setReady(turn, agent, idle);
      return true;
    case 'not-ready':
      setNotReady(turn, agent, agent.next.reason);
      return false;
    case 'offline':
      setOffline(turn, agent);
      waitNoLongerFor(turn, agent);
      return false;
  }
}

function idleNow(turn: Turn, agent: AgentRecord): void {
  closeTo(agent);
  agent.idleSince = turn.now;
  agent.idleOrder = turn.state.order++;
}

/** Without work: ready. Takes nothing yet. */
function setReady(turn: Turn, agent: AgentRecord, idle: Idle): void {
  if (idle === 'anew') idleNow(turn, agent);
  agent.next = READY;
  assignState(turn, agent, { kind: 'ready', since: agent.idleSince });
}

/** Without work: ready, and takes what waits. */
export function becomeReady(turn: Turn, agent: AgentRecord): void {
  setReady(turn, agent, 'anew');
  takeContacts(turn, agent);
}

export function setNotReady(turn: Turn, agent: AgentRecord, reason: NotReadyReason): void {
  closeTo(agent);
  agent.next = READY;
  assignState(turn, agent, { kind: 'not-ready', since: turn.now, reason });
  if (agent.aside.length > 0) withdrawAside(turn, agent, 'not ready');
}

/** Not ready once the work that is left is over; without any at once. */
export function notReadyNext(turn: Turn, agent: AgentRecord, reason: NotReadyReason): void {
  if (agent.work.length === 0) {
    tellList(turn, agent);
    return setNotReady(turn, agent, reason);
  }
  closeTo(agent);
  if (agent.next.kind !== 'offline') agent.next = { kind: 'not-ready', reason };
  tellWork(turn, agent);
}

/** Signs an agent without work off; one that is no longer in the settings is forgotten. */
export function setOffline(turn: Turn, agent: AgentRecord): void {
  closeTo(agent);
  agent.next = READY;
  agent.node = undefined;
  assignState(turn, agent, { kind: 'offline' });
  if (!agent.gone) return;
  turn.state.agents.delete(agent.id);
  for (const queue of agent.queues) queue.members = queue.members.filter((one) => one !== agent);
}

/** Contacts whose step is for this agent alone go on to their next step, those that rang there (`orphans`) to others; highest first. */
export function waitNoLongerFor(turn: Turn, agent: AgentRecord, orphans: readonly ContactRecord[] = [], why = 'agent offline'): void {
  for (const contact of waitElsewhere(turn, agent, orphans, why)) {
    if (contact.offers.length === 0 && turn.state.contacts.get(contact.id) === contact) offerBest(turn, contact);
  }
}

/** As `waitNoLongerFor`, but nobody is asked yet. */
export function waitElsewhere(turn: Turn, agent: AgentRecord, orphans: readonly ContactRecord[], why: string): ContactRecord[] {
  const favoured = agent.favoured.flatMap((demand) => [...demand.waiting]);
  for (const contact of favoured) removeWaiting(turn.state, contact);
  // By rank before it, too: the order in which they come to their next step must be the same after a restart.
  return [...orphans, ...favoured].sort(byRank).filter((contact) => waitAgain(turn, contact, why)).sort(byRank);
}
