import { hasRefused, hasRoomAside, isAside } from './aside.ts';
import { termsOf } from './terms.ts';
import { channelName, channelOf, lineOf, type Person, personOf, ringingOf, type Standing, type World } from './world.ts';

/** Channels of everything this person works on: what rings, talks and wrap-ups. */
function channelsAtWork(world: World, person: Person): string[] {
  return [...world.ringing, ...world.talks].filter((one) => one.agent === person.id && (!one.aside || isAside(world, one.channel))).map((one) => one.channel).concat(person.wraps.map((one) => one.channel));
}

function capacityOf(world: World, person: Person, channel: string): number {
  const { countsAs = channel } = channelOf(world, channel);
  return person.spec.capacities?.[countsAs] ?? channelOf(world, countsAs).capacity;
}

/** Room for one more contact of this channel, seen from what the person works on now. */
function hasRoom(world: World, person: Person, channel: string): boolean {
  if (isAside(world, channel)) return hasRoomAside(world, person, channel);
  const work = channelsAtWork(world, person);
  if (work.filter((one) => one === channel).length >= capacityOf(world, person, channel)) return false;
  const { interrupts } = channelOf(world, channel);
  return work.every((one) => one === channel || interrupts.includes(one));
}

/** May be offered something of this channel now; `surely`: must be, if it waits for just this person. */
export function isFree(world: World, person: Person, channel: string, surely = false): boolean {
  if (person.gone || person.leaving || person.open === 'no' || (surely && person.open === 'unsure')) return false;
  if (person.state.kind === 'offline' || person.state.kind === 'not-ready') return false;
  return hasRoom(world, person, channel);
}

/** May have this contact, whatever the person does now. */
export function suits(world: World, person: Person, contact: Standing): boolean {
  const { only, except } = contact.request;
  if (except === person.id) return false;
  if (only !== undefined) return only === person.id;
  return qualifies(world, person, contact);
}

function qualifies(world: World, person: Person, contact: Standing): boolean {
  const { needs, queues, groups, agent } = termsOf(world, contact);
  if (agent !== undefined && agent !== person.id) return false;
  if (groups && !groups.some((group) => person.spec.groups?.includes(group))) return false;
  if (capacityOf(world, person, channelName(contact)) <= 0) return false;
  // Agents of another queue count while it is in the settings; its own last agents serve a contact to the end.
  if (!queues.some((queue) => serves(world, person, queue, queue === contact.queue))) return false;
  return needs.every((need) => (person.spec.skills[need.skill] ?? 0) >= need.level);
}

function serves(world: World, person: Person, queue: string, own: boolean): boolean {
  const line = lineOf(world, queue);
  return line !== undefined && (own || !line.retired) && line.members.includes(person.id);
}

/** Where only agents at the contact's own server will do. */
export const isNear = (person: Person, { request }: Standing): boolean => !request.sameNode || request.node === undefined || request.node === person.node;

export function mayTake(world: World, person: Person, contact: Standing, surely = false): boolean {
  if (world.ringing.some((one) => one.contact === contact.id && one.agent === person.id)) return false;
  return !hasRefused(world, contact, person, surely) && isNear(person, contact) && isFree(world, person, channelName(contact), surely) && suits(world, person, contact);
}

/** Smaller = sooner; as of now. */
export function byRank(world: World): (a: Standing, b: Standing) => number {
  const since = (one: Standing) => one.since - (one.request.ageCreditMs ?? 0);
  const known = new Map<Standing, number>();
  const priority = (one: Standing) => {
    const priorityNow = known.get(one) ?? termsOf(world, one).priority;
    known.set(one, priorityNow);
    return priorityNow;
  };
  return (a, b) => priority(b) - priority(a) || since(a) - since(b) || a.order - b.order;
}

/** Those of one queue who are not connected yet, next one first. Requests for one agent stand in no line. */
export function lineUp(world: World, queue: string): Standing[] {
  return world.standing.filter((one) => one.queue === queue && one.entered && one.request.only === undefined).sort(byRank(world));
}

export const waits = (world: World, contact: Standing): boolean => contact.entered && ringingOf(world, contact.id).length === 0;

/** Everybody who could take this contact at this moment. */
export function candidates(world: World, contact: Standing, surely = false): Person[] {
  return world.people.filter((person) => mayTake(world, person, contact, surely));
}

/** The step is for an agent who is not there, or could never take the contact. */
export function mustSkip(world: World, contact: Standing): boolean {
  const { agent } = termsOf(world, contact);
  if (agent === undefined || contact.request.only !== undefined) return false;
  const person = personOf(world, agent);
  return !person || person.gone || person.leaving || person.state.kind === 'offline' || !isNear(person, contact) || !suits(world, person, contact);
}

/** May have several contacts at once: more of one channel, or one beside another. */
export function isSeveral(world: World, person: Person): boolean {
  const named = [...(world.settings.channels ?? []).map((one) => one.id), 'voice', ...world.settings.agents.flatMap((one) => Object.keys(one.capacities ?? {}))];
  const able = [...new Set(named)].filter((channel) => capacityOf(world, person, channel) > 0 && !isAside(world, channel));
  return able.some((one) => capacityOf(world, person, one) > 1 || able.some((other) => other !== one && channelOf(world, one).interrupts.includes(other)));
}
