import type { Strategy } from '../../model.ts';
import { addAside } from '../agents/aside.ts';
import { addWork } from '../agents/work.ts';
import { bestContact } from '../match/best-contact.ts';
import { type Choice, choose } from '../match/choose.ts';
import { removeWaiting, slotOf } from '../match/demands.ts';
import { explain } from '../match/explain.ts';
import { openTo, roomOf } from '../match/pools.ts';
import { interrupt } from './interrupt.ts';
import { type AgentRecord, byRank, type ContactRecord, NEVER, type OfferRecord, type RoutingState, type Turn } from '../state.ts';

const PROGRESSIVE_MS = 5_000;
const RING_AT_MOST = 20;

/** Strategies that let several phones ring for one contact. */
const together = (strategy: Strategy | undefined): boolean => strategy === 'ring-all' || strategy === 'progressive';

/** Whether phones ring, or would ring, together for it. */
export const ringsTogether = (contact: ContactRecord): boolean =>
  contact.ringEnds < NEVER || (contact.demand !== undefined && contact.offers.length === 0 && together(contact.queue.spec.strategy));

/** Reserves the agent for the contact and lets the phone ring. `choice` undefined: nobody else could have taken it. */
export function makeOffer(turn: Turn, contact: ContactRecord, agent: AgentRecord, choice?: Choice): void {
  const { state, now, events } = turn;
  const { queue, demand, request } = contact;
  const reason = explain(turn, contact, agent, choice);
  const order = state.order++;
  const id = `${contact.id}.${order}`;
  if (contact.offers.length === 0) removeWaiting(state, contact);
  const due = Math.min(contact.ringEnds, now + queue.spec.ringTimeoutMs);
  const channel = request.channel ?? 'voice';
  const slot = demand?.slot ?? slotOf(state, channel);
  const piece = { contact: contact.id, channel, slot, queue: queue.id, order, phase: 'offered', offer: id, node: request.node } as const;
  const aside = (state.background & (1 << slot)) !== 0;
  const offer: OfferRecord = { id, contact, work: aside ? addAside(turn, agent, piece, due) : addWork(turn, agent, piece, due) };
  contact.offers = [...contact.offers, offer];
  state.offers.set(id, offer);
  if (demand) queue.offeredLast = { agent: agent.id, place: agent.place };
  openTo(state, agent);
  setContactAlarm(state, contact);
  events.push({ type: 'offer.made', offer: id, contact: contact.id, agent: agent.id, queue: queue.id, ringTimeoutMs: due - now, reason });
  if (!aside && agent.aside.length > 0) interrupt(turn, agent, slot);
}

/** The next of: the end of the step, more phones, and, when none rings, the end of the longest wait and who may be asked again. */
export function setContactAlarm(state: RoutingState, contact: ContactRecord): void {
  const rings = contact.offers.length > 0;
  let due = Math.min(contact.stepEnds, contact.ringMore, rings ? NEVER : contact.overflowAt);
  if (!rings) for (const { until } of contact.refused) due = Math.min(due, until);
  state.alarms.set(contact, due);
}

/** Lets the phones ring that the strategy wants for a waiting contact, if anybody can take it. */
export function offerBest(turn: Turn, contact: ContactRecord): void {
  if (ringsTogether(contact)) return ringTogether(turn, contact);
  const choice = choose(turn, contact);
  const [agent] = choice.best;
  if (agent) makeOffer(turn, contact, agent, choice);
}

/** The first phones, or more of them. */
export function ringTogether(turn: Turn, contact: ContactRecord): void {
  const { strategy, ringAtMost = RING_AT_MOST, ringTimeoutMs, progressiveMs = PROGRESSIVE_MS } = contact.queue.spec;
  if (!together(strategy)) {
    // New settings say so: those who ring go on, nobody joins them.
    contact.ringMore = NEVER;
    return setContactAlarm(turn.state, contact);
  }
  const room = Math.max(1, ringAtMost) - contact.offers.length;
  const wanted = strategy === 'progressive' ? Math.min(1, room) : room;
  const ringing = new Set(contact.offers.map(({ work }) => work.agent));
  const choice = wanted > 0 ? choose(turn, contact, wanted + ringing.size) : undefined;
  const chosen = choice?.best.filter((agent) => !ringing.has(agent)).slice(0, wanted) ?? [];
  if (chosen.length === 0 && ringing.size === 0) return;
  if (ringing.size === 0) contact.ringEnds = turn.now + Math.max(1, ringTimeoutMs);
  contact.ringMore = turn.now + Math.max(1, progressiveMs);
  for (const agent of chosen) makeOffer(turn, contact, agent, choice);
  setContactAlarm(turn.state, contact);
}

/** Gives an agent who has room the contacts that wait for just that: nobody else could take them, or they would not wait. */
export function takeContacts(turn: Turn, agent: AgentRecord): void {
  const { state } = turn;
  for (let room = roomOf(state, agent); room !== 0; room = roomOf(state, agent)) {
    const contact = firstFor(state, agent, room);
    if (!contact) break;
    if (ringsTogether(contact)) {
      openTo(state, agent);
      ringTogether(turn, contact);
    } else makeOffer(turn, contact, agent);
  }
  openTo(state, agent);
}

/** Background contacts come after all others, whatever their rank. */
function firstFor(state: RoutingState, agent: AgentRecord, room: number): ContactRecord | undefined {
  const { background } = state;
  return (background === 0 ? undefined : bestContact(state, agent, room & ~background)) ?? bestContact(state, agent, background === 0 ? room : room & background);
}

/** Several became free at once, or contacts and agents have changed: the highest contacts first, each to whom its strategy wants. */
export function match(turn: Turn, agents: readonly AgentRecord[]): void {
  const { background } = turn.state;
  matchIn(turn, agents, ~background);
  if (background !== 0) matchIn(turn, agents, background);
}

/** In these channels (bits). */
function matchIn(turn: Turn, agents: readonly AgentRecord[], channels: number): void {
  const { state } = turn;
  let looking = agents;
  for (;;) {
    let best: ContactRecord | undefined;
    const still: AgentRecord[] = [];
    for (const agent of looking) {
      const open = agent.open & channels;
      const contact = open === 0 ? undefined : bestContact(state, agent, open);
      if (!contact) continue;
      still.push(agent);
      if (!best || byRank(contact, best) < 0) best = contact;
    }
    if (!best) return;
    offerBest(turn, best);
    looking = still;
  }
}
