import type { RoutingCommand, RoutingEvent } from '../../model.ts';
import { type Person, personOf, type World, type Wrap } from './world.ts';

/** What a command changes about an agent by itself. */
export function agentCommand(world: World, command: RoutingCommand): void {
  const person = 'agent' in command ? personOf(world, command.agent) : undefined;
  if (!person || person.gone) return command.type === 'contact.ended' ? ended(world, command, person) : owes(person, command);
  switch (command.type) {
    case 'agent.online':
      if (person.leaving) Object.assign(person, { leaving: false, open: command.ready ? 'yes' : 'no', node: command.node });
      else if (person.state.kind !== 'offline') person.node = command.node ?? person.node;
      else signIn(world, person, command);
      return;
    case 'agent.offline':
      if (person.state.kind === 'offline') return;
      Object.assign(person, { open: 'no', wraps: [], restUntil: 0, leaving: world.talks.some((talk) => talk.agent === person.id && !talk.aside) });
      return;
    case 'agent.ready':
      if (person.leaving || person.state.kind === 'offline' || person.state.kind === 'ready') return;
      if (person.state.kind === 'not-ready') person.restUntil = 0;
      Object.assign(person, { open: 'yes', wraps: [] });
      return;
    case 'agent.not-ready':
      if (!person.leaving) person.open = 'no';
      return;
    case 'contact.ended':
      return ended(world, command, person);
    default:
      return owes(person, command);
  }
}

function signIn(world: World, person: Person, { wrapUp, node, ready }: Extract<RoutingCommand, { type: 'agent.online' }>): void {
  Object.assign(person, { node, open: ready || wrapUp ? 'yes' : 'no', signedInAt: world.now, workedMs: 0, countedAt: world.now, calls: 0 });
  if (!wrapUp) return;
  person.wraps = [{ contact: '', channel: 'voice', since: world.now, until: world.now + wrapUp.ms }];
  person.owed = wrapUp.owed !== undefined;
}

function owes(person: Person | undefined, command: RoutingCommand): void {
  if (!person) return;
  if (command.type === 'wrap-up.extend') person.wraps = extended(person.wraps, command.ms);
  if (command.type === 'wrap-up.owed') person.owed = command.reason !== undefined;
  if (command.type !== 'wrap-up.finish') return;
  // What was not asked for but owed is over with it.
  if (person.open === 'no' && person.owed && !person.leaving) person.open = 'unsure';
  person.owed = false;
}

/** With several only the machine knows which one is meant. */
function extended(wraps: readonly Wrap[], ms: number): readonly Wrap[] {
  return wraps.map(({ until, ...wrap }) => (wraps.length === 1 && until !== undefined ? { ...wrap, until: until + ms } : wrap));
}

function ended(world: World, { contact, agent }: Extract<RoutingCommand, { type: 'contact.ended' }>, person: Person | undefined): void {
  const talk = world.talks.find((one) => one.contact === contact && one.agent === agent && !one.aside);
  if (!talk) return;
  world.talks = world.talks.filter((one) => one !== talk);
  if (!person || person.gone || person.leaving) return;
  if (talk.wrapUpMs > 0) person.wraps = [...person.wraps, { contact, channel: talk.channel, since: world.now, until: world.now + talk.wrapUpMs }];
  else if (person.owed && person.open === 'yes') person.open = 'unsure';
}

/** A server is gone: conversations of its contacts and of its agents are over. */
export function nodeLost(world: World, node: string): void {
  const lost = (agent: string) => personOf(world, agent)?.node === node;
  for (const { agent, aside, node: at } of world.talks) {
    const person = personOf(world, agent);
    // Whoever was in that conversation takes nothing until free again.
    if (!aside && at === node && person && person.node !== undefined && !lost(agent) && !person.leaving) person.open = 'no';
  }
  world.talks = world.talks.filter((talk) => talk.aside || (talk.node !== node && !lost(talk.agent)));
  for (const person of world.people) if (person.node === node) person.wraps = [];
}

export function changeState(world: World, person: Person, state: Person['state']): void {
  countWork(world, person);
  person.before = person.state;
  person.state = state;
  if (state.kind === 'ready') Object.assign(person, { open: 'yes', wraps: [] });
  if (state.kind === 'not-ready') Object.assign(person, { open: 'no', wraps: [] });
  if (state.kind === 'offline') Object.assign(person, { open: 'no', wraps: [], restUntil: 0, leaving: false, node: undefined });
}

/** Time with work counts up to now. */
export function countWork(world: World, person: Person): void {
  if (['offered', 'busy', 'wrap-up'].includes(person.state.kind)) person.workedMs += world.now - person.countedAt;
  person.countedAt = world.now;
}

export function workTold(person: Person, { work }: Extract<RoutingEvent, { type: 'agent.work' }>): void {
  const left = work.filter((one) => one.phase === 'wrap-up').map((one): Wrap => person.wraps.find((wrap) => wrap.contact === one.contact && wrap.channel === one.channel && wrap.since === one.since) ?? one);
  // A wrap-up that ran out while something was owed: no more contacts, which shows only when the others are over.
  if (left.length < person.wraps.length && person.owed && person.open === 'yes') person.open = 'unsure';
  person.wraps = left;
  person.told = work;
}
