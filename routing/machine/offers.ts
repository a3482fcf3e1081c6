import type { OfferFailure } from '../model.ts';
import { READY, setAgent, setNotReady, setOffline } from './agent-state.ts';
import { addWaiting, bestAgent, bestContact, explain, removeWaiting } from './qualify.ts';
import type { AgentRecord, ContactRecord, OfferRecord, Turn } from './state.ts';

/** Reserves the agent for the contact and lets the phone ring. The agent must be ready, the contact without an offer. */
export function makeOffer(turn: Turn, contact: ContactRecord, agent: AgentRecord): void {
  const { state, now, events } = turn;
  const { queue } = contact;
  const reason = explain(contact, agent, now);
  const offer: OfferRecord = { id: `${contact.id}.${state.order++}`, contact, agent };
  removeWaiting(contact);
  contact.offer = offer;
  state.offers.set(offer.id, offer);
  const { ringTimeoutMs } = queue.spec;
  setAgent(turn, agent, { kind: 'offered', since: now, offer: offer.id, contact: contact.id }, now + ringTimeoutMs);
  events.push({ type: 'offer.made', offer: offer.id, contact: contact.id, agent: agent.id, queue: queue.id, ringTimeoutMs, reason });
}

/** Closes an offer, telling the phone to stop ringing when `why` is given. Leaves agent and contact to the caller. */
export function closeOffer(turn: Turn, offer: OfferRecord, why?: string): void {
  turn.state.offers.delete(offer.id);
  offer.contact.offer = undefined;
  if (why === undefined) return;
  turn.events.push({ type: 'offer.withdrawn', offer: offer.id, contact: offer.contact.id, agent: offer.agent.id, why });
}

/** The agent did not take the offer: not ready with that reason, and the contact, in its old place, goes to the next. */
export function failOffer(turn: Turn, offer: OfferRecord, why: OfferFailure): void {
  const stillRinging = why === 'no-answer';
  closeOffer(turn, offer, stillRinging ? why : undefined);
  setNotReady(turn, offer.agent, why);
  offerOn(turn, offer.contact, why);
}

/** A contact without an offer: to the best agent now, else it waits. One for a single agent fails instead. */
export function offerOn(turn: Turn, contact: ContactRecord, why: string): void {
  if (contact.request.only !== undefined) {
    turn.state.contacts.delete(contact.id);
    turn.events.push({ type: 'contact.failed', contact: contact.id, why });
    return;
  }
  addWaiting(contact);
  const agent = bestAgent(contact);
  if (agent) makeOffer(turn, contact, agent);
}

/** Makes the agent ready and gives it the contact it should take, if one waits. `kept` keeps its place among the idle. */
export function becomeReady(turn: Turn, agent: AgentRecord, idle: 'anew' | 'kept' = 'anew'): void {
  if (idle === 'anew') {
    agent.idleSince = turn.now;
    agent.idleOrder = turn.state.order++;
  }
  agent.next = READY;
  setAgent(turn, agent, { kind: 'ready', since: agent.idleSince });
  takeContact(turn, agent);
}

/** Gives a ready agent the contact it should take, if one waits. */
export function takeContact(turn: Turn, agent: AgentRecord): void {
  const contact = bestContact(agent);
  if (contact) makeOffer(turn, contact, agent);
}

/** What the agent asked for meanwhile, else ready. */
export function becomeNext(turn: Turn, agent: AgentRecord, idle: 'anew' | 'kept' = 'anew'): void {
  const { next } = agent;
  switch (next.kind) {
    case 'ready':
      return becomeReady(turn, agent, idle);
    case 'not-ready':
      return setNotReady(turn, agent, next.reason);
    case 'offline':
      return setOffline(turn, agent);
  }
}
