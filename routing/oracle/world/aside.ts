import type { RoutingCommand } from '../../model.ts';
import { channelName, channelOf, count, lineOf, type Person, personOf, type Ringing, type Standing, standingOf, type World } from './world.ts';

/** Background work: what rings and what is held beside the work that makes an agent busy. */

export const isAside = (world: World, channel: string): boolean => channelOf(world, channel).background === true;

/** Pieces of a person's background work. */
export const asideOf = (world: World, person: Person) => [...world.ringing, ...world.talks].filter((one) => one.aside && one.agent === person.id);

/** Until it is told to be over. */
export const rests = (person: Person): boolean => person.restUntil > 0;

export const hasRest = (work: Person['toldAside']): boolean => work.some((one) => one.phase === 'wrap-up');

/** Declined it lately; whose time is just over may be asked, and must be when the command is done. */
export const hasRefused = (world: World, contact: Standing, person: Person, surely: boolean): boolean => contact.refused.some((one) => one.agent === person.id && (surely || one.until > world.now));

/** Room for one more contact of a background channel, seen from everything the person works on. */
export function hasRoomAside(world: World, person: Person, channel: string): boolean {
  const spec = channelOf(world, channel);
  const base = spec.countsAs ?? channel;
  const all = [...world.ringing, ...world.talks].filter((one) => one.agent === person.id);
  if (rests(person) || all.some((one) => one.aside && 'until' in one)) return false;
  const counted = all.map((one) => one.channel).concat(person.wraps.map((one) => one.channel));
  const capacity = person.spec.capacities?.[base] ?? channelOf(world, base).capacity;
  if (counted.filter((one) => (channelOf(world, one).countsAs ?? one) === base).length >= capacity) return false;
  const front = all.filter((one) => !one.aside).map((one) => one.channel).concat(person.wraps.map((one) => one.channel));
  return front.every((one) => one === channel || spec.interrupts.includes(one));
}

/** An offer that was declined or missed. */
export function notTaken(world: World, ringing: Ringing, why: string): void {
  count(world, `aside ${why === 'rejected' ? 'declined' : 'missed'}`);
  const contact = standingOf(world, ringing.contact);
  const person = personOf(world, ringing.agent);
  const spec = contact && lineOf(world, contact.queue)?.spec;
  if (!contact || !person) return;
  const declined = why === 'rejected';
  const restMs = (declined ? spec?.restMs : spec?.missedRestMs) ?? 0;
  if (restMs > 0) person.restUntil = world.now + restMs;
  const againMs = spec?.againMs ?? 0;
  if (declined && againMs > 0) contact.refused = [...contact.refused.filter((one) => one.agent !== person.id), { agent: person.id, until: world.now + againMs }];
}

/** What a command says of who has which background contact. */
export function holdings(world: World, command: RoutingCommand): void {
  if (command.type === 'agent.lets-go') world.talks = world.talks.filter((talk) => !talk.aside || talk.agent !== command.agent || talk.contact !== command.contact);
  if (command.type !== 'agent.holds' || !isAside(world, command.channel)) return;
  const { agent, contact, channel, queue } = command;
  if (personOf(world, agent)?.gone !== false) return;
  if (world.talks.some((talk) => talk.aside && talk.contact === contact && talk.agent === agent)) return;
  // It rings there: told as an answer.
  if (world.ringing.some((one) => one.aside && one.contact === contact && one.agent === agent)) return;
  takenFromOthers(world, contact);
  count(world, 'held');
  world.talks.push({ contact, agent, channel, queue, wrapUpMs: 0, node: undefined, aside: true });
}

/** Only one agent has it. */
export function takenFromOthers(world: World, contact: string): void {
  world.talks = world.talks.filter((talk) => !talk.aside || talk.contact !== contact);
}

export const ringsAside = (world: World, contact: Standing): boolean => isAside(world, channelName(contact));
