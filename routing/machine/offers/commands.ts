import type { CallId } from '#core';
import type { LeaveReason, OfferFailure } from '../../model.ts';
import { freed, freedTogether, notReadyNext, settle } from '../agents/next.ts';
import { holdAside, restAfter } from '../agents/hold.ts';
import { tellWork } from '../agents/work.ts';
import { left, takeOut } from '../contacts/commands.ts';
import { askAgain, offerOn, overflow, stepOver, waitAgain, waited } from '../contacts/wait.ts';
import { closeTo, openTo } from '../match/pools.ts';
import { type AgentRecord, type ContactRecord, ignore, NEVER, type OfferRecord, type Turn } from '../state.ts';
import { closeOffer } from './close.ts';
import { match, offerBest, ringTogether, takeContacts } from './offer.ts';

/** The first answer wins; phones that ring for the same contact stop. */
export function answered(turn: Turn, id: string): void {
  const offer = turn.state.offers.get(id);
  if (!offer) {
    turn.events.push({ type: 'offer.stale', offer: id });
    return;
  }
  const { contact, work } = offer;
  const { agent } = work;
  const others = closeAll(turn, contact, 'answered elsewhere', offer);
  turn.state.offers.delete(id);
  contact.offers = [];
  takeOut(turn, contact);
  turn.events.push({ type: 'contact.connected', contact: contact.id, agent: agent.id, waitedMs: waited(turn, contact) });
  if (work.aside) {
    holdAside(turn, work);
    // The next one may be offered to this agent, too.
    return others.length > 0 ? freedTogether(turn, [...others, agent], 'kept') : takeContacts(turn, agent);
  }
  closeTo(agent);
  work.phase = 'connected';
  work.since = turn.now;
  work.wrapUpMs = contact.queue.spec.wrapUpMs;
  turn.state.alarms.set(work, NEVER);
  agent.calls++;
  if (agent.several) agent.idleSince = turn.now;
  tellWork(turn, agent);
  openTo(turn.state, agent);
  if (others.length > 0) freedTogether(turn, others, 'kept');
}

/** Closes the offers of a contact but for one; whose they were. */
function closeAll(turn: Turn, contact: ContactRecord, why: string, but?: OfferRecord): AgentRecord[] {
  const others = contact.offers.filter((one) => one !== but);
  for (const one of others) closeOffer(turn, one, why);
  return others.map(({ work }) => work.agent);
}

export function offerFailed(turn: Turn, id: string, why: OfferFailure): void {
  const offer = turn.state.offers.get(id);
  if (!offer) return ignore(turn, 'offer.failed', `offer ${id} is not open`);
  failOffer(turn, offer, why);
}

/** The agent did not take the offer: not ready with that reason; the contact, in its old place, rings on elsewhere or goes to the next. */
function failOffer(turn: Turn, offer: OfferRecord, why: OfferFailure): void {
  const { contact } = offer;
  closeOffer(turn, offer, why === 'no-answer' ? why : undefined);
  if (offer.work.aside) return notTaken(turn, offer, why);
  notReadyNext(turn, offer.work.agent, why);
  if (contact.offers.length === 0) offerOn(turn, contact, why);
}

/** Of background work: the agent stays as he is and has a rest from it. */
function notTaken(turn: Turn, { contact, work }: OfferRecord, why: OfferFailure): void {
  const { restMs = 0, missedRestMs = 0, againMs = 0 } = contact.queue.spec;
  if (why === 'rejected' && againMs > 0) contact.refused = [...contact.refused.filter((one) => one.agent !== work.agent.id), { agent: work.agent.id, until: turn.now + againMs }];
  restAfter(turn, work, why === 'rejected' ? restMs : missedRestMs);
  const waits = contact.offers.length === 0 && waitAgain(turn, contact, why);
  match(turn, [work.agent]);
  if (waits && contact.offers.length === 0) offerBest(turn, contact);
}

/** The ring time is over. Phones that rang together are nobody's fault: all stay ready, and ring anew unless somebody else comes first. */
export function rangOut(turn: Turn, id: string): void {
  const offer = turn.state.offers.get(id);
  if (!offer) return;
  const { contact } = offer;
  if (contact.ringEnds === NEVER) return failOffer(turn, offer, 'no-answer');
  const agents = closeAll(turn, contact, 'no-answer');
  const waits = waitAgain(turn, contact, 'no-answer');
  for (const agent of agents) if (settle(turn, agent, 'kept')) openTo(turn.state, agent);
  match(turn, agents);
  // They may have been given something else, and others may be free.
  if (waits && contact.offers.length === 0) offerBest(turn, contact);
}

export function leave(turn: Turn, id: CallId, why: LeaveReason): void {
  const contact = turn.state.contacts.get(id);
  if (!contact) return ignore(turn, 'contact.leave', 'this contact is in no queue');
  const agents = closeAll(turn, contact, why);
  left(turn, contact, why);
  const [only, ...more] = agents;
  if (more.length > 0) freedTogether(turn, agents, 'kept');
  else if (only) freed(turn, only, 'kept');
}

/** The alarm of a contact: its step is over, more phones ring, or it has waited too long. */
export function contactDue(turn: Turn, contact: ContactRecord): void {
  if (contact.stepEnds <= turn.now) return stepOver(turn, contact, contact.stepEnds);
  if (contact.ringMore <= turn.now) return ringTogether(turn, contact);
  if (contact.overflowAt > turn.now) return askAgain(turn, contact);
  if (overflow(turn, contact)) offerBest(turn, contact);
}
