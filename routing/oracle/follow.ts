import type { RoutingCommand, RoutingEvent, RoutingSettings } from '../model.ts';
import { checkOffer } from './check-offer.ts';
import { count, demand, type Line, type Person, personOf, type Standing, standingOf, lineOf, type World } from './world.ts';

/** Takes one command and what the machine told of it into the world, checking each event against the world at its moment. */
export function follow(world: World, command: RoutingCommand, events: readonly RoutingEvent[]): void {
  before(world, command);
  for (const event of events) hear(world, event);
  closeEmptyLines(world);
}

/** What a command changes by itself; the events tell the rest. */
function before(world: World, command: RoutingCommand): void {
  switch (command.type) {
    case 'settings':
      return newSettings(world, command.settings);
    case 'contact.enqueue':
      return arrive(world, command);
    case 'offer.failed':
      return closeOffer(world, command.offer, 'failed');
    case 'contact.ended':
      world.talks = world.talks.filter((talk) => talk.contact !== command.contact || talk.agent !== command.agent);
      return;
    case 'agent.ready':
    case 'agent.not-ready':
    case 'agent.offline': {
      const person = personOf(world, command.agent);
      if (person) person.open = command.type === 'agent.ready';
      return;
    }
    default:
  }
}

function arrive(world: World, { contact: request }: Extract<RoutingCommand, { type: 'contact.enqueue' }>): void {
  if (standingOf(world, request.id)) return;
  count(world, 'arrived');
  const { id, queue, needs, priority, waitingSince } = request;
  world.standing.push({ id, request, queue, needs, priority, since: waitingSince ?? world.now, order: world.order++ });
}

function newSettings(world: World, settings: RoutingSettings): void {
  // Somebody who is gone but still talks counts as one of the last members.
  const members = (line: string) => world.people.filter(({ spec }) => spec.queues.includes(line)).map(({ id }) => id);
  const specs = new Map(settings.queues.map((spec) => [spec.id, spec]));
  world.settings = settings;
  for (const spec of settings.agents) {
    const person = personOf(world, spec.id);
    if (person) Object.assign(person, { spec, gone: false });
    else world.people.push(newPerson(spec));
  }
  for (const line of world.lines) if (!specs.has(line.id)) line.retired = true;
  for (const person of [...world.people]) {
    person.gone = !settings.agents.some((spec) => spec.id === person.id);
    if (person.gone && person.state.kind === 'offline') forget(world, person);
  }
  for (const spec of specs.values()) {
    const line = lineOf(world, spec.id);
    const now = { spec, retired: false, members: members(spec.id) };
    if (line) Object.assign(line, now);
    else world.lines.push({ id: spec.id, ...now });
  }
}

/** Whoever is gone and has nothing to finish; somebody of that name may come again, as a new person. */
function forget(world: World, person: Person): void {
  world.people = world.people.filter((one) => one !== person);
  for (const line of world.lines) line.members = line.members.filter((id) => id !== person.id);
}

function newPerson(spec: Person['spec']): Person {
  const state = { kind: 'offline' } as const;
  return { id: spec.id, spec, gone: false, state, before: state, open: false, wraps: [] };
}

function hear(world: World, event: RoutingEvent): void {
  switch (event.type) {
    case 'agent.state':
      return changeState(world, event);
    case 'agent.work': {
      const person = personOf(world, event.agent);
      if (person) person.wraps = event.work.filter((one) => one.phase === 'wrap-up');
      return;
    }
    case 'contact.queued':
    case 'contact.position':
      demand(standingOf(world, event.contact), `a place for ${event.contact}, who does not wait`);
      world.places[event.contact] = event.position;
      return;
    case 'offer.made':
      checkOffer(world, event);
      count(world, 'offers');
      world.offersSeen.add(event.offer);
      world.ringing.push({ id: event.offer, contact: event.contact, agent: event.agent, since: world.now, until: world.now + event.ringTimeoutMs });
      return;
    case 'offer.withdrawn':
      return closeOffer(world, event.offer, 'withdrawn');
    case 'contact.connected':
      return connect(world, event);
    case 'contact.left':
    case 'contact.failed':
      return end(world, event.contact, event.type === 'contact.left' ? `left ${event.why}` : 'failed');
    default:
      count(world, event.type);
  }
}

function changeState(world: World, { agent, state }: Extract<RoutingEvent, { type: 'agent.state' }>): void {
  const person = personOf(world, agent);
  demand(person, `a state of ${agent}, who is unknown`);
  person.before = person.state;
  person.state = state;
  if (state.kind === 'ready') person.open = true;
  if (state.kind === 'offline' || state.kind === 'not-ready') person.open = false;
  if (state.kind === 'offline' && person.gone) forget(world, person);
}

function closeOffer(world: World, offer: string, how: string): void {
  if (!world.ringing.some((one) => one.id === offer)) return;
  world.ringing = world.ringing.filter((one) => one.id !== offer);
  count(world, `offer ${how}`);
}

function connect(world: World, { contact: id, agent }: Extract<RoutingEvent, { type: 'contact.connected' }>): void {
  const contact = standingOf(world, id);
  const offer = world.ringing.find((one) => one.contact === id && one.agent === agent);
  demand(contact && offer, `${id} is connected to ${agent} without an open offer`);
  closeOffer(world, offer.id, 'answered');
  const wrapUpMs = lineOf(world, contact.queue)?.spec.wrapUpMs ?? 0;
  world.talks.push({ contact: id, agent, channel: contact.request.channel ?? 'voice', queue: contact.queue, wrapUpMs });
  end(world, id, 'connected');
}

function end(world: World, id: string, how: string): void {
  const contact: Standing | undefined = standingOf(world, id);
  demand(contact, `${id} ended (${how}) but waits nowhere: ended twice?`);
  demand(!world.ringing.some((one) => one.contact === id), `${id} ended (${how}) while it rings`);
  world.standing = world.standing.filter((one) => one !== contact);
  delete world.places[id];
  count(world, how);
  count(world, 'ended');
}

/** A queue that left the settings is gone when nobody stands in it. */
function closeEmptyLines(world: World): void {
  const inUse = (line: Line) => !line.retired || world.standing.some((one) => one.queue === line.id);
  world.lines = world.lines.filter(inUse);
}
