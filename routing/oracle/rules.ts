import { channelOf, lineOf, type Person, ringingOf, type Standing, type World } from './world.ts';

const channelOfContact = (contact: Standing): string => contact.request.channel ?? 'voice';

/** Channels of everything this person works on: what rings, talks and wrap-ups. */
function channelsAtWork(world: World, person: Person): string[] {
  const ringing = world.ringing.filter((one) => one.agent === person.id).map((one) => {
    const contact = world.standing.find(({ id }) => id === one.contact);
    return contact ? channelOfContact(contact) : 'voice';
  });
  const talks = world.talks.filter((one) => one.agent === person.id).map((one) => one.channel);
  return [...ringing, ...talks, ...person.wraps.map((one) => one.channel)];
}

/** Room for one more contact of this channel, seen from what the person works on now. */
export function hasRoom(world: World, person: Person, channel: string): boolean {
  const work = channelsAtWork(world, person);
  const capacity = person.spec.capacities?.[channel] ?? channelOf(world, channel).capacity;
  if (work.filter((one) => one === channel).length >= capacity) return false;
  const { interrupts } = channelOf(world, channel);
  return work.every((one) => one === channel || interrupts.includes(one));
}

/** May be offered something of this channel now. */
export function isFree(world: World, person: Person, channel: string): boolean {
  if (person.gone || !person.open) return false;
  if (person.state.kind === 'offline' || person.state.kind === 'not-ready') return false;
  if (person.state.kind === 'wrap-up' && person.wraps.length === 0) return false;
  return hasRoom(world, person, channel);
}

export function servesQueue(world: World, person: Person, queue: string): boolean {
  return lineOf(world, queue)?.members.includes(person.id) === true;
}

/** May have this contact, whatever the person does now. */
export function suits(world: World, person: Person, contact: Standing): boolean {
  const { only, except } = contact.request;
  if (except === person.id) return false;
  if (only !== undefined) return only === person.id;
  if (!servesQueue(world, person, contact.queue)) return false;
  return contact.needs.every((need) => (person.spec.skills[need.skill] ?? 0) >= need.level);
}

export function mayTake(world: World, person: Person, contact: Standing): boolean {
  return isFree(world, person, channelOfContact(contact)) && suits(world, person, contact);
}

/** Smaller = sooner. */
export function byRank(a: Standing, b: Standing): number {
  return b.priority - a.priority || a.since - b.since || a.order - b.order;
}

/** Those of one queue who are not connected yet, next one first. Requests for one agent stand in no line. */
export function lineUp(world: World, queue: string): Standing[] {
  return world.standing.filter((one) => one.queue === queue && one.request.only === undefined).sort(byRank);
}

export function waits(world: World, contact: Standing): boolean {
  return ringingOf(world, contact.id).length === 0;
}

/** Everybody who could take this contact at this moment. */
export function candidates(world: World, contact: Standing): Person[] {
  return world.people.filter((person) => mayTake(world, person, contact));
}
