import type { ContactRecord, QueueRecord, Turn } from '../state.ts';

/** Places up to this one are told whenever they change; anybody's place can be asked for. */
const TOLD = 10;

/** Puts a contact into its queue's line; returns its place. Those behind it are told theirs by `tellPlaces`. */
export function enterLine(contact: ContactRecord): number {
  const { queue } = contact;
  const index = queue.line.add(contact);
  queue.ages.add(contact, queue.line.size);
  if (contact.demand?.qualified.length === 0) queue.unservable++;
  return index + 1;
}

/** Takes a contact out of its line and tells those behind it their new place. A queue that left the settings goes with its last contact. */
export function leaveLine(turn: Turn, contact: ContactRecord): void {
  const { queue } = contact;
  const index = queue.line.delete(contact);
  if (index < 0) return;
  if (contact.demand?.qualified.length === 0) queue.unservable--;
  tellPlaces(turn, queue, index);
  if (!queue.retired || queue.line.size > 0) return;
  for (const agent of queue.members) agent.queues = agent.queues.filter((one) => one !== queue);
  turn.state.queues.delete(queue.id);
}

/** Tells the first places from this index on, and who was pushed out of them. */
export function tellPlaces(turn: Turn, queue: QueueRecord, from: number, pushed = 0): void {
  for (let index = from; index < TOLD + pushed; index++) {
    const contact = queue.line.at(index);
    if (!contact) return;
    turn.events.push({ type: 'contact.position', contact: contact.id, position: index + 1 });
  }
}

/** Changes what a standing contact is ranked and found by, and tells the places that changed with it. Not while it is among the waiting. */
export function whileOut(turn: Turn, contact: ContactRecord, change: () => void): void {
  const { queue } = contact;
  const before = queue.line.delete(contact);
  if (contact.demand?.qualified.length === 0) queue.unservable--;
  change();
  const after = queue.line.add(contact);
  if (contact.demand?.qualified.length === 0) queue.unservable++;
  for (let index = Math.min(before, after); index <= Math.max(before, after) && before !== after && index <= TOLD; index++) {
    const moved = queue.line.at(index);
    if (moved) turn.events.push({ type: 'contact.position', contact: moved.id, position: index + 1 });
  }
}
