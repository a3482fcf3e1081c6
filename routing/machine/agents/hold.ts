import type { Millis } from '#core';
import { closeTo, openTo } from '../match/pools.ts';
import { takeContacts } from '../offers/offer.ts';
import { NEVER, type Turn, type WorkRecord } from '../state.ts';
import { addAside, dropRest, tellAside } from './aside.ts';
import { dropWork } from './work.ts';

/** An offer was taken: held until it is ended. */
export function holdAside(turn: Turn, work: WorkRecord): void {
  const { agent } = work;
  const before = turn.state.held.get(work.contact);
  if (before) letGo(turn, before);
  closeTo(agent);
  work.phase = 'connected';
  work.since = turn.now;
  agent.asideOrder = turn.state.order++;
  turn.state.alarms.set(work, NEVER);
  turn.state.held.set(work.contact, work);
  tellAside(turn, agent);
}

/** Held no longer; the agent may have room. */
export function letGo(turn: Turn, held: WorkRecord): void {
  const { agent } = held;
  turn.state.held.delete(held.contact);
  dropWork(turn, held);
  tellAside(turn, agent);
  takeContacts(turn, agent);
}

/** Nothing is offered for so long after an offer that was not taken. */
export function restAfter(turn: Turn, { agent, channel, slot, queue }: WorkRecord, ms: Millis): void {
  if (ms > 0) addAside(turn, agent, { contact: '', channel, slot, queue, order: turn.state.order++, phase: 'wrap-up', offer: '', node: undefined }, turn.now + ms);
  openTo(turn.state, agent);
}

export function restOver(turn: Turn, rest: WorkRecord): void {
  dropRest(turn, rest);
  takeContacts(turn, rest.agent);
}
