import type { z } from 'zod';
import type { SeenBy, Ticket, TicketFilter, TicketQuery } from '#tickets';
import { type Route, route } from '../../../http/route.ts';
import type { Caller } from '../../../who/caller.ts';
import type { QueueAccess } from '../../../who/queue-access.ts';
import { definedOf } from '../../defined-of.ts';
import type { TicketPort } from '../port.ts';
import { shown } from '../ticket-access.ts';
import type { TicketRoutesParts } from '../ticket-routes.ts';
import { TicketCursor, TicketListBody } from '../ticket-schemas.ts';
import { TicketListQuery } from './list-schemas.ts';

type Asked = z.output<typeof TicketListQuery>;

/** Tickets in lists: the newest as they are written, everything else from the index that follows within a second. */
export const listRoute = ({ tickets, access }: TicketRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/tickets',
    summary: 'Tickets, the newest first or in another order; found by words too',
    need: 'ticket.handle',
    query: TicketListQuery,
    answers: { 200: { description: 'Those of queues the asker serves or watches over, and the own ones', schema: TicketListBody } },
    handle: async ({ query, caller }) => {
      const { found, next } = await (tickets.search && !isPlain(query) ? searched(tickets, query, caller, access) : newest(tickets, query, caller, access));
      return { tickets: found.map(shown), ...(next === undefined ? {} : { next }) };
    },
  });

interface Page {
  readonly found: readonly Ticket[];
  readonly next: string | undefined;
}

/** Nothing but columns and marks that the tickets have an index of, or besides these what a mark or a requester leaves few of; everything else is found by the index behind. */
function isPlain({ q, sort, queue, assignee, template, priority, customer, updatedFrom, updatedUntil, tag, call, watcher, parent, requester }: Asked): boolean {
  const single = [queue, assignee, template].every((list) => list === undefined || list.length === 1);
  const kept = customer === undefined && updatedFrom === undefined && updatedUntil === undefined && assignee?.[0] !== 'me';
  const indexed = template === undefined && priority === undefined && assignee?.[0] !== 'none';
  const few = [tag, call, watcher, parent, requester].some((mark) => mark !== undefined);
  return single && kept && (indexed || few) && (q === undefined || q.trim() === '') && (sort === undefined || sort === 'newest');
}

async function newest(tickets: TicketPort, query: Asked, caller: Caller, access: QueueAccess): Promise<Page> {
  const seen = seenBy(caller, access);
  const found = await tickets.find({ ...plainOf(query), ...(seen ? { seenBy: seen } : {}), limit: query.limit + 1 });
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return { found: page, next: found.length > query.limit && last ? `${last.createdAt}~${last.id}` : undefined };
}

async function searched(tickets: TicketPort, query: Asked, caller: Caller, access: QueueAccess): Promise<Page> {
  const { sort = 'newest', limit, cursor } = query;
  const asked = { filter: filterOf(query), sort, limit, ...whoOf(caller, access), ...definedOf({ cursor }) };
  const { ids = [], next } = (await tickets.search?.search(asked)) ?? {};
  const found = await Promise.all(ids.map((id) => tickets.get(id)));
  return { found: found.filter((ticket) => ticket !== undefined), next };
}

/** For whom a search is: what they see, and whom `me` means. */
export function whoOf(caller: Caller, access: QueueAccess): { readonly seenBy?: SeenBy; readonly me?: string } {
  return definedOf({ seenBy: seenBy(caller, access), me: caller.person?.agent });
}

/** What a list asks for, as the search takes it. */
export function filterOf({ q, queue, state, assignee, template, priority, tag, watcher, call, parent, requester, customer, from, until, updatedFrom, updatedUntil }: Asked): TicketFilter {
  return definedOf({
    text: q, queues: queue, states: state, assignees: assignee, templates: template, priorities: priority, tags: tag === undefined ? undefined : [tag],
    watcher, call, parent, requester, customer, from, until, updatedFrom, updatedUntil,
  });
}

function plainOf({ queue, state, assignee, template, priority, tag, call, watcher, parent, requester, from, until, cursor }: Asked): Omit<TicketQuery, 'limit'> {
  const marks = Object.entries({ tag, call, watcher, parent }).flatMap(([kind, given]) => (given === undefined ? [] : [`${kind}:${given}`]));
  const [, at, id] = TicketCursor.exec(cursor ?? '') ?? [];
  const agent = assignee?.[0];
  return definedOf({
    queue: queue?.[0], template: template?.[0], requester, from, until, marks,
    states: state,
    priorities: priority,
    assignee: agent === 'none' ? undefined : agent,
    unassigned: agent === 'none' ? true : undefined,
    before: at === undefined || id === undefined ? undefined : { at: Number(at), id },
  });
}

function seenBy(caller: Caller, access: QueueAccess): SeenBy | undefined {
  const queues = access.queues(caller, 'ticket.handle');
  const agent = caller.person?.agent;
  return queues && { queues, ...(agent === undefined ? {} : { agent }) };
}
