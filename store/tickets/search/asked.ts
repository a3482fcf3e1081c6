import type { TicketFilter, TicketSearchQuery } from '#tickets';
import { type Moment, assigneeNumber, customerNumber, markNumber, queueNumber, requesterNumber, stateNumber, stretchNumbers, templateNumber, urgencyNumber } from './ticket-facts.ts';
import type { Term } from './ticket-words.ts';
import { urgencyOf } from './urgency.ts';
import type { Values } from './values.ts';

export type Asked = Pick<TicketSearchQuery, 'filter' | 'seenBy' | 'me'>;

/** Numbers of which a ticket has one of each group; an empty group: there is no such ticket. */
export type Groups = readonly (readonly number[])[];

/** What is asked for, as numbers. Everything but open stretches of time is among them. */
export function groupsOf(asked: Asked, terms: readonly Term[] = []): Groups {
  return [...terms.flatMap(groupsOfTerm), ...factGroups(asked)];
}

/** All numbers of a term, or one of several alone. */
const groupsOfTerm = ({ numbers }: Term): Groups => (numbers.length === 1 ? (numbers[0] ?? []).map((number) => [number]) : [numbers.flat()]);

function factGroups({ filter, seenBy, me }: Asked): Groups {
  const oneOf = <T>(list: readonly T[] | undefined, number: (value: T) => number): Groups => (list && list.length > 0 ? [list.map(number)] : []);
  const [agents, nobody] = agentsOf(filter, me);
  return [
    ...(seenBy ? [[...seenBy.queues.map(queueNumber), ...(seenBy.agent === undefined ? [] : [assigneeNumber(seenBy.agent)])]] : []),
    ...oneOf(filter.queues, queueNumber),
    ...oneOf(filter.states, stateNumber),
    ...oneOf(filter.templates, templateNumber),
    ...oneOf(filter.priorities, (priority) => urgencyNumber(urgencyOf(priority))),
    ...(filter.assignees && filter.assignees.length > 0 ? [[...agents.map(assigneeNumber), ...(nobody ? [assigneeNumber()] : [])]] : []),
    ...oneOf(filter.requester === undefined ? undefined : [filter.requester], requesterNumber),
    ...oneOf(filter.customer === undefined ? undefined : [filter.customer], customerNumber),
    ...marksOf(filter).map((mark) => [markNumber(mark)]),
    ...timeGroups('created', filter.from, filter.until),
    ...timeGroups('updated', filter.updatedFrom, filter.updatedUntil),
  ];
}

export function timeGroups(moment: Moment, from: number | undefined, until: number | undefined): Groups {
  const numbers = from === undefined || until === undefined ? undefined : stretchNumbers(moment, from, until);
  return numbers ? [numbers] : [];
}

function agentsOf({ assignees = [] }: TicketFilter, me: string | undefined): readonly [agents: readonly string[], nobody: boolean] {
  return [assignees.flatMap((one) => (one === 'none' ? [] : one === 'me' ? (me === undefined ? [] : [me]) : [one])), assignees.includes('none')];
}

function marksOf({ tags = [], watcher, call, parent }: TicketFilter): string[] {
  return [...tags.map((tag) => `tag:${tag}`), ...Object.entries({ watcher, call, parent }).flatMap(([kind, value]) => (value === undefined ? [] : [`${kind}:${value}`]))];
}

/** The same as conditions on a row of `ticket_index` (`i`): two things may have one number, and rows say it exactly. */
export function rowConditions({ filter, seenBy, me }: Asked, to: Values): string[] {
  const where: string[] = [];
  const oneOf = (column: string, list: readonly unknown[] | undefined, type = 'text') => {
    if (list && list.length > 0) where.push(list.length === 1 ? `i.${column} = ${to.bind(list[0])}` : `i.${column} = ANY(${to.bind(list)}::${type}[])`);
  };
  if (seenBy) {
    const queues = `i.queue = ANY(${to.bind(seenBy.queues)}::text[])`;
    where.push(seenBy.agent === undefined ? queues : `(${queues} OR i.assignee = ${to.bind(seenBy.agent)})`);
  }
  oneOf('queue', filter.queues);
  oneOf('state', filter.states);
  oneOf('template', filter.templates);
  oneOf('urgency', filter.priorities?.map(urgencyOf), 'smallint');
  if (filter.assignees && filter.assignees.length > 0) where.push(assigned(filter, me, to));
  oneOf('requester', filter.requester === undefined ? undefined : [filter.requester]);
  oneOf('customer', filter.customer === undefined ? undefined : [filter.customer]);
  for (const mark of marksOf(filter)) where.push(`(SELECT m.present FROM ticket_marks m WHERE m.mark = ${to.bind(mark)} AND m.ticket = i.ticket)`);
  return [...where, ...between('i.created_at', filter, to), ...between('i.updated_at', { from: filter.updatedFrom, until: filter.updatedUntil }, to)];
}

function assigned(filter: TicketFilter, me: string | undefined, to: Values): string {
  const [agents, nobody] = agentsOf(filter, me);
  const either = [...(agents.length > 0 ? [`i.assignee = ANY(${to.bind(agents)}::text[])`] : []), ...(nobody ? ['i.assignee IS NULL'] : [])];
  return either.length === 0 ? 'false' : `(${either.join(' OR ')})`;
}

/** Epoch ms: from then on, before then. */
export interface Stretch {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

export function between(column: string, { from, until }: Stretch, to: Values): string[] {
  return [...(from === undefined ? [] : [`${column} >= ${to.moment(from)}`]), ...(until === undefined ? [] : [`${column} < ${to.moment(until)}`])];
}
