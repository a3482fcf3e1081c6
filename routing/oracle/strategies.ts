import { candidates } from './rules.ts';
import { demand, lineOf, type Person, type Standing, type World } from './world.ts';

/** The agent offered a contact is one the queue's strategy means: no candidate is strictly better. */
export function checkStrategy(world: World, chosen: Person, contact: Standing): void {
  if (contact.request.only !== undefined) return;
  const strategy = lineOf(world, contact.queue)?.spec.strategy ?? 'longest-idle';
  for (const other of candidates(world, contact)) {
    if (other === chosen) continue;
    const better = strategy === 'longest-idle' && idleSince(other) < idleSince(chosen);
    demand(!better, () => `${strategy} would offer ${contact.id} to ${other.id}, not to ${chosen.id}`);
  }
}

export const idleSince = (person: Person): number => (person.state.kind === 'ready' ? person.state.since : Number.POSITIVE_INFINITY);
