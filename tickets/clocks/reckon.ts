import type { EpochMillis } from '#core';
import type { Ticket, TicketEvent } from '../model.ts';
import { dueOf } from './due-of.ts';
import { addOpen, openBetween } from './business-time.ts';
import type { ClockKind, ClockWorld, SlaPolicy, TicketClock } from './model.ts';

const ACTIVE: ReadonlySet<string> = new Set(['new', 'open', 'pending', 'on-hold']);
const UNTOUCHED: ReadonlySet<string> = new Set(['new', 'open']);
/** Who is no person and no program that works on tickets. */
const BY_ITSELF: ReadonlySet<string> = new Set(['clock', 'rule', 'call', 'mail', 'customer', 'form', 'survey']);

/** The clocks of a ticket after what happened to it, and when somebody must look at it next. */
export function reckonClocks(ticket: Ticket, events: readonly TicketEvent[], now: EpochMillis, world: ClockWorld): Ticket {
  const policy = policyOf(ticket, world);
  const begun = [...(ticket.clocks ?? []), ...newClocks(ticket, events, now, policy)];
  const clocks = begun.map((clock) => reckon(clock, ticket, { now, policy, world }));
  const { clocks: _before, lookAt, dueAt: _due, ...rest } = touched(ticket, events);
  const dueAt = dueOf({ clocks });
  const next: Ticket = clocks.length === 0 ? rest : { ...rest, clocks, ...(dueAt === undefined ? {} : { dueAt }) };
  const wanted = lookNext(next, world);
  if (wanted === undefined) return next;
  // An earlier look is kept: most changes then leave the index of looks alone.
  return { ...next, lookAt: lookAt !== undefined && lookAt > now && lookAt <= wanted ? lookAt : wanted };
}

/** The clocks by the policy as it is now; undefined = they are so already. What was told stays told, and a policy that is gone goes on. */
export function reckonedAnew(ticket: Ticket, now: EpochMillis, world: ClockWorld): readonly TicketClock[] | undefined {
  if (!ACTIVE.has(ticket.state) || ticket.mergedInto !== undefined) return undefined;
  const before = ticket.clocks ?? [];
  const policy = policyOf(ticket, world);
  if (!policy) return undefined;
  const clocks = [...before.map((clock) => anew(clock, ticket, { now, policy, world })), ...newClocks(ticket, [], now, policy)];
  return clocks.length === before.length && clocks.every((clock, index) => clock === before[index]) ? undefined : clocks;
}

function anew(clock: TicketClock, ticket: Ticket, { now, policy, world }: Around): TicketClock {
  const target = policy?.targets[clock.kind];
  if (clock.metAt !== undefined || clock.breachedAt !== undefined || !policy || target === undefined) return clock;
  const current = { ...clock, policy: policy.id, targetMs: target };
  const same = clock.policy === current.policy && clock.targetMs === target;
  const paused = clock.runningSince === undefined;
  if (policy.pauseIn.includes(ticket.state)) return paused && same ? clock : paused ? current : stopped(current, now, undefined, world);
  const next = running(current, now, world, policy);
  return !paused && same && next.dueAt === clock.dueAt && next.warnAt === clock.warnAt ? clock : next;
}

export function policyOf({ template, priority, queue, requester }: Ticket, { policies }: ClockWorld): SlaPolicy | undefined {
  const fits = (list: readonly string[], value: string | undefined) => list.length === 0 || (value !== undefined && list.includes(value));
  return policies.find((one) => fits(one.templates, template) && fits(one.priorities, priority) && fits(one.tiers, requester.tier) && fits(one.queues, queue));
}

/** When something can be due next. */
export function lookNext(ticket: Ticket, world: ClockWorld): EpochMillis | undefined {
  const clocks = (ticket.clocks ?? []).filter(({ metAt, runningSince }) => metAt === undefined && runningSince !== undefined);
  const times = clocks.flatMap(({ warnAt, warnedAt, dueAt, breachedAt }) => [...(warnedAt === undefined && warnAt !== undefined ? [warnAt] : []), ...(breachedAt === undefined && dueAt !== undefined ? [dueAt] : [])]);
  const quiet = untouchedDue(ticket, world);
  const all = quiet === undefined ? times : [...times, quiet];
  return all.length === 0 ? undefined : Math.min(...all);
}

/** When the ticket has been left alone for too long; undefined = never, or it was told. */
export function untouchedDue({ state, touchedAt, createdAt, untouchedAt, mergedInto }: Ticket, { untouched, hours }: ClockWorld): EpochMillis | undefined {
  if (!untouched || !UNTOUCHED.has(state) || untouchedAt !== undefined || mergedInto !== undefined) return undefined;
  return addOpen(hours.get(untouched.hours ?? ''), touchedAt ?? createdAt, untouched.afterMs);
}

/** Somebody did something, or it came back to us: left alone since now. */
function touched(ticket: Ticket, events: readonly TicketEvent[]): Ticket {
  const last = events.findLast(({ type, by, data }) => (type === 'moved' && data['to'] === 'open') || (!BY_ITSELF.has(by) && !(type === 'replied' && data['from'] === 'customer')));
  if (!last || last.type === 'created') return ticket;
  const { untouchedAt: _told, ...rest } = ticket;
  return { ...rest, touchedAt: last.at };
}

/** Clocks that begin now. */
function newClocks(ticket: Ticket, events: readonly TicketEvent[], now: EpochMillis, policy: SlaPolicy | undefined): TicketClock[] {
  if (!policy || !ACTIVE.has(ticket.state)) return [];
  const clocks = ticket.clocks ?? [];
  const since = events.some(({ type }) => type === 'created') ? ticket.createdAt : now;
  const begin = (kind: ClockKind, startedAt: EpochMillis): TicketClock[] => {
    const target = policy.targets[kind];
    const n = clocks.filter((one) => one.kind === kind).length + 1;
    return target === undefined ? [] : [{ kind, n, policy: policy.id, targetMs: target, startedAt, spentMs: 0, runningSince: startedAt }];
  };
  const has = (kind: ClockKind) => clocks.some((one) => one.kind === kind);
  const waits = events.findLast(({ type, data }) => type === 'heard' || (type === 'replied' && data['from'] === 'customer'));
  const answering = clocks.some(({ kind, metAt }) => kind !== 'resolution' && metAt === undefined);
  return [
    ...(ticket.firstReplyAt === undefined && !has('first-response') ? begin('first-response', since) : []),
    ...(ticket.firstReplyAt !== undefined && waits && !answering ? begin('next-response', waits.at) : []),
    ...(has('resolution') ? [] : begin('resolution', since)),
  ];
}

interface Around {
  readonly now: EpochMillis;
  readonly policy: SlaPolicy | undefined;
  readonly world: ClockWorld;
}

function reckon(clock: TicketClock, ticket: Ticket, { now, policy, world }: Around): TicketClock {
  const met = metAt(clock, ticket, now);
  const { metAt: before, ...open } = clock;
  if (met !== undefined) return before === undefined ? stopped(clock, met, met, world) : clock;
  const target = policy?.targets[clock.kind] ?? clock.targetMs;
  const current = policy && policy.targets[clock.kind] !== undefined ? { ...open, policy: policy.id, targetMs: target } : open;
  const pausing = policy?.pauseIn.includes(ticket.state) === true;
  if (pausing) return stopped(current, now, undefined, world);
  if (clock.runningSince !== undefined && clock.dueAt !== undefined && clock.targetMs === target && clock.policy === current.policy) return current;
  return running(current, now, world, policy);
}

/** When it stopped for good; undefined while it counts. */
function metAt({ kind, startedAt, metAt: before }: TicketClock, { state, mergedInto, firstReplyAt, lastReplyAt, resolvedAt, closedAt }: Ticket, now: EpochMillis): EpochMillis | undefined {
  const over = !ACTIVE.has(state) || mergedInto !== undefined;
  if (kind === 'resolution') return over ? (before ?? resolvedAt ?? closedAt ?? now) : undefined;
  if (before !== undefined) return before;
  const reply = kind === 'first-response' ? firstReplyAt : lastReplyAt;
  if (reply !== undefined && reply >= startedAt) return reply;
  return over ? (resolvedAt ?? closedAt ?? now) : undefined;
}

function stopped({ runningSince, warnAt: _warn, dueAt, ...clock }: TicketClock, at: EpochMillis, met: EpochMillis | undefined, world: ClockWorld): TicketClock {
  const more = runningSince === undefined ? 0 : openBetween(hoursOf(clock.policy, world), runningSince, at);
  return { ...clock, spentMs: clock.spentMs + more, ...(met === undefined ? {} : { metAt: met, ...(dueAt === undefined ? {} : { dueAt }) }) };
}

function running(clock: TicketClock, now: EpochMillis, world: ClockWorld, policy: SlaPolicy | undefined): TicketClock {
  const hours = hoursOf(clock.policy, world);
  const { warnAt: _warn, dueAt: _due, ...rest } = clock;
  const begins = clock.dueAt === undefined ? (clock.runningSince ?? now) : now;
  const spent = clock.spentMs + (clock.runningSince === undefined ? 0 : openBetween(hours, clock.runningSince, begins));
  const due = addOpen(hours, begins, clock.targetMs - spent);
  const warn = addOpen(hours, begins, clock.targetMs * (policy?.warnAt ?? 1) - spent);
  return { ...rest, spentMs: spent, runningSince: begins, ...(warn === undefined ? {} : { warnAt: warn }), ...(due === undefined ? {} : { dueAt: due }) };
}

const hoursOf = (policy: string, { policies, hours }: ClockWorld) => hours.get(policies.find(({ id }) => id === policy)?.hours ?? '');
