import type { AgentId, CallId } from '#core';
import type { NotReadyReason, RoutingCommand } from '../model.ts';
import { READY, setAgent, setNotReady, setOffline } from './agent-state.ts';
import { becomeReady, closeOffer, offerOn } from './offers.ts';
import { type AgentRecord, ignore, type Turn } from './state.ts';
import { wrapUpAgain, wrapUpOver } from './wrap-up.ts';

/** The reason of an agent who signed in without asking to be ready. */
const SIGNED_IN = 'signed-in';

function known(turn: Turn, command: string, id: AgentId): AgentRecord | undefined {
  const agent = turn.state.agents.get(id);
  if (agent && !agent.gone) return agent;
  ignore(turn, command, `no agent ${id} in the settings`);
  return undefined;
}

export function agentOnline(turn: Turn, { agent: id, ready, wrapUp }: Extract<RoutingCommand, { type: 'agent.online' }>): void {
  const agent = known(turn, 'agent.online', id);
  if (!agent) return;
  if (agent.next.kind === 'offline') agent.next = ready ? READY : { kind: 'not-ready', reason: SIGNED_IN };
  else if (agent.state.kind !== 'offline') ignore(turn, 'agent.online', `agent ${id} is online`);
  else if (wrapUp) wrapUpAgain(turn, agent, wrapUp);
  else if (ready) becomeReady(turn, agent);
  else setNotReady(turn, agent, SIGNED_IN);
}

export function agentOffline(turn: Turn, id: AgentId): void {
  const agent = known(turn, 'agent.offline', id);
  if (!agent) return;
  switch (agent.state.kind) {
    case 'offline':
      return ignore(turn, 'agent.offline', `agent ${id} is offline`);
    case 'busy':
      if (agent.next.kind === 'offline') return ignore(turn, 'agent.offline', `agent ${id} goes offline after this contact`);
      agent.next = { kind: 'offline' };
      return;
    case 'offered': {
      const offer = turn.state.offers.get(agent.state.offer);
      if (offer) closeOffer(turn, offer, 'agent offline');
      setOffline(turn, agent);
      if (offer) offerOn(turn, offer.contact, 'agent offline');
      return;
    }
    default:
      return setOffline(turn, agent);
  }
}

export function agentReady(turn: Turn, id: AgentId): void {
  const agent = known(turn, 'agent.ready', id);
  if (!agent) return;
  switch (agent.state.kind) {
    case 'offline':
    case 'ready':
      return ignore(turn, 'agent.ready', `agent ${id} is ${agent.state.kind}`);
    case 'offered':
    case 'busy':
      if (agent.next.kind === 'offline') return ignore(turn, 'agent.ready', `agent ${id} goes offline after this contact`);
      agent.next = READY;
      return;
    default:
      return becomeReady(turn, agent);
  }
}

export function agentNotReady(turn: Turn, id: AgentId, reason: NotReadyReason): void {
  const agent = known(turn, 'agent.not-ready', id);
  if (!agent) return;
  switch (agent.state.kind) {
    case 'offline':
      return ignore(turn, 'agent.not-ready', `agent ${id} is offline`);
    case 'not-ready':
      if (agent.state.reason === reason) return ignore(turn, 'agent.not-ready', `agent ${id} is not ready with that reason`);
      return setNotReady(turn, agent, reason);
    case 'ready':
      return setNotReady(turn, agent, reason);
    default:
      if (agent.next.kind === 'offline') return ignore(turn, 'agent.not-ready', `agent ${id} goes offline after this contact`);
      agent.next = { kind: 'not-ready', reason };
  }
}

/** The conversation is over: wrap-up, or at once what comes after it. */
export function contactEnded(turn: Turn, contact: CallId, id: AgentId): void {
  const agent = turn.state.agents.get(id);
  if (agent?.state.kind !== 'busy' || agent.state.contact !== contact) {
    return ignore(turn, 'contact.ended', `agent ${id} is not in conversation with this contact`);
  }
  if (agent.gone || agent.next.kind === 'offline') return setOffline(turn, agent);
  if (agent.wrapUpMs <= 0) return wrapUpOver(turn, agent);
  const until = turn.now + agent.wrapUpMs;
  setAgent(turn, agent, { kind: 'wrap-up', since: turn.now, until }, until);
}
