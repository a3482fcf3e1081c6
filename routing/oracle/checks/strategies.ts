import { asideOf, ringsAside } from '../world/aside.ts';
import { candidates } from '../world/rules.ts';
import { termsOf } from '../world/terms.ts';
import { demand, lineOf, type Person, type Standing, type World } from '../world/world.ts';

/** Shares of time are compared as far as numbers carry. */
const ABOUT = 1e-9;

/** The agent offered a contact is one the queue's strategy means: no candidate is strictly better. */
export function checkStrategy(world: World, chosen: Person, contact: Standing): void {
  if (contact.request.only !== undefined) return;
  const strategy = lineOf(world, contact.queue)?.spec.strategy ?? 'longest-idle';
  for (const other of candidates(world, contact, true)) {
    if (other === chosen) continue;
    demand(!isBetter(world, contact, other, chosen), () => `${strategy} would offer ${contact.id} to ${other.id}, not to ${chosen.id}`);
  }
}

function isBetter(world: World, contact: Standing, a: Person, b: Person): boolean {
  const line = lineOf(world, contact.queue);
  switch (line?.spec.strategy ?? 'longest-idle') {
    case 'longest-idle':
    case 'ring-all':
    case 'progressive':
      return comesFirst(world, contact, a, b);
    case 'least-occupied': {
      const difference = occupied(world, b) - occupied(world, a);
      return difference > ABOUT || (difference === 0 && comesFirst(world, contact, a, b));
    }
    case 'fewest-calls':
      return a.calls < b.calls || (a.calls === b.calls && comesFirst(world, contact, a, b));
    case 'best-skill': {
      const difference = match(world, contact, a) - match(world, contact, b);
      return difference > ABOUT || (difference === 0 && comesFirst(world, contact, a, b));
    }
    case 'top-down':
      return (a.spec.rank ?? a.place) < (b.spec.rank ?? b.place);
    case 'round-robin': {
      const last = world.people.find((one) => one.id === line?.offeredLast?.agent)?.place ?? line?.offeredLast?.place ?? -1;
      const turn = (one: Person) => one.place + (one.place <= last ? 1e6 : 0);
      return turn(a) < turn(b);
    }
    case 'random':
      return false;
  }
}

/** Of background work: who has less of it; who took some longest ago only the machine knows. */
function comesFirst(world: World, contact: Standing, a: Person, b: Person): boolean {
  return ringsAside(world, contact) ? asideOf(world, a).length < asideOf(world, b).length : isLongerIdle(a, b);
}

/** Who does nothing comes before who does something; how long the latter are idle only the machine knows. */
function isLongerIdle(a: Person, b: Person): boolean {
  return a.state.kind === 'ready' && (b.state.kind !== 'ready' || a.state.since < b.state.since);
}

function occupied(world: World, person: Person): number {
  const since = world.now - person.signedInAt;
  const working = ['offered', 'busy', 'wrap-up'].includes(person.state.kind);
  return since > 0 ? (person.workedMs + (working ? world.now - person.countedAt : 0)) / since : 0;
}

function match(world: World, contact: Standing, person: Person): number {
  const needs = termsOf(world, contact).needs.filter((need) => need.level > 0);
  return needs.reduce((sum, { skill, level, weight = 1 }) => sum + weight * ((person.spec.skills[skill] ?? 0) - level), 0);
}
