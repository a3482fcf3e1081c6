import type { CallId } from '#core';
import type { ContactRequest, OfferFailure } from '../model.ts';
import { setAgent } from './agent-state.ts';
import { becomeNext, closeOffer, failOffer, makeOffer, offerOn } from './offers.ts';
import { removeWaiting, signature } from './qualify.ts';
import { type ContactRecord, ignore, type QueueRecord, type Turn } from './state.ts';

export function enqueue(turn: Turn, request: ContactRequest): void {
  const { state, now, events } = turn;
  if (state.contacts.has(request.id)) return ignore(turn, 'contact.enqueue', 'this contact is in a queue already');
  const queue = state.queues.get(request.queue);
  if (!queue || queue.retired) {
    events.push({ type: 'contact.failed', contact: request.id, why: `no queue ${request.queue} in the settings` });
    return;
  }
  const since = request.waitingSince ?? now;
  const key = signature(request.needs);
  const contact: ContactRecord = { id: request.id, request, queue, since, order: state.order++, key, offer: undefined };
  if (request.only !== undefined) return enqueueDirect(turn, contact, request.only);
  state.contacts.set(contact.id, contact);
  const index = queue.line.add(contact);
  events.push({ type: 'contact.queued', contact: contact.id, queue: queue.id, position: index + 1 });
  tellPositions(turn, queue, index + 1);
  offerOn(turn, contact, '');
}

/** A request for one agent stands in no line: that agent takes it now or nobody does. Queue and skills do not matter. */
function enqueueDirect(turn: Turn, contact: ContactRecord, only: string): void {
  const { state, events } = turn;
  const agent = state.agents.get(only);
  if (!agent || agent.state.kind !== 'ready' || contact.request.except === only) {
    const why = !agent ? 'unknown' : agent.state.kind === 'ready' ? 'excepted by the request' : agent.state.kind;
    events.push({ type: 'contact.failed', contact: contact.id, why: `agent ${only} is ${why}` });
    return;
  }
  state.contacts.set(contact.id, contact);
  events.push({ type: 'contact.queued', contact: contact.id, queue: contact.queue.id, position: 1 });
  makeOffer(turn, contact, agent);
}

export function leave(turn: Turn, id: CallId, why: 'abandoned' | 'removed'): void {
  const contact = turn.state.contacts.get(id);
  if (!contact) return ignore(turn, 'contact.leave', 'this contact is in no queue');
  const { offer } = contact;
  if (offer) closeOffer(turn, offer, why);
  takeOut(turn, contact);
  turn.events.push({ type: 'contact.left', contact: id, why, waitedMs: waited(turn, contact) });
  if (offer) becomeNext(turn, offer.agent, 'kept');
}

export function answered(turn: Turn, id: string): void {
  const offer = turn.state.offers.get(id);
  if (!offer) {
    turn.events.push({ type: 'offer.stale', offer: id });
    return;
  }
  const { contact, agent } = offer;
  closeOffer(turn, offer);
  takeOut(turn, contact);
  agent.wrapUpMs = contact.queue.spec.wrapUpMs;
  turn.events.push({ type: 'contact.connected', contact: contact.id, agent: agent.id, waitedMs: waited(turn, contact) });
  setAgent(turn, agent, { kind: 'busy', since: turn.now, contact: contact.id });
}

export function offerFailed(turn: Turn, id: string, why: OfferFailure): void {
  const offer = turn.state.offers.get(id);
  if (!offer) return ignore(turn, 'offer.failed', `offer ${id} is not open`);
  failOffer(turn, offer, why);
}

const waited = (turn: Turn, contact: ContactRecord): number => Math.max(0, turn.now - contact.since);

/** Takes a contact out of the line and tells those behind it their new place. */
function takeOut(turn: Turn, contact: ContactRecord): void {
  const { queue } = contact;
  turn.state.contacts.delete(contact.id);
  removeWaiting(contact);
  const index = queue.line.delete(contact);
  if (index >= 0) tellPositions(turn, queue, index);
  if (!queue.retired || queue.line.size > 0) return;
  for (const agent of queue.members) agent.queues = agent.queues.filter((q) => q !== queue);
  turn.state.queues.delete(queue.id);
}

function tellPositions(turn: Turn, queue: QueueRecord, from: number): void {
  const { items } = queue.line;
  for (let index = from; index < items.length; index++) {
    const contact = items[index];
    if (contact) turn.events.push({ type: 'contact.position', contact: contact.id, position: index + 1 });
  }
}
