import type { EpochMillis } from '#core';
import { fireDue } from '../clocks/fire.ts';
import { reckonClocks, reckonedAnew } from '../clocks/reckon.ts';
import { applyRules } from '../rules/apply-rules.ts';
import type { TicketFile } from '../files/port.ts';
import type { Ticket, TicketChange, TicketCommand } from '../model.ts';
import { missingField } from '../templates/check-fields.ts';
import type { TicketWorld } from '../world.ts';
import { createTicket, unknownAgent, unknownQueue } from './create.ts';
import { attached, fileProblems } from './attach.ts';
import { RECENT_KEYS, listProblems, replyProblems } from './limits.ts';
import { afterMerge, mergeTicket } from './merging.ts';
import { MOVES } from './moves.ts';
import { Steps, type TicketStep, refused } from './step.ts';
import { updateTicket } from './update.ts';

/** `(ticket, command, now) → { ticket, events }`: what a command does, or why it is refused. Nothing outside is asked. */
export function decideTicket(ticket: Ticket | undefined, command: TicketCommand, now: EpochMillis, world: TicketWorld): TicketStep {
  if (command.type === 'create') return ticket ? refused('tickets.not-kept', 'The number of this ticket is taken.') : withClocksAndRules(createTicket(command, now, world), now, world);
  if (!ticket) return refused('tickets.unknown', 'There is no ticket with this number.');
  const { change, by, version, key } = command;
  if (key !== undefined && ticket.recentKeys.includes(key)) return { ok: true, ticket, events: [] };
  if (version !== undefined && version !== ticket.version) {
    return refused('tickets.changed', `Somebody else changed the ticket: it is version ${ticket.version} now, not ${version}. Read it again and decide anew.`);
  }
  const merged = afterMerge(ticket, change);
  if (merged) return merged;
  if ((change.type === 'look' || change.type === 'reckon') && ticket.state === 'closed') return { ok: true, ticket, events: [] };
  if (ticket.state === 'closed' && !OF_CLOSED.has(change.type) && ticket.mergedInto === undefined) return refused('tickets.closed', 'A closed ticket takes nothing but notes; make a new one with it as parent.');
  const due = world.clocks ? fireDue(ticket, now, world.clocks) : { ticket, events: [] };
  const keyed = key === undefined ? due.ticket : { ...due.ticket, recentKeys: [...ticket.recentKeys, key].slice(-RECENT_KEYS) };
  const done = carryOut(new Steps(keyed, by, now), change, world, now);
  if (!done.ok) return done;
  const all = due.events.length === 0 ? done : { ...done, events: [...due.events, ...done.events] };
  return all.events.length === 0 ? { ok: true, ticket, events: [] } : withClocksAndRules(all, now, world);
}

/** What follows by itself, kept in the same write: rules answer to what happened, clocks are set by all of it. */
function withClocksAndRules(step: TicketStep, now: EpochMillis, world: TicketWorld): TicketStep {
  if (!step.ok || step.events.length === 0) return step;
  const { clocks, rules } = world;
  const after = rules && rules.rules.length > 0 ? applyRules(step.ticket, step.events, now, { ...rules, carryOut: (steps, change) => carryOut(steps, change, world) }) : step;
  return { ok: true, events: after.events, ticket: clocks ? reckonClocks(after.ticket, after.events, now, clocks) : after.ticket };
}

/** What a closed ticket takes. */
const OF_CLOSED: ReadonlySet<TicketChange['type']> = new Set(['note', 'merge', 'release', 'incident', 'judged']);

function carryOut(steps: Steps, change: TicketChange, world: TicketWorld, now?: EpochMillis): TicketStep {
  switch (change.type) {
    case 'update':
      return updateTicket(steps, change.update, world.templates.find(({ id }) => id === steps.ticket.template));
    case 'move':
      return moveTicket(steps, change, world);
    case 'assign':
      return assignTicket(steps, change, world);
    case 'reply':
      return replyTo(steps, change);
    case 'note':
      return noted(steps, change);
    case 'attach':
      return attach(steps, change.files);
    case 'link':
    case 'unlink':
      return linkCall(steps, change);
    case 'look':
      return steps.done;
    case 'reckon':
      return reckoned(steps, now, world);
    case 'incident':
      steps.add('incident', { ...change.did });
      return steps.done;
    case 'judged':
      return judged(steps, change);
    case 'merge':
    case 'unmerge':
    case 'absorb':
    case 'release':
    case 'heard':
      return mergeTicket(steps, change);
  }
}

/** The history tells that times are others now; nobody is told of a warning by it. */
function reckoned(steps: Steps, now: EpochMillis | undefined, { clocks: world }: TicketWorld): TicketStep {
  const clocks = world && now !== undefined ? reckonedAnew(steps.ticket, now, world) : undefined;
  const policy = clocks?.findLast(({ metAt }) => metAt === undefined)?.policy;
  if (clocks) steps.add('clock', { what: 'reckoned', ...(policy === undefined ? {} : { policy }) }, { clocks });
  return steps.done;
}

function moveTicket(steps: Steps, { to, reason }: Extract<TicketChange, { type: 'move' }>, { templates }: TicketWorld): TicketStep {
  const { state, missing, template } = steps.ticket;
  if (to === state) return steps.done;
  if (!MOVES[state].includes(to)) {
    return refused('tickets.no-move', `A ticket that is ${state} cannot become ${to}; it can become: ${MOVES[state].join(', ') || 'nothing else'}.`, [{ field: 'to', zh: `“${state}”的工单不能变为“${to}”；可变为：${MOVES[state].join('、') || '无'}`, en: `${state} cannot become ${to}` }]);
  }
  if (to === 'resolved' && missing.length > 0) {
    const fields = templates.find(({ id }) => id === template)?.fields ?? [];
    return refused('tickets.incomplete', `Fill in what is missing before it is resolved: ${missing.join(', ')}.`, fields.filter(({ id }) => missing.includes(id)).map(missingField));
  }
  steps.move(to, reason === undefined || reason === '' ? {} : { reason });
  return steps.done;
}

/** Somebody who takes a new ticket has opened it. */
function assignTicket(steps: Steps, { assignee, queue, offered }: Extract<TicketChange, { type: 'assign' }>, world: TicketWorld): TicketStep {
  const problems = [...(typeof assignee === 'string' ? unknownAgent(assignee, world) : []), ...(queue === undefined ? [] : unknownQueue(queue, world))];
  if (problems.length > 0) return refused('tickets.invalid', problems.map(({ en }) => en).join('; '), problems);
  const { assignee: before, queue: from } = steps.ticket;
  // In another queue others are responsible.
  const next = assignee === undefined ? (queue === undefined || queue === from ? before : undefined) : (assignee ?? undefined);
  const [newQueue, newAgent] = [queue !== undefined && queue !== from, next !== before];
  if (!newQueue && !newAgent) return steps.done;
  const { assignee: _, offered: __, ...rest } = steps.ticket;
  steps.ticket = next === undefined ? rest : { ...rest, assignee: next, ...(offered ? { offered } : {}) };
  steps.add('assigned', { ...(newAgent ? { from: before ?? null, to: next ?? null } : {}), ...(newQueue ? { fromQueue: from, queue } : {}), ...(offered ? { offered } : {}) }, newQueue ? { queue } : {});
  if (next !== undefined && steps.ticket.state === 'new') steps.move('open');
  return steps.done;
}

/** A customer who writes again opens what waited for them or was thought to be over; our reply opens what nobody had looked at. */
function replyTo(steps: Steps, { text, from, files = [], mail }: Extract<TicketChange, { type: 'reply' }>): TicketStep {
  const problems = [...replyProblems(text), ...fileProblems(steps.ticket, files)];
  if (problems.length > 0) return refused('tickets.invalid', problems.map(({ en }) => en).join('; '), problems);
  const { state, firstReplyAt } = steps.ticket;
  steps.add('replied', { text, from, ...attached.told(files), ...(mail === undefined ? {} : { mail }) }, attached.kept(steps.ticket, files));
  const at = steps.ticket.updatedAt;
  steps.ticket = from === 'customer' ? { ...steps.ticket, customerAt: at } : { ...steps.ticket, lastReplyAt: at, firstReplyAt: firstReplyAt ?? at };
  const opens = from === 'customer' ? state === 'pending' || state === 'resolved' : state === 'new';
  if (opens) steps.move('open');
  return steps.done;
}

function noted(steps: Steps, { text, files = [] }: Extract<TicketChange, { type: 'note' }>): TicketStep {
  const problems = [...replyProblems(text), ...fileProblems(steps.ticket, files)];
  if (problems.length > 0) return refused('tickets.invalid', problems.map(({ en }) => en).join('; '), problems);
  steps.add('noted', { text, ...attached.told(files) }, attached.kept(steps.ticket, files));
  return steps.done;
}

/** Files the ticket has already change nothing. */
function attach(steps: Steps, given: readonly TicketFile[]): TicketStep {
  const files = given.filter(({ id }) => !steps.ticket.files?.some((file) => file.id === id));
  const problems = fileProblems(steps.ticket, files);
  if (problems.length > 0) return refused('tickets.invalid', problems.map(({ en }) => en).join('; '), problems);
  if (files.length > 0) steps.add('attached', attached.told(files), attached.kept(steps.ticket, files));
  return steps.done;
}

function judged(steps: Steps, { type: _, ...said }: Extract<TicketChange, { type: 'judged' }>): TicketStep {
  steps.add('judged', said);
  return steps.done;
}

function linkCall(steps: Steps, { type, call }: Extract<TicketChange, { type: 'link' | 'unlink' }>): TicketStep {
  const { calls } = steps.ticket;
  const next = type === 'link' ? [...new Set([...calls, call])] : calls.filter((one) => one !== call);
  const problems = listProblems('calls', next);
  if (problems.length > 0) return refused('tickets.invalid', problems.map(({ en }) => en).join('; '), problems);
  if (next.length !== calls.length) steps.add(type === 'link' ? 'linked' : 'unlinked', { call }, { calls: next });
  return steps.done;
}
