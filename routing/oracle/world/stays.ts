import type { RoutingCommand, RoutingEvent } from '../../model.ts';
import { lineUp, mustSkip, waits } from './rules.ts';
import { count, demand, lineOf, newStanding, type Standing, standingOf, type World } from './world.ts';

type Event<T extends RoutingEvent['type']> = Extract<RoutingEvent, { type: T }>;
const NEVER = Number.POSITIVE_INFINITY;

/** A contact comes; what becomes of it the events tell. */
export function arrive(world: World, { contact: request }: Extract<RoutingCommand, { type: 'contact.enqueue' }>): void {
  if (standingOf(world, request.id)) return;
  count(world, 'arrived');
  const contact = newStanding(request, request.waitingSince ?? world.now, world.order++);
  world.standing.push(contact);
  const line = lineOf(world, request.queue);
  if (request.resumeKey === undefined || request.only !== undefined || !line || line.retired) return;
  const known = world.gaveUp.find((one) => one.queue === request.queue && one.key === request.resumeKey);
  world.gaveUp = world.gaveUp.filter((one) => one !== known);
  if (!known || known.until < world.now) return;
  contact.resumes = known.contact;
  contact.since = Math.min(known.since, contact.since);
  contact.order = known.order;
}

export function resumed(world: World, { contact: id, before }: Event<'contact.resumed'>): void {
  const contact = standingOf(world, id);
  demand(contact?.resumes === before, () => `${id} is told to resume the place of ${before}, should be that of ${contact?.resumes}`);
  contact.resumes = undefined;
  count(world, 'resumed');
}

/** Who gave up is remembered for a while. */
export function rememberIfResumable(world: World, contact: Standing): void {
  const { queue, resumeKey: key, only } = contact.request;
  const line = lineOf(world, queue);
  const resumeMs = line?.spec.resumeMs ?? 0;
  // The last one takes a queue that left the settings along.
  if (line?.retired && world.standing.every((one) => one === contact || one.queue !== queue)) return;
  if (key === undefined || only !== undefined || resumeMs <= 0) return;
  world.gaveUp = world.gaveUp.filter((one) => one.queue !== queue || one.key !== key);
  world.gaveUp.push({ contact: contact.id, queue, key, since: contact.since, order: contact.order, until: world.now + resumeMs });
}

/** Stands in a line from now on. */
export function standIn(world: World, contact: Standing, first: boolean): void {
  const spec = lineOf(world, contact.queue)?.spec;
  contact.entered = true;
  if (contact.request.only !== undefined) return;
  demand(contact.resumes === undefined, () => `${contact.id} is back in time and is not told to have the old place`);
  contact.targets = [...(spec?.overflow ?? []), ...contact.targets];
  contact.overflowAt = spec?.maxWaitMs === undefined ? NEVER : world.now + spec.maxWaitMs;
  if (!first && contact.request.steps) return stay(world, contact);
  contact.steps = stepsOf(world, contact);
  begin(world, contact, 0, world.now);
}

function stepsOf(world: World, { request, queue, visited }: Standing) {
  const spec = lineOf(world, queue)?.spec;
  const steps = request.steps ?? spec?.steps ?? [];
  const lastsMs = spec?.lastAgentMs ?? 0;
  return request.lastAgent === undefined || lastsMs <= 0 || visited.length > 0 ? steps : [{ agent: request.lastAgent, lastsMs }, ...steps];
}

/** This step is in force from `at` on, or the first after it that need not be skipped. */
function begin(world: World, contact: Standing, step: number, at: number): void {
  for (contact.step = step; contact.step < contact.steps.length && mustSkip(world, contact); contact.step++);
  contact.stepEnds = at + (contact.steps[contact.step]?.lastsMs ?? NEVER);
}

/** The step goes on, unless it must be skipped now. */
function stay(world: World, contact: Standing): void {
  if (mustSkip(world, contact)) begin(world, contact, contact.step + 1, world.now);
}

export function changed(world: World, { contact: id, priority, needs, steps, ageCreditMs }: Extract<RoutingCommand, { type: 'contact.change' }>): void {
  const contact = standingOf(world, id);
  if (!contact || contact.request.only !== undefined) return;
  contact.request = { ...contact.request, ...(priority === undefined ? {} : { priority }), ...(needs ? { needs } : {}), ...(steps ? { steps } : {}), ...(ageCreditMs === undefined ? {} : { ageCreditMs }) };
  if (!steps) return stay(world, contact);
  contact.steps = stepsOf(world, contact);
  begin(world, contact, 0, world.now);
}

/** Told of another step: it must be the one that is due. */
export function stepped(world: World, { contact: id, step }: Event<'contact.step'>): void {
  const contact = standingOf(world, id);
  demand(contact, () => `a step of ${id}, who does not wait`);
  if (contact.step === contact.stepTold) {
    const due = contact.stepEnds <= world.now;
    const away = mustSkip(world, contact);
    demand(due || away, () => `${id} goes to step ${step} though step ${contact.step} is in force`);
    // Overdue already when its agent goes away: it is skipped now.
    begin(world, contact, contact.step + 1, due && !(away && waits(world, contact)) ? contact.stepEnds : world.now);
  }
  demand(contact.step === step, () => `${id} is told to be at step ${step}, should be at ${contact.step}`);
  contact.stepTold = step;
  count(world, 'contact.step');
}

/** The first overflow target that is there, was not tried before and has room. */
function targetOf(world: World, { targets, visited, queue }: Standing): string | undefined {
  return targets.find((id) => {
    const line = lineOf(world, id);
    return line && !line.retired && id !== queue && !visited.includes(id) && !isFull(world, id);
  });
}

function isFull(world: World, queue: string): boolean {
  const most = lineOf(world, queue)?.spec.maxLength;
  return most !== undefined && lineUp(world, queue).length >= most;
}

export function overflowed(world: World, { contact: id, from, to, why }: Event<'contact.overflowed'>): void {
  const contact = standingOf(world, id);
  demand(contact?.queue === from, () => `${id} overflows from ${from}, where it does not stand`);
  mayOverflow(world, contact, why);
  const target = targetOf(world, contact);
  demand(target === to, () => `${id} overflows to ${to}, should go to ${target}`);
  contact.visited = [...contact.visited, from];
  contact.targets = contact.targets.slice(contact.targets.indexOf(to) + 1);
  contact.queue = to;
  count(world, `overflowed ${why}`);
  if (why === 'max-wait') standIn(world, contact, false);
}

function mayOverflow(world: World, contact: Standing, why: 'max-wait' | 'full'): void {
  if (why === 'full') {
    demand(!contact.entered && isFull(world, contact.queue), () => `${contact.id} is sent away from ${contact.queue}, which is not full`);
    contact.targets = lineOf(world, contact.queue)?.spec.overflow ?? [];
  } else demand(waits(world, contact) && contact.overflowAt <= world.now, () => `${contact.id} overflows before its time, or while it rings`);
}

/** Sent away for good: nowhere else was room. */
export function checkSentAway(world: World, contact: Standing, why: 'overflow' | 'full'): void {
  mayOverflow(world, contact, why === 'full' ? 'full' : 'max-wait');
  demand(targetOf(world, contact) === undefined, () => `${contact.id} is sent away though ${targetOf(world, contact)} has room`);
}
