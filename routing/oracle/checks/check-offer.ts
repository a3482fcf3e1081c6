import type { RoutingEvent } from '../../model.ts';
import { ringsAside } from '../world/aside.ts';
import { byRank, candidates, mayTake, waits } from '../world/rules.ts';
import { demand, type Line, lineOf, type Person, personOf, ringingOf, type Standing, standingOf, type World } from '../world/world.ts';
import { checkStrategy } from './strategies.ts';

type OfferMade = Extract<RoutingEvent, { type: 'offer.made' }>;

/** An offer as it is told: this agent may have this contact, no contact of higher rank waits for him, the strategy means him. */
export function checkOffer(world: World, event: OfferMade): { readonly contact: Standing; readonly person: Person; readonly line: Line | undefined } {
  const { offer, contact: id, agent } = event;
  const contact = standingOf(world, id);
  const person = personOf(world, agent);
  const line = contact && lineOf(world, contact.queue);
  demand(contact?.entered && person, () => `offer of ${id}, who does not wait, or to ${agent}, who is unknown`);
  demand(!world.offersSeen.has(offer), () => `the offer id ${offer} is used twice`);
  demand(event.queue === contact.queue, () => `${id} is offered in ${event.queue} but waits in ${contact.queue}`);
  checkRinging(world, event, contact, line);
  asBefore(person, offer, () => {
    demand(mayTake(world, person, contact), () => `${id} is offered to ${agent}, who may not take it (${person.state.kind})`);
    checkRank(world, person, contact);
    checkStrategy(world, person, contact);
    checkReason(world, event, contact);
  });
  return { contact, person, line };
}

/** How long it rings, and whether other phones may ring for it. */
function checkRinging(world: World, { offer, ringTimeoutMs }: OfferMade, contact: Standing, line: Line | undefined): void {
  const others = ringingOf(world, contact.id);
  const spec = line?.spec;
  const [first] = others;
  if (!first) return demand(!spec || ringTimeoutMs === spec.ringTimeoutMs, () => `${offer} rings for a time that is not the queue's`);
  demand(contact.together, () => `two offers at once of ${contact.id}`);
  demand(world.now + ringTimeoutMs <= contact.ringEnds, () => `${offer} rings longer than the first phone of ${contact.id}`);
  // Settings may have changed since it began.
  demand(!spec || spec.strategy === undefined || others.length < Math.max(1, spec.ringAtMost ?? 20) || !['ring-all', 'progressive'].includes(spec.strategy), () => `more phones than allowed ring for ${contact.id}`);
  if (spec?.strategy === 'progressive') demand(world.now >= contact.nextRingAt, () => `the next phone rings too soon for ${contact.id}`);
}

/** The state that tells of this very offer comes before it; what was decided was decided on the one before. */
function asBefore(person: Person, offer: string, check: () => void): void {
  const { state } = person;
  const own = state.kind === 'offered' && state.offer === offer;
  if (own) person.state = person.before;
  check();
  person.state = state;
}

/** FIFO within equal rank, and never past a higher one. */
function checkRank(world: World, person: Person, contact: Standing): void {
  if (contact.request.only !== undefined) return;
  const rank = byRank(world);
  // Background work comes after all other.
  const order = (a: Standing, b: Standing) => Number(ringsAside(world, a)) - Number(ringsAside(world, b)) || rank(a, b);
  const passed = world.standing.find(
    (other) => other !== contact && other.request.only === undefined && waits(world, other) && order(other, contact) < 0 && mayTake(world, person, other, true),
  );
  demand(!passed, () => `${contact.id} is offered to ${person.id} before ${passed?.id}, which ranks higher and waits for him too`);
}

function checkReason(world: World, { reason, agent }: OfferMade, contact: Standing): void {
  demand(reason.waitedMs === Math.max(0, world.now - contact.since), 'the reason tells another wait');
  demand(reason.candidates.some((one) => one.agent === agent) || contact.together, 'the agent is not among the candidates of the reason');
  // Where several phones ring the list is that of the first.
  if (contact.request.only !== undefined || contact.together) return;
  const scores = reason.candidates.map((one) => one.score ?? 0);
  demand(scores.every((score, i) => i === 0 || score <= (scores[i - 1] ?? 0)), () => `the candidates of ${contact.id} are not listed best first`);
  const able = candidates(world, contact);
  for (const one of reason.candidates) {
    demand(able.some((person) => person.id === one.agent), () => `the reason lists ${one.agent} as a candidate, who may not take it`);
  }
  const surely = candidates(world, contact, true);
  for (const one of reason.excluded) {
    demand(!surely.some((person) => person.id === one.agent), () => `the reason excludes ${one.agent} (${one.why}), who may take it`);
  }
  const { candidateCount = able.length } = reason;
  demand(candidateCount <= able.length && candidateCount >= surely.length, () => `the reason counts ${candidateCount} candidates, there are ${able.length}`);
  demand(reason.step === undefined || reason.step === contact.step, () => `the reason tells step ${reason.step}, ${contact.step} is in force`);
}
