import type { TicketFilterBody, TicketPriorityName, TicketSortName, TicketStateName } from '#contract';
import { type AddressChange, queryOf } from '../../../parts/list/use-address.ts';

export const STATES: readonly TicketStateName[] = ['new', 'open', 'pending', 'on-hold', 'resolved', 'closed'];
export const PRIORITIES: readonly TicketPriorityName[] = ['urgent', 'high', 'normal', 'low'];
export const SORTS: readonly TicketSortName[] = ['priority', 'due', 'updated', 'newest', 'oldest'];

export interface Asked {
  readonly filter: TicketFilterBody;
  readonly sort: TicketSortName;
}

const listOf = <T extends string>(given: string | null, known?: readonly T[]): readonly T[] | undefined => {
  const all = (given ?? '').split(',').filter((one) => one !== '') as T[];
  const kept = known ? all.filter((one) => known.includes(one)) : all;
  return kept.length === 0 ? undefined : kept;
};

/** What the address says beyond the view: each part takes the place of the view's. `any` takes it away. */
export function askedOf(search: URLSearchParams, view: Asked | undefined): Asked {
  const own: TicketFilterBody = {
    ...textOf(search.get('q')),
    ...pick('states', listOf(search.get('state'), STATES)),
    ...pick('queues', listOf(search.get('queue'))),
    ...pick('priorities', listOf(search.get('priority'), PRIORITIES)),
    ...pick('assignees', listOf(search.get('assignee'))),
    ...pick('templates', listOf(search.get('template'))),
    ...pick('tags', listOf(search.get('tag'))),
    ...pick('customer', search.get('customer') ?? undefined),
    ...pick('requester', search.get('requester') ?? undefined),
    ...pick('parent', search.get('parent') ?? undefined),
  };
  const without = (search.get('any') ?? '').split(',');
  const base = Object.fromEntries(Object.entries(view?.filter ?? {}).filter(([key]) => !without.includes(key)));
  const sort = SORTS.find((each) => each === search.get('sort')) ?? view?.sort ?? 'updated';
  return { filter: { ...base, ...own }, sort };
}

const textOf = (q: string | null): TicketFilterBody => (q === null || q.trim() === '' ? {} : { text: q });
const pick = <K extends keyof TicketFilterBody>(key: K, value: TicketFilterBody[K] | undefined): TicketFilterBody => (value === undefined ? {} : { [key]: value });

export type ListedPart = 'states' | 'queues' | 'priorities' | 'assignees' | 'templates' | 'tags';
const PARAMS: Readonly<Record<ListedPart, string>> = { states: 'state', queues: 'queue', priorities: 'priority', assignees: 'assignee', templates: 'template', tags: 'tag' };

/** Another choice for a part: into the address where it differs from the view. */
export function partChange(part: ListedPart, chosen: readonly string[], search: URLSearchParams, view: Asked | undefined): AddressChange {
  const inView = view?.filter[part];
  const without = new Set((search.get('any') ?? '').split(',').filter((one) => one !== ''));
  if (chosen.length === 0 && inView !== undefined) without.add(part);
  else without.delete(part);
  const same = inView !== undefined && inView.length === chosen.length && chosen.every((one) => (inView as readonly string[]).includes(one));
  return { [PARAMS[part]]: chosen.length === 0 || same ? undefined : chosen.join(','), any: without.size === 0 ? undefined : [...without].join(',') };
}

/** Everything that the address adds to the view, taken out. */
export const PLAIN: AddressChange = { q: undefined, state: undefined, queue: undefined, priority: undefined, assignee: undefined, template: undefined, tag: undefined, customer: undefined, requester: undefined, parent: undefined, sort: undefined, any: undefined };

/** The query of the API. */
export function listQuery({ filter, sort }: Asked, more: Readonly<Record<string, string | number | undefined>> = {}): string {
  const joined = (list: readonly string[] | undefined) => list?.join(',');
  return queryOf({
    q: filter.text, sort, state: joined(filter.states), queue: joined(filter.queues), priority: joined(filter.priorities), assignee: joined(filter.assignees), template: joined(filter.templates),
    tag: filter.tags?.[0], customer: filter.customer, requester: filter.requester, parent: filter.parent, call: filter.call, watcher: filter.watcher,
    from: filter.from, until: filter.until, updatedFrom: filter.updatedFrom, updatedUntil: filter.updatedUntil, ...more,
  });
}
