import type { RoutingCommand, RoutingEvent, RoutingSettings } from '../../model.ts';
import { checkOffer } from '../checks/check-offer.ts';
import { hasRest, holdings, notTaken, ringsAside, takenFromOthers } from './aside.ts';
import { candidates, isSeveral } from './rules.ts';
import { arrive, changed, checkSentAway, overflowed, rememberIfResumable, resumed, standIn, stepped } from './stays.ts';
import { agentCommand, changeState, nodeLost, workTold } from './work.ts';
import { channelName, count, demand, lineOf, newPerson, type Person, personOf, ringingOf, standingOf, type World } from './world.ts';

/** Takes one command and what the machine told of it into the world, checking each event against the world at its moment. */
export function follow(world: World, command: RoutingCommand, events: readonly RoutingEvent[]): void {
  before(world, command);
  for (const event of events) {
    closeEmptyLines(world);
    hear(world, event, command.type === 'settings');
  }
  for (const one of world.standing) one.refused = one.refused.filter(({ until }) => until > world.now);
  closeEmptyLines(world);
}

/** A queue that left the settings is gone when nobody stands in it. */
function closeEmptyLines(world: World): void {
  if (world.lines.some((line) => line.retired)) world.lines = world.lines.filter((line) => !line.retired || world.standing.some((one) => one.queue === line.id));
}

/** What a command changes by itself; the events tell the rest. */
function before(world: World, command: RoutingCommand): void {
  switch (command.type) {
    case 'settings':
      return newSettings(world, command.settings);
    case 'contact.enqueue':
      return arrive(world, command);
    case 'contact.change':
      return changed(world, command);
    case 'offer.failed':
      return closeOffer(world, command.offer, 'failed', command.why);
    case 'node.lost':
      return nodeLost(world, command.node);
    case 'agent.holds':
    case 'agent.lets-go':
      return holdings(world, command);
    default:
      return agentCommand(world, command);
  }
}

function newSettings(world: World, settings: RoutingSettings): void {
  const specs = new Map(settings.queues.map((spec) => [spec.id, spec]));
  world.settings = settings;
  settings.agents.forEach((spec, place) => {
    const person = personOf(world, spec.id);
    if (person) Object.assign(person, { spec, place, gone: false });
    else world.people.push({ ...newPerson(spec), place });
  });
  for (const line of world.lines) if (!specs.has(line.id)) line.retired = true;
  for (const person of [...world.people]) {
    person.gone = !settings.agents.some((spec) => spec.id === person.id);
    if (person.gone) Object.assign(person, { wraps: [], restUntil: 0 });
    if (person.gone) world.talks = world.talks.filter((talk) => !talk.aside || talk.agent !== person.id);
    if (person.gone && person.state.kind === 'offline') forget(world, person);
    if (!isSeveral(world, person)) person.told = undefined;
  }
  // Somebody who is gone but still talks counts as one of the last members.
  const members = (line: string) => world.people.filter(({ spec }) => spec.queues.includes(line)).map(({ id }) => id);
  for (const spec of specs.values()) {
    const line = lineOf(world, spec.id);
    const now = { spec, retired: false, members: members(spec.id) };
    if (line) Object.assign(line, now);
    else world.lines.push({ id: spec.id, offeredLast: undefined, ...now });
  }
}

/** Whoever is gone and has nothing to finish; somebody of that name may come again, as a new person. */
function forget(world: World, person: Person): void {
  world.people = world.people.filter((one) => one !== person);
  for (const line of world.lines) line.members = line.members.filter((id) => id !== person.id);
}

function hear(world: World, event: RoutingEvent, settling: boolean): void {
  switch (event.type) {
    case 'agent.state': {
      const person = personOf(world, event.agent);
      demand(person, () => `a state of ${event.agent}, who is unknown`);
      // One contact at a time: its wrap-up is over without a list that tells it.
      if (person.state.kind === 'wrap-up' && event.state.kind !== 'wrap-up' && !isSeveral(world, person)) person.wraps = [];
      changeState(world, person, event.state);
      return event.state.kind === 'offline' && person.gone ? forget(world, person) : undefined;
    }
    case 'agent.work': {
      const person = personOf(world, event.agent);
      demand(person, () => `work of ${event.agent}, who is unknown`);
      // New settings: somebody who could have several may finish by the old ones.
      demand(settling || person.gone || isSeveral(world, person), () => `a list of work of ${event.agent}, who takes one contact at a time`);
      return workTold(person, event);
    }
    case 'agent.aside': {
      const person = personOf(world, event.agent);
      demand(person, () => `background work of ${event.agent}, who is unknown`);
      if (hasRest(person.toldAside) && !hasRest(event.work)) person.restUntil = 0;
      person.toldAside = event.work;
      return;
    }
    case 'contact.queued':
      return queued(world, event);
    case 'contact.position':
      demand(standingOf(world, event.contact), () => `a place for ${event.contact}, who does not wait`);
      world.places[event.contact] = event.position;
      return;
    case 'contact.step':
      return stepped(world, event);
    case 'contact.overflowed':
      return overflowed(world, event);
    case 'contact.resumed':
      return resumed(world, event);
    case 'offer.made':
      return ring(world, event);
    case 'offer.withdrawn':
      return closeOffer(world, event.offer, 'withdrawn', event.why);
    case 'contact.connected':
      return connect(world, event);
    case 'contact.left':
    case 'contact.failed':
      return end(world, event.contact, event.type === 'contact.left' ? `left ${event.why}` : 'failed');
    case 'offer.stale':
    case 'ignored':
      return count(world, event.type);
  }
}

function queued(world: World, { contact: id, queue, position }: Extract<RoutingEvent, { type: 'contact.queued' }>): void {
  const contact = standingOf(world, id);
  demand(contact && !contact.entered, () => `${id} is queued, but stands already or never came`);
  demand(contact.queue === queue, () => `${id} is queued in ${queue}, asked for ${contact.queue}`);
  world.places[id] = position;
  standIn(world, contact, true);
}

function ring(world: World, event: Extract<RoutingEvent, { type: 'offer.made' }>): void {
  const { offer: id, contact: contactId, agent, ringTimeoutMs } = event;
  const { contact, person, line } = checkOffer(world, event);
  count(world, 'offers');
  const strategy = line?.spec.strategy;
  const first = ringingOf(world, contactId).length === 0;
  if (first) {
    contact.together = contact.request.only === undefined && (strategy === 'ring-all' || strategy === 'progressive');
    contact.rang = 0;
    contact.ringWanted = contact.together && strategy === 'ring-all' ? Math.min(Math.max(1, line?.spec.ringAtMost ?? 20), ringable(world, person, contact)) : 1;
  }
  if (first) contact.ringEnds = world.now + ringTimeoutMs;
  Object.assign(contact, { rang: contact.rang + 1, rangAt: world.now, nextRingAt: world.now + Math.max(1, line?.spec.progressiveMs ?? 5_000) });
  world.offersSeen.add(id);
  world.ringing.push({ id, contact: contactId, agent, channel: channelName(contact), since: world.now, until: world.now + ringTimeoutMs, aside: ringsAside(world, contact) });
  if (line && contact.request.only === undefined) line.offeredLast = { agent, place: person.place };
}

/** The one who rings first, and everybody else who could. */
const ringable = (world: World, first: Person, contact: Parameters<typeof candidates>[1]) =>
  1 + candidates(world, contact, true).filter((one) => one !== first).length;

function closeOffer(world: World, offer: string, how: 'answered' | 'failed' | 'withdrawn', why = ''): void {
  const ringing = world.ringing.find((one) => one.id === offer);
  if (!ringing) return;
  world.ringing = world.ringing.filter((one) => one !== ringing);
  count(world, `offer ${how}`);
  const person = personOf(world, ringing.agent);
  const missed = how === 'failed' || (why === 'no-answer' && !standingOf(world, ringing.contact)?.together);
  if (why === 'interrupted') count(world, why);
  if (ringing.aside) return missed ? notTaken(world, ringing, why) : undefined;
  if (person && missed && !person.leaving) person.open = 'no';
}

function connect(world: World, { contact: id, agent, waitedMs }: Extract<RoutingEvent, { type: 'contact.connected' }>): void {
  const contact = standingOf(world, id);
  const offer = world.ringing.find((one) => one.contact === id && one.agent === agent);
  const person = personOf(world, agent);
  demand(contact && offer && person, () => `${id} is connected to ${agent} without an open offer`);
  demand(waitedMs === Math.max(0, world.now - contact.since), () => `${id} is connected after another wait than it had`);
  closeOffer(world, offer.id, 'answered');
  if (offer.aside) takenFromOthers(world, id);
  else person.calls++;
  const wrapUpMs = lineOf(world, contact.queue)?.spec.wrapUpMs ?? 0;
  world.talks.push({ contact: id, agent, channel: channelName(contact), queue: contact.queue, wrapUpMs: offer.aside ? 0 : wrapUpMs, node: contact.request.node, aside: offer.aside });
  end(world, id, 'connected');
}

function end(world: World, id: string, how: string): void {
  const contact = standingOf(world, id);
  demand(contact, () => `${id} ended (${how}) but waits nowhere: ended twice?`);
  demand(!world.ringing.some((one) => one.contact === id), () => `${id} ended (${how}) while it rings`);
  if (how === 'left overflow') checkSentAway(world, contact, 'overflow');
  if (how === 'left full') checkSentAway(world, contact, 'full');
  if (how === 'left abandoned') rememberIfResumable(world, contact);
  world.standing = world.standing.filter((one) => one !== contact);
  delete world.places[id];
  count(world, how);
  count(world, 'ended');
}

