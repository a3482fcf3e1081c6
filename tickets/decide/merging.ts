import type { Absorbed, MergeChange, Ticket, TicketChange } from '../model.ts';
import { MOST } from './limits.ts';
import { type Steps, type TicketStep, refused } from './step.ts';

/** So many tickets live on in one; more are an incident, with a parent. */
const MOST_ABSORBED = 200;

const OF_MERGED: ReadonlySet<TicketChange['type']> = new Set(['note', 'attach', 'judged', 'unmerge', 'release', 'heard']);

/** A merged ticket takes what its customer still writes to it, notes, and to be parted again; everything else belongs to the other ticket. */
export function afterMerge({ mergedInto }: Ticket, change: TicketChange): TicketStep | undefined {
  if (mergedInto === undefined) return undefined;
  if (OF_MERGED.has(change.type) || (change.type === 'reply' && change.from === 'customer')) return undefined;
  if (change.type === 'merge' && change.into === mergedInto) return undefined;
  return refused('tickets.merged', `This ticket was merged into ${mergedInto}: change that one, or part them first.`, [{ field: 'id', zh: `此工单已合并到 ${mergedInto}，请在该工单上操作，或先取消合并`, en: `This ticket was merged into ${mergedInto}` }]);
}

/** One side of a merge or of its end; done twice it changes nothing. */
export function mergeTicket(steps: Steps, change: MergeChange): TicketStep {
  switch (change.type) {
    case 'merge':
      return merge(steps, change.into);
    case 'unmerge':
      return unmerge(steps);
    case 'absorb':
      return absorb(steps, change.other);
    case 'release':
      return release(steps, change.ticket);
    case 'heard':
      return heard(steps, change.ticket);
  }
}

function merge(steps: Steps, into: string): TicketStep {
  const { state, stateSince, closedAt, mergedInto } = steps.ticket;
  if (mergedInto === into) return steps.done;
  const beforeMerge = { state, stateSince, ...(closedAt === undefined ? {} : { closedAt }) };
  steps.add('merged', { into, state });
  const at = steps.ticket.updatedAt;
  steps.ticket = { ...steps.ticket, state: 'closed', stateSince: at, closedAt: closedAt ?? at, mergedInto: into, beforeMerge };
  return steps.done;
}

/** State and its moments as they were; what was written meanwhile stays. */
function unmerge(steps: Steps): TicketStep {
  const { mergedInto, beforeMerge, closedAt: _, stateSince: mergedAt, ...rest } = steps.ticket;
  if (mergedInto === undefined || !beforeMerge) return steps.done;
  steps.ticket = { ...rest, ...beforeMerge };
  steps.add('unmerged', { from: mergedInto, state: beforeMerge.state });
  // A customer who wrote to it meanwhile waits for an answer here.
  const { customerAt = 0, state } = steps.ticket;
  if (customerAt >= mergedAt && (state === 'pending' || state === 'resolved')) steps.move('open');
  return steps.done;
}

const LISTS = ['tags', 'watchers', 'calls'] as const;
type Lists = Absorbed['added'];
const lists = (of: (key: keyof Lists) => readonly string[]): Lists => ({ tags: of('tags'), watchers: of('watchers'), calls: of('calls') });

function absorb(steps: Steps, other: Ticket): TicketStep {
  const { absorbed = [], ...ticket } = steps.ticket;
  if (absorbed.some((one) => one.ticket === other.id)) return steps.done;
  if (absorbed.length >= MOST_ABSORBED) return refused('tickets.too-many-merged', `${MOST_ABSORBED} tickets are merged into this one already: make it the parent of the others (incident) instead.`);
  const added = lists((key) => other[key].filter((one) => !ticket[key].includes(one)).slice(0, Math.max(0, MOST[key] - ticket[key].length)));
  steps.add('absorbed', { ticket: other.id, subject: other.subject, ...shown(added) });
  const taken: Absorbed = { ticket: other.id, at: steps.ticket.updatedAt, requester: other.requester, ...lists((key) => other[key]), added };
  steps.ticket = { ...steps.ticket, ...lists((key) => [...ticket[key], ...added[key]]), absorbed: [...absorbed, taken] };
  return steps.done;
}

/** What came with a ticket goes with it, unless another one that is still here has it, too. */
function release(steps: Steps, id: string): TicketStep {
  const { absorbed = [], ...ticket } = steps.ticket;
  const gone = absorbed.find((one) => one.ticket === id);
  if (!gone) return steps.done;
  const rest = absorbed.filter((one) => one !== gone);
  const heirs = lists((key) => gone.added[key].filter((one) => rest.some((other) => other[key].includes(one))));
  const removed = lists((key) => gone.added[key].filter((one) => !heirs[key].includes(one)));
  steps.ticket = {
    ...ticket,
    ...lists((key) => ticket[key].filter((one) => !removed[key].includes(one))),
    ...(rest.length === 0 ? {} : { absorbed: rest.map((one) => inherit(one, heirs, rest)) }),
  };
  steps.add('released', { ticket: id, ...shown(removed) });
  return steps.done;
}

/** The first ticket that has it, too, takes it away when it goes. */
function inherit(one: Absorbed, heirs: Lists, rest: readonly Absorbed[]): Absorbed {
  const first = (key: keyof Lists, value: string) => rest.find((other) => other[key].includes(value)) === one;
  return { ...one, added: lists((key) => [...one.added[key], ...heirs[key].filter((value) => first(key, value))]) };
}

const shown = (of: Lists): Record<string, readonly string[]> => Object.fromEntries(LISTS.filter((key) => of[key].length > 0).map((key) => [key, of[key]]));

function heard(steps: Steps, ticket: string): TicketStep {
  const { state } = steps.ticket;
  if (state === 'closed') return steps.done;
  steps.add('heard', { ticket });
  steps.ticket = { ...steps.ticket, customerAt: steps.ticket.updatedAt };
  if (state === 'pending' || state === 'resolved') steps.move('open');
  return steps.done;
}
