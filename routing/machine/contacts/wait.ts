import type { Millis, QueueId } from '#core';
import { addWaiting, removeWaiting } from '../match/demands.ts';
import { offerBest, setContactAlarm } from '../offers/offer.ts';
import { type ContactRecord, hasExceptions, NEVER, type QueueRecord, type Turn } from '../state.ts';
import { enterLine, leaveLine, tellPlaces, whileOut } from './line.ts';
import { beginStep, mustSkip, stepsOf } from './steps.ts';

export const waited = (turn: Turn, contact: ContactRecord): Millis => Math.max(0, turn.now - contact.since);

/** A contact without an offer: to the best agent now, else it waits. One for a single agent fails instead. */
export function offerOn(turn: Turn, contact: ContactRecord, why: string): void {
  if (waitAgain(turn, contact, why)) offerUnlessInVain(turn, contact);
}

/** Nobody need be looked for when another contact that the same agents could take waits already. */
function offerUnlessInVain(turn: Turn, contact: ContactRecord): void {
  const waiting = contact.demand?.waiting;
  const first = waiting?.first;
  const other = first === contact ? waiting?.at(1) : first;
  if (!other || hasExceptions(other)) offerBest(turn, contact);
}

/** As `offerOn`, but nobody is asked yet; false when it does not wait here. */
export function waitAgain(turn: Turn, contact: ContactRecord, why: string): boolean {
  if (contact.request.only !== undefined) {
    turn.state.contacts.delete(contact.id);
    turn.events.push({ type: 'contact.failed', contact: contact.id, why });
    return false;
  }
  if (mustSkip(turn.state, contact)) nextStep(turn, contact, turn.now);
  if (turn.now >= contact.overflowAt) return overflow(turn, contact);
  forgive(turn, contact);
  addWaiting(turn.state, contact);
  setContactAlarm(turn.state, contact);
  return true;
}

/** Who declined long enough ago may be asked again. */
function forgive({ now }: Turn, contact: ContactRecord): void {
  if (contact.refused.length > 0) contact.refused = contact.refused.filter(({ until }) => until > now);
}

/** The time of somebody who declined a waiting contact is over. */
export function askAgain(turn: Turn, contact: ContactRecord): void {
  forgive(turn, contact);
  setContactAlarm(turn.state, contact);
  offerBest(turn, contact);
}

/** The next step is in force since `at`. Not while the contact is among the waiting. */
function nextStep(turn: Turn, contact: ContactRecord, at: Millis): void {
  const { step } = contact;
  if (contact.steps.some((one) => one.priority)) whileOut(turn, contact, () => beginStep(turn, contact, step + 1, at, step));
  else {
    const { queue } = contact;
    if (contact.demand?.qualified.length === 0) queue.unservable--;
    beginStep(turn, contact, step + 1, at, step);
    if (contact.demand?.qualified.length === 0) queue.unservable++;
  }
}

/** The step of a waiting or ringing contact is over at `at`. */
export function stepOver(turn: Turn, contact: ContactRecord, at: Millis): void {
  if (contact.offers.length > 0) {
    nextStep(turn, contact, at);
    return setContactAlarm(turn.state, contact);
  }
  removeWaiting(turn.state, contact);
  nextStep(turn, contact, at);
  addWaiting(turn.state, contact);
  setContactAlarm(turn.state, contact);
  offerUnlessInVain(turn, contact);
}

/** Something about a standing contact is new (`change`): what it needs, its priority, its steps, or the settings. */
export function reconsider(turn: Turn, contact: ContactRecord, change: () => void): void {
  const waiting = contact.offers.length === 0;
  if (waiting) removeWaiting(turn.state, contact);
  whileOut(turn, contact, change);
  if (waiting) addWaiting(turn.state, contact);
  setContactAlarm(turn.state, contact);
  if (waiting) offerBest(turn, contact);
}

/** Waited long enough in this queue: to the next one, else it leaves. False when it left. */
export function overflow(turn: Turn, contact: ContactRecord): boolean {
  const { state, events } = turn;
  removeWaiting(state, contact);
  const from = contact.queue;
  const to = nextTarget(turn, contact);
  leaveLine(turn, contact);
  if (!to) {
    forget(turn, contact);
    events.push({ type: 'contact.left', contact: contact.id, why: 'overflow', waitedMs: waited(turn, contact) });
    return false;
  }
  events.push({ type: 'contact.overflowed', contact: contact.id, from: from.id, to: to.id, why: 'max-wait' });
  const place = standIn(turn, contact, to);
  events.push({ type: 'contact.position', contact: contact.id, position: place });
  tellPlaces(turn, to, place, 1);
  addWaiting(state, contact);
  setContactAlarm(state, contact);
  return true;
}

/** The next queue that is there, has room and was not visited before; it is taken off the list. */
export function nextTarget({ state }: Turn, contact: ContactRecord): QueueRecord | undefined {
  const visited: readonly QueueId[] = [...contact.visited, contact.queue.id];
  const targets = contact.targets;
  for (const [index, id] of targets.entries()) {
    const queue = state.queues.get(id);
    if (!queue || queue.retired || visited.includes(id) || isFull(queue)) continue;
    contact.visited = visited;
    contact.targets = targets.slice(index + 1);
    return queue;
  }
  return undefined;
}

export const isFull = ({ spec, line }: QueueRecord): boolean => spec.maxLength !== undefined && line.size >= spec.maxLength;

/** Puts a contact into this queue's line; its own steps go on, those of the queue begin. Returns its place. */
export function standIn(turn: Turn, contact: ContactRecord, queue: QueueRecord): number {
  const { spec } = queue;
  const first = contact.visited.length === 0;
  contact.queue = queue;
  contact.targets = first ? (spec.overflow ?? NO_TARGETS) : [...(spec.overflow ?? NO_TARGETS), ...contact.targets];
  contact.overflowAt = spec.maxWaitMs === undefined ? NEVER : turn.now + spec.maxWaitMs;
  const { step: told, stepEnds } = contact;
  if (!contact.demand || contact.request.steps === undefined) {
    contact.steps = stepsOf(contact);
    beginStep(turn, contact, 0, turn.now, told);
  } else {
    beginStep(turn, contact, told, turn.now, told);
    if (contact.step === told) contact.stepEnds = stepEnds;
  }
  return enterLine(contact);
}

const NO_TARGETS: readonly QueueId[] = [];

/** The contact is over for the machine. */
export function forget({ state }: Turn, contact: ContactRecord): void {
  state.contacts.delete(contact.id);
  state.alarms.clear(contact);
  if (contact.demand) contact.demand.users--;
}
