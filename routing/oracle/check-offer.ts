import type { RoutingEvent } from '../model.ts';
import { byRank, candidates, mayTake, waits } from './rules.ts';
import { checkStrategy } from './strategies.ts';
import { demand, lineOf, type Person, personOf, type Standing, standingOf, type World } from './world.ts';

type OfferMade = Extract<RoutingEvent, { type: 'offer.made' }>;

/** An offer as it is told: this agent may have this contact, no contact of higher rank waits for him, the strategy means him. */
export function checkOffer(world: World, event: OfferMade): void {
  const { offer, contact: id, agent } = event;
  const contact = standingOf(world, id);
  const person = personOf(world, agent);
  demand(contact && person, `offer of ${id}, who does not wait, or to ${agent}, who is unknown`);
  demand(!world.offersSeen.has(offer), `the offer id ${offer} is used twice`);
  demand(event.queue === contact.queue, `${id} is offered in ${event.queue} but waits in ${contact.queue}`);
  demand(event.ringTimeoutMs === lineOf(world, contact.queue)?.spec.ringTimeoutMs, `${offer} rings for a time that is not the queue's`);
  asBefore(person, offer, () => {
    demand(mayTake(world, person, contact), () => `${id} is offered to ${agent}, who may not take it (${person.state.kind})`);
    checkRank(world, person, contact);
    checkStrategy(world, person, contact);
    checkReason(world, event, contact);
  });
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
  const passed = world.standing.find(
    (other) => other !== contact && other.request.only === undefined && waits(world, other) && byRank(other, contact) < 0 && mayTake(world, person, other),
  );
  demand(!passed, () => `${contact.id} is offered to ${person.id} before ${passed?.id}, which ranks higher and waits for him too`);
}

function checkReason(world: World, { reason, agent }: OfferMade, contact: Standing): void {
  demand(reason.waitedMs === Math.max(0, world.now - contact.since), 'the reason tells another wait');
  demand(reason.candidates.some((one) => one.agent === agent), 'the agent is not among the candidates of the reason');
  const able = contact.request.only === undefined ? candidates(world, contact) : [];
  for (const one of contact.request.only === undefined ? reason.candidates : []) {
    demand(able.some((person) => person.id === one.agent), () => `the reason lists ${one.agent} as a candidate, who may not take it`);
  }
  for (const one of reason.excluded) {
    demand(!able.some((person) => person.id === one.agent), () => `the reason excludes ${one.agent} (${one.why}), who may take it`);
  }
  if (reason.candidateCount !== undefined && contact.request.only === undefined) {
    demand(reason.candidateCount === able.length, () => `the reason counts ${reason.candidateCount} candidates, there are ${able.length}`);
  }
}
