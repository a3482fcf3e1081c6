import { seededRandom } from '#core';
import type { OpenedStore } from '#store';
import { PRIORITIES, TICKET_SORTS, TICKET_STATES, type Ticket, type TicketFilter, type TicketSearchQuery, type TicketSort } from '#tickets';
import { expect } from 'vitest';

/** Moments of tickets: some share each. */
const STEP_MS = 43_200_000;
const BEGIN = Date.UTC(2024, 0, 1);
/** More than one look, and more than "few", in the older part; the newest are of another queue. */
const [OLD, NEW] = [1_700, 1_100];
const LONGEST_PAGE = 200;

/** Tickets over years. */
function madeUp(): Ticket[] {
  const random = seededRandom(5);
  const one = <T>(of: readonly T[]): T => of[random.int(of.length)] as T;
  return Array.from({ length: OLD + NEW }, (_, n) => {
    const createdAt = BEGIN + (n < OLD ? random.int(700) : 700 + random.int(60)) * STEP_MS;
    return {
      id: String(3_000_000_000 + ((n * 2_654_435_761) % 999_999_999)), version: 1, template: one(['fault', 'billing']), state: one(TICKET_STATES), stateSince: createdAt,
      subject: `${one(['网络故障', '无法登录', 'charged twice', 'router broken'])} oracle`, text: random.int(40) === 0 ? 'seldom words' : '请尽快处理', fields: {}, missing: [],
      priority: one(PRIORITIES), priorityBy: 'hand', queue: n < OLD ? 'oracle-old' : 'oracle-new', ...(random.int(3) === 0 ? {} : { assignee: one(['anna', 'bo', 'chen']) }),
      requester: { number: `1390000${1_000 + random.int(50)}` }, language: 'zh', tags: [], watchers: [], calls: [], createdAt, createdBy: 'token',
      updatedAt: createdAt + random.int(70) * STEP_MS, ...(random.int(2) === 0 ? { dueAt: createdAt + random.int(9) * STEP_MS } : {}), recentKeys: [],
    };
  });
}

const ORDERS: Readonly<Record<TicketSort, (ticket: Ticket) => number[]>> = {
  newest: ({ createdAt }) => [-createdAt],
  oldest: ({ createdAt }) => [createdAt],
  updated: ({ updatedAt }) => [-updatedAt],
  priority: ({ priority, createdAt }) => [-PRIORITIES.indexOf(priority), createdAt],
  due: ({ dueAt = 0 }) => [dueAt],
};

/** What is to be found, by looking at every ticket. */
function expected(tickets: readonly Ticket[], { filter, sort, seenBy }: Pick<TicketSearchQuery, 'filter' | 'sort' | 'seenBy'>): string[] {
  const has = <T>(list: readonly T[] | undefined, value: T) => list === undefined || list.includes(value);
  const meant = tickets.filter(
    (ticket) =>
      (filter.text ?? '').split(' ').every((word) => `${ticket.subject} ${ticket.text} ${ticket.requester.number}`.includes(word)) &&
      has(filter.queues, ticket.queue) && has(filter.states, ticket.state) && has(filter.templates, ticket.template) && has(filter.priorities, ticket.priority) &&
      has(filter.assignees, ticket.assignee ?? 'none') && has(filter.requester === undefined ? undefined : [filter.requester], ticket.requester.number ?? '') &&
      ticket.createdAt >= (filter.from ?? 0) && ticket.createdAt < (filter.until ?? Infinity) && ticket.updatedAt >= (filter.updatedFrom ?? 0) && ticket.updatedAt < (filter.updatedUntil ?? Infinity) &&
      (seenBy === undefined || seenBy.queues.includes(ticket.queue) || ticket.assignee === seenBy.agent) && (sort !== 'due' || ticket.dueAt !== undefined),
  );
  const down = sort === 'newest' || sort === 'updated' ? -1 : 1;
  const compare = (a: readonly number[], b: readonly number[]) => a.map((key, at) => key - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
  return meant.toSorted((a, b) => compare(ORDERS[sort](a), ORDERS[sort](b)) || down * (Number(a.id) - Number(b.id))).map(({ id }) => id);
}

const FILTERS: readonly TicketFilter[] = [
  { queues: ['oracle-old'] },
  { text: 'oracle', queues: ['oracle-old'], states: ['open', 'closed', 'pending'] },
  { text: 'seldom', queues: ['oracle-old', 'oracle-new'] },
  { text: 'router oracle', assignees: ['bo', 'none'], priorities: ['urgent', 'low'] },
  { text: '故障', queues: ['oracle-old'], from: BEGIN + 200 * STEP_MS, until: BEGIN + 230 * STEP_MS },
  { queues: ['oracle-old', 'oracle-new'], templates: ['billing'], updatedFrom: BEGIN + 90 * STEP_MS, updatedUntil: BEGIN + 710 * STEP_MS },
  { text: 'oracle 处理', requester: '13900001007' },
];

/** Every filter in two or three orders, page by page, against what a look at every ticket gives; counts, too. */
export async function everythingIsFound(store: OpenedStore): Promise<void> {
  const tickets = madeUp();
  for (const ticket of tickets) store.ticketIndex.add(ticket);
  await store.ticketIndex.settled();
  for (const [at, filter] of FILTERS.entries()) {
    for (const sort of TICKET_SORTS.filter((_, order) => (order + at) % 2 === 0)) {
      const asked = { filter, sort, seenBy: { queues: ['oracle-old', 'oracle-new'], agent: 'nobody-else' } };
      const found: string[] = [];
      for (let cursor: string | undefined, more = true; more; ) {
        const page = await store.ticketSearch.search({ ...asked, limit: LONGEST_PAGE, ...(cursor === undefined ? {} : { cursor }) });
        found.push(...page.ids);
        cursor = page.next;
        more = cursor !== undefined;
      }
      expect([filter, sort, found]).toEqual([filter, sort, expected(tickets, asked)]);
    }
    const all = expected(tickets, { filter, sort: 'newest' }).length;
    expect([filter, await store.ticketSearch.count({ filter }, 300), await store.ticketSearch.count({ filter }, 100_000)]).toEqual([filter, Math.min(300, all), all]);
  }
}
