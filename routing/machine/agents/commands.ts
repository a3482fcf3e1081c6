import type { AgentId, CallId } from '#core';
import type { NotReadyReason, RoutingCommand } from '../../model.ts';
import { closeTo } from '../match/pools.ts';
import { dropRest, endRest } from './aside.ts';
import { closeOffer } from '../offers/close.ts';
import { takeContacts } from '../offers/offer.ts';
import { type AgentRecord, byRank, type ContactRecord, ignore, type Turn } from '../state.ts';
import { becomeReady, freed, setNotReady, setOffline, waitNoLongerFor } from './next.ts';
import { dropWork, READY, tellList, tellWork } from './work.ts';
import { wrapUp, wrapUpAgain } from './wrap-up.ts';

/** The reason of an agent who signed in without asking to be ready. */
const SIGNED_IN = 'signed-in';

function known(turn: Turn, command: string, id: AgentId): AgentRecord | undefined {
  const agent = turn.state.agents.get(id);
  if (agent && !agent.gone) return agent;
  ignore(turn, command, `no agent ${id} in the settings`);
  return undefined;
}

export function agentOnline(turn: Turn, { agent: id, ready, wrapUp: before, node }: Extract<RoutingCommand, { type: 'agent.online' }>): void {
  const agent = known(turn, 'agent.online', id);
  if (!agent) return;
  if (agent.next.kind === 'offline') {
    agent.node = node;
    agent.next = ready ? READY : { kind: 'not-ready', reason: SIGNED_IN };
    if (ready) takeContacts(turn, agent);
    return;
  }
  if (agent.state.kind !== 'offline') {
    // The phone may have moved to another server meanwhile.
    const moved = node !== undefined && node !== agent.node;
    if (moved) moveTo(turn, agent, node);
    return ignore(turn, 'agent.online', `agent ${id} is online`);
  }
  Object.assign(agent, { node, signedInAt: turn.now, workedMs: 0, calls: 0 });
  if (before) wrapUpAgain(turn, agent, before);
  else if (ready) becomeReady(turn, agent);
  else setNotReady(turn, agent, SIGNED_IN);
}

/** Contacts that only take agents at their own server may wait for this one now, or no longer. */
function moveTo(turn: Turn, agent: AgentRecord, node: string): void {
  agent.node = node;
  waitNoLongerFor(turn, agent);
  if (agent.open !== 0) takeContacts(turn, agent);
}

export function agentOffline(turn: Turn, id: AgentId): void {
  const agent = known(turn, 'agent.offline', id);
  if (!agent) return;
  if (agent.state.kind === 'offline') return ignore(turn, 'agent.offline', `agent ${id} is offline`);
  if (agent.next.kind === 'offline') return ignore(turn, 'agent.offline', `agent ${id} goes offline after this contact`);
  signOff(turn, agent, 'agent offline');
}

/** What rings goes on to others, wrap-up ends, conversations may be finished. */
export function signOff(turn: Turn, agent: AgentRecord, why: string): void {
  const pieces = agent.work.length;
  const orphans = dropUnconnected(turn, agent, why);
  if (agent.work.length === 0) {
    if (pieces > 0) tellList(turn, agent);
    setOffline(turn, agent);
  } else {
    closeTo(agent);
    agent.next = { kind: 'offline' };
    if (agent.work.length < pieces) tellWork(turn, agent);
  }
  waitNoLongerFor(turn, agent, orphans, why);
}

/** Ends all offers and wrap-ups of an agent; the contacts that ring nowhere now, highest first. */
export function dropUnconnected(turn: Turn, agent: AgentRecord, why: string): ContactRecord[] {
  const orphans: ContactRecord[] = [];
  for (const work of [...agent.work, ...agent.aside]) {
    const offer = turn.state.offers.get(work.offer);
    if (work.aside && work.phase === 'wrap-up') dropRest(turn, work);
    else if (work.phase === 'wrap-up') dropWork(turn, work);
    else if (work.phase === 'offered' && offer) {
      closeOffer(turn, offer, why);
      if (offer.contact.offers.length === 0) orphans.push(offer.contact);
    }
  }
  return orphans.sort(byRank);
}

export function agentReady(turn: Turn, id: AgentId): void {
  const agent = known(turn, 'agent.ready', id);
  if (!agent) return;
  const { kind } = agent.state;
  if (kind === 'offline' || kind === 'ready') return ignore(turn, 'agent.ready', `agent ${id} is ${kind}`);
  if (agent.next.kind === 'offline') return ignore(turn, 'agent.ready', `agent ${id} goes offline after this contact`);
  agent.next = READY;
  if (kind === 'not-ready') {
    endRest(turn, agent);
    return becomeReady(turn, agent);
  }
  const wrapUps = agent.work.filter((work) => work.phase === 'wrap-up');
  for (const work of wrapUps) dropWork(turn, work);
  if (wrapUps.length > 0) freed(turn, agent, 'anew');
  else takeContacts(turn, agent);
}

export function agentNotReady(turn: Turn, id: AgentId, reason: NotReadyReason): void {
  const agent = known(turn, 'agent.not-ready', id);
  if (!agent) return;
  const { state } = agent;
  switch (state.kind) {
    case 'offline':
      return ignore(turn, 'agent.not-ready', `agent ${id} is offline`);
    case 'not-ready':
      if (state.reason === reason) return ignore(turn, 'agent.not-ready', `agent ${id} is not ready with that reason`);
      return setNotReady(turn, agent, reason);
    case 'ready':
      return setNotReady(turn, agent, reason);
    default:
      if (agent.next.kind === 'offline') return ignore(turn, 'agent.not-ready', `agent ${id} goes offline after this contact`);
      closeTo(agent);
      agent.next = { kind: 'not-ready', reason };
  }
}

export function contactEnded(turn: Turn, contact: CallId, id: AgentId): void {
  const agent = turn.state.agents.get(id);
  const work = agent?.work.find((piece) => piece.contact === contact && piece.phase === 'connected');
  if (!agent || !work) return ignore(turn, 'contact.ended', `agent ${id} is not in conversation with this contact`);
  if (!agent.gone && agent.next.kind !== 'offline') return wrapUp(turn, work);
  dropWork(turn, work);
  if (agent.work.length > 0) return tellWork(turn, agent);
  tellList(turn, agent);
  setOffline(turn, agent);
  waitNoLongerFor(turn, agent);
}
