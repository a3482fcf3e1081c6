import type { EpochMillis } from '#core';
import { Steps } from '../decide/step.ts';
import { PRIORITIES, type Ticket, type TicketEvent, type TicketPriority } from '../model.ts';
import type { ClockWorld, TicketClock } from './model.ts';
import { untouchedDue } from './reckon.ts';

/**
 * What is due by now, told once: each clock remembers it. The ticket is written over its version before, so that of several servers
 * one tells, and a server that starts anew tells what came due meanwhile.
 */
export function fireDue(ticket: Ticket, now: EpochMillis, world: ClockWorld): { readonly ticket: Ticket; readonly events: readonly TicketEvent[] } {
  const due = (ticket.clocks ?? []).some((clock) => warns(clock, now) || breaches(clock, now));
  const quiet = untouchedDue(ticket, world);
  const alone = quiet !== undefined && quiet <= now;
  if (!due && !alone) return { ticket, events: [] };
  const steps = new Steps(ticket, 'clock', now);
  // Telling makes versions: the clocks are put into the ticket after it.
  const clocks = (ticket.clocks ?? []).map((clock) => tell(steps, clock, now));
  if (due) steps.ticket = { ...steps.ticket, clocks };
  if (alone) leftAlone(steps, now, world.untouched?.raise === true);
  return { ticket: steps.ticket, events: steps.events };
}

const counts = ({ metAt, runningSince }: TicketClock) => metAt === undefined && runningSince !== undefined;
const warns = (clock: TicketClock, now: EpochMillis) => counts(clock) && clock.warnedAt === undefined && clock.breachedAt === undefined && clock.warnAt !== undefined && clock.warnAt <= now;
const breaches = (clock: TicketClock, now: EpochMillis) => counts(clock) && clock.breachedAt === undefined && clock.dueAt !== undefined && clock.dueAt <= now;

function tell(steps: Steps, clock: TicketClock, now: EpochMillis): TicketClock {
  const { kind, n, policy, dueAt } = clock;
  const say = (what: 'warning' | 'breach') => steps.add('clock', { what, clock: kind, n, policy, ...(dueAt === undefined ? {} : { dueAt }) });
  const warned = warns(clock, now);
  if (warned) say('warning');
  const late = breaches(clock, now);
  if (late) say('breach');
  return { ...clock, ...(warned ? { warnedAt: now } : {}), ...(late ? { breachedAt: dueAt ?? now } : {}) };
}

function leftAlone(steps: Steps, now: EpochMillis, raise: boolean): void {
  const { touchedAt, createdAt, priority } = steps.ticket;
  steps.add('clock', { what: 'untouched', since: touchedAt ?? createdAt }, { untouchedAt: now });
  const next = higher(priority);
  if (raise && next !== priority) steps.add('updated', { changes: { priority: { from: priority, to: next } } }, { priority: next, priorityBy: 'hand' });
}

export const higher = (priority: TicketPriority): TicketPriority => PRIORITIES[Math.min(PRIORITIES.indexOf(priority) + 1, PRIORITIES.length - 1)] ?? priority;
