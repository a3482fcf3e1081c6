import type { AgentState, ContactView, QueueView } from '../../model.ts';
import { asideOf, rests, ringsAside } from '../world/aside.ts';
import { candidates, isSeveral, lineUp, mustSkip, waits } from '../world/rules.ts';
import { demand, type Person, personOf, ringingOf, type World } from '../world/world.ts';

/** What the machine tells when asked, instead of by events. */
export interface Asked {
  agentState(agent: string): AgentState;
  contact(id: string): ContactView | undefined;
  queues(): readonly QueueView[];
  counts(): { waiting: number; offered: number; busy: number };
  nextDeadline(): number | undefined;
}

/** Everything that must be so after any command. */
export function checkWorld(world: World, asked: Asked): void {
  checkConserved(world);
  checkAgents(world, asked);
  checkTimes(world, asked);
  checkWorkConserving(world);
  checkPlaces(world, asked);
  checkViews(world, asked);
}

function checkConserved(world: World): void {
  const arrived = world.tally.arrived ?? 0;
  const ended = world.tally.ended ?? 0;
  demand(arrived === world.standing.length + ended, () => `${arrived} arrived, ${world.standing.length} stand, ${ended} ended: somebody is lost`);
  demand(world.standing.every((one) => one.entered), () => `${world.standing.find((one) => !one.entered)?.id} came and nothing was told`);
  const offers = world.tally.offers ?? 0;
  const closed = ['answered', 'failed', 'withdrawn'].reduce((sum, how) => sum + (world.tally[`offer ${how}`] ?? 0), 0);
  demand(offers === world.ringing.length + closed, 'an offer ended twice or never');
}

function checkAgents(world: World, asked: Asked): void {
  for (const person of world.people) {
    const told = asked.agentState(person.id);
    demand(told === person.state || JSON.stringify(told) === JSON.stringify(person.state), () => `${person.id} is ${told.kind}, was told to be ${person.state.kind}`);
    checkState(world, person);
    checkAside(world, person);
    if (person.told && !person.gone && isSeveral(world, person)) checkWork(world, person, person.told);
  }
  for (const one of [...world.ringing, ...world.talks]) demand(personOf(world, one.agent), () => `${one.contact} is with ${one.agent}, who is gone`);
}

/** The state told fits the work: ringing, talking, wrapping up or none of them. */
function checkState(world: World, person: Person): void {
  const { state } = person;
  const ringing = world.ringing.filter((one) => one.agent === person.id && !one.aside);
  const talks = world.talks.filter((one) => one.agent === person.id && !one.aside);
  if (state.kind === 'offered') demand(ringing.some((one) => one.id === state.offer), () => `${person.id} is offered ${state.offer}, which does not ring`);
  if (state.kind === 'busy') demand(talks.some((one) => one.contact === state.contact), () => `${person.id} is busy with ${state.contact} without a conversation`);
  if (state.kind === 'wrap-up') demand(state.until > world.now && person.wraps.length > 0, () => `${person.id} is in a wrap-up that is over`);
  const [wrap, ...more] = person.wraps;
  if (state.kind === 'wrap-up' && more.length === 0 && wrap?.until !== undefined) demand(state.until === wrap.until, () => `the wrap-up of ${person.id} ends at ${state.until}, should end at ${wrap.until}`);
  if (['ready', 'not-ready', 'offline'].includes(state.kind)) {
    demand(ringing.length === 0, () => `${person.id} is ${state.kind} while ${ringing[0]?.id} rings`);
    demand(talks.length === 0, () => `${person.id} is ${state.kind} in conversation with ${talks[0]?.contact}`);
  }
}

/** The list told last is the work there is. */
function checkWork(world: World, person: Person, told: NonNullable<Person['told']>): void {
  const own = <T extends { agent: string; contact: string; aside: boolean }>(all: readonly T[], phase: string) => all.filter((one) => one.agent === person.id && !one.aside).map((one) => `${phase} ${one.contact}`);
  const work = [...own(world.ringing, 'offered'), ...own(world.talks, 'connected'), ...person.wraps.map((one) => `wrap-up ${one.contact}`)].sort();
  const listed = told.map((one) => `${one.phase} ${one.contact}`).sort();
  demand(work.join() === listed.join(), () => `${person.id} was told to work on [${listed.join(', ')}], works on [${work.join(', ')}]`);
}

/** Background work: as told last, one offer at a time, none for who takes nothing. */
function checkAside(world: World, person: Person): void {
  const pieces = asideOf(world, person).map((one) => `${'until' in one ? 'offered' : 'connected'} ${one.contact}`);
  const listed = person.toldAside.map((one) => (one.phase === 'wrap-up' ? 'rest' : `${one.phase} ${one.contact}`)).sort();
  const work = [...pieces, ...(rests(person) ? ['rest'] : [])].sort();
  demand(work.join() === listed.join(), () => `${person.id} was told to have [${listed.join(', ')}] aside, has [${work.join(', ')}]`);
  const offered = pieces.filter((one) => one.startsWith('offered')).length;
  demand(offered <= 1, () => `${person.id} is offered ${offered} background contacts at once`);
  demand(offered === 0 || !['offline', 'not-ready'].includes(person.state.kind), () => `${person.id} is ${person.state.kind} and is offered background work`);
}

/** Nothing is overdue, and somebody wakes the machine when the next thing is due. */
function checkTimes(world: World, asked: Asked): void {
  for (const one of world.ringing) demand(one.until > world.now, () => `${one.id} rings longer than its time`);
  for (const contact of world.standing) {
    demand(contact.stepEnds > world.now, () => `step ${contact.step} of ${contact.id} lasts longer than its time`);
    demand(contact.step === contact.stepTold, () => `${contact.id} is at step ${contact.step}, was told ${contact.stepTold}`);
    demand(!waits(world, contact) || contact.overflowAt > world.now, () => `${contact.id} waits longer than its queue allows`);
    demand(!waits(world, contact) || !mustSkip(world, contact), () => `${contact.id} waits for an agent who is away`);
    if (ringingOf(world, contact.id).length > 0 && contact.rangAt === world.now) demand(contact.rang >= contact.ringWanted, () => `${contact.rang} phones ring for ${contact.id} instead of ${contact.ringWanted}`);
  }
  const next = asked.nextDeadline();
  demand(next === undefined || next > world.now, 'a deadline passed unseen');
  const wraps = world.people.flatMap(({ state }) => (state.kind === 'wrap-up' ? [state.until] : []));
  const stays = world.standing.flatMap((one) => [one.stepEnds, waits(world, one) ? one.overflowAt : Number.POSITIVE_INFINITY]);
  for (const one of world.people) demand(!rests(one) || one.restUntil > world.now, () => `${one.id} rests longer than meant`);
  const pauses = world.people.flatMap((one) => (rests(one) ? [one.restUntil] : []));
  const soonest = Math.min(...pauses, ...world.ringing.map((one) => one.until), ...wraps, ...stays);
  demand(soonest === Number.POSITIVE_INFINITY || (next !== undefined && next <= soonest), () => `nobody wakes the machine at ${soonest}`);
}

/** No contact waits beside an agent who could take it. */
function checkWorkConserving(world: World): void {
  for (const contact of world.standing) {
    if (!waits(world, contact)) continue;
    demand(contact.request.only === undefined, () => `${contact.id} is a request for one agent and waits`);
    const idle = candidates(world, contact, true)[0];
    demand(!idle, () => `${contact.id} waits while ${idle?.id} could take it`);
  }
}

/** Places are told for at least this many of each line. */
const TOLD_AT_LEAST = 10;

function checkPlaces(world: World, asked: Asked): void {
  for (const line of world.lines) {
    lineUp(world, line.id).forEach((contact, index) => {
      const view = asked.contact(contact.id);
      demand(view, () => `${contact.id} is not known to wait`);
      demand(view.position === index + 1, () => `${contact.id} has place ${view.position}, should be ${index + 1}`);
      demand(view.queue === line.id && view.ringing === !waits(world, contact) && view.step === contact.step, () => `${contact.id} is seen in another queue, state or step`);
      demand(view.waitedMs === Math.max(0, world.now - contact.since), () => `${contact.id} has waited another time`);
      if (index < TOLD_AT_LEAST) demand(world.places[contact.id] === index + 1, () => `${contact.id} was told place ${world.places[contact.id]}, has ${index + 1}`);
    });
  }
}

function checkViews(world: World, asked: Asked): void {
  const ringing = world.standing.filter((one) => !waits(world, one)).length;
  const { waiting, offered, busy } = asked.counts();
  const aside = world.standing.filter((one) => waits(world, one) && ringsAside(world, one)).length;
  demand(waiting === world.standing.length - ringing - aside, () => `${waiting} are said to wait`);
  demand(offered === world.ringing.filter((one) => !one.aside).length, () => `${offered} are said to ring`);
  demand(busy === world.people.filter((one) => one.state.kind === 'busy').length, () => `${busy} are said to be busy`);
  for (const view of asked.queues()) {
    demand(view.waiting === lineUp(world, view.queue).length, () => `${view.queue} is said to have ${view.waiting} waiting`);
    const ready = world.people.filter((one) => one.state.kind === 'ready' && lineOfMembers(world, view.queue).includes(one.id)).length;
    demand(view.agentsReady === ready, () => `${view.queue} is said to have ${view.agentsReady} agents ready, has ${ready}`);
  }
}

const lineOfMembers = (world: World, queue: string) => world.lines.find((one) => one.id === queue)?.members ?? [];
