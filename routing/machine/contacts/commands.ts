import type { ContactRequest, LeaveReason, RoutingCommand } from '../../model.ts';
import { removeWaiting, slotOf } from '../match/demands.ts';
import { makeOffer } from '../offers/offer.ts';
import { contactRecord } from '../records.ts';
import { type ContactRecord, ignore, type QueueRecord, type Turn } from '../state.ts';
import { leaveLine, tellPlaces } from './line.ts';
import { remember, takeBack } from './resume.ts';
import { beginStep, stepsOf } from './steps.ts';
import { forget, isFull, nextTarget, offerOn, reconsider, standIn, waited } from './wait.ts';

export function enqueue(turn: Turn, request: ContactRequest): void {
  const { state, events } = turn;
  if (state.contacts.has(request.id)) return ignore(turn, 'contact.enqueue', 'this contact is in a queue already');
  const queue = state.queues.get(request.queue);
  if (!queue || queue.retired) {
    events.push({ type: 'contact.failed', contact: request.id, why: `no queue ${request.queue} in the settings` });
    return;
  }
  if (request.only !== undefined) return enqueueDirect(turn, newContact(turn, request, queue), request.only);
  const before = takeBack(turn, request);
  const contact = newContact(turn, request, queue, before);
  const to = before || !isFull(queue) ? queue : elsewhere(turn, contact);
  if (!to) {
    events.push({ type: 'contact.left', contact: contact.id, why: 'full', waitedMs: waited(turn, contact) });
    return;
  }
  if (before) events.push({ type: 'contact.resumed', contact: contact.id, before: before.contact });
  state.contacts.set(contact.id, contact);
  const stepAt = events.length;
  const place = standIn(turn, contact, to);
  // A first step that was skipped is told after the place.
  const skipped = events.length > stepAt ? events.splice(stepAt) : [];
  const background = contact.demand !== undefined && (state.background & (1 << contact.demand.slot)) !== 0;
  events.push({ type: 'contact.queued', contact: contact.id, queue: to.id, position: place, ...(background ? { background } : {}) });
  for (const event of skipped) events.push(event);
  tellPlaces(turn, to, place, 1);
  offerOn(turn, contact, '');
}

function newContact(turn: Turn, request: ContactRequest, queue: QueueRecord, before?: { readonly since: number; readonly order: number }): ContactRecord {
  const order = before?.order ?? turn.state.order++;
  const own = request.waitingSince ?? turn.now;
  const since = before ? Math.min(before.since, own) : own;
  return contactRecord({ request, queue, since, order, rankSince: since - (request.ageCreditMs ?? 0) });
}

/** The queue is full: the first overflow target that is not. */
function elsewhere(turn: Turn, contact: ContactRecord): QueueRecord | undefined {
  const from = contact.queue.id;
  contact.targets = contact.queue.spec.overflow ?? [];
  const to = nextTarget(turn, contact);
  if (to) turn.events.push({ type: 'contact.overflowed', contact: contact.id, from, to: to.id, why: 'full' });
  return to;
}

/** A request for one agent stands in no line: that agent takes it now or nobody does. Queue and skills do not matter. */
function enqueueDirect(turn: Turn, contact: ContactRecord, only: string): void {
  const { state, events } = turn;
  const agent = state.agents.get(only);
  const free = agent && (agent.open & (1 << slotOf(state, contact.request.channel ?? 'voice'))) !== 0;
  const { except, sameNode, node } = contact.request;
  const far = sameNode === true && agent?.node !== node;
  if (!free || far || except === only) {
    const why = !agent ? 'unknown' : free && far ? 'at another server' : free ? 'excepted by the request' : agent.state.kind === 'ready' ? 'not for this channel' : agent.state.kind;
    events.push({ type: 'contact.failed', contact: contact.id, why: `agent ${only} is ${why}` });
    return;
  }
  state.contacts.set(contact.id, contact);
  events.push({ type: 'contact.queued', contact: contact.id, queue: contact.queue.id, position: 1 });
  makeOffer(turn, contact, agent);
}

export function change(turn: Turn, { contact: id, priority, needs, steps, ageCreditMs }: Extract<RoutingCommand, { type: 'contact.change' }>): void {
  const contact = turn.state.contacts.get(id);
  if (!contact?.demand) return ignore(turn, 'contact.change', 'this contact is in no queue');
  reconsider(turn, contact, () => {
    contact.request = { ...contact.request, ...(priority === undefined ? {} : { priority }), ...(needs ? { needs } : {}), ...(steps ? { steps } : {}), ...(ageCreditMs === undefined ? {} : { ageCreditMs }) };
    if (ageCreditMs !== undefined) contact.rankSince = contact.since - ageCreditMs;
    const told = contact.step;
    if (steps) {
      contact.steps = stepsOf(contact);
      beginStep(turn, contact, 0, turn.now, told);
    } else {
      const { stepEnds } = contact;
      beginStep(turn, contact, told, turn.now, told);
      if (contact.step === told) contact.stepEnds = stepEnds;
    }
  });
}

/** Takes a contact out; its offers are closed already. Places are told before its end, as for every other contact. */
export function takeOut(turn: Turn, contact: ContactRecord): void {
  removeWaiting(turn.state, contact);
  leaveLine(turn, contact);
  forget(turn, contact);
}

export function left(turn: Turn, contact: ContactRecord, why: LeaveReason | 'node-lost'): void {
  takeOut(turn, contact);
  if (why === 'abandoned') remember(turn, contact);
  turn.events.push({ type: 'contact.left', contact: contact.id, why, waitedMs: waited(turn, contact) });
}
