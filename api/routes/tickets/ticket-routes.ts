import type { z } from 'zod';
import type { TicketQuery } from '#tickets';
import { type Route, route } from '../../http/route.ts';
import { ErrorBody, NoQuery } from '../../http/schemas.ts';
import type { AccessPort } from '../../port.ts';
import type { Caller } from '../../who/caller.ts';
import { namesOf } from '../../who/person-names.ts';
import type { QueueAccess } from '../../who/queue-access.ts';
import { definedOf } from '../defined-of.ts';
import { changeRoutes } from './change-routes.ts';
import { keyOf } from './idempotency-key.ts';
import type { TicketPort } from './port.ts';
import { done, handled, shown } from './ticket-access.ts';
import { ChoicesBody, HistoryBody, HistoryQuery, KeyHeader, NewTicketBody, NumberParams, TicketBody, TicketCursor, TicketListBody, TicketListQuery } from './ticket-schemas.ts';

export interface TicketRoutesParts {
  readonly tickets: TicketPort;
  readonly access: QueueAccess;
  readonly audit: AccessPort['audit'] | undefined;
  readonly people: Pick<AccessPort['people'], 'find'> | undefined;
}

/** Tickets: what a call could not finish. */
export function ticketRoutes(parts: TicketRoutesParts): Route[] {
  return [templates(parts), list(parts), create(parts), one(parts), history(parts), ...changeRoutes(parts)];
}

const templates = ({ tickets }: TicketRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/ticket-templates',
    summary: 'Templates of tickets with their fields, how priorities are made, and which states follow each other',
    need: 'ticket.handle',
    query: NoQuery,
    answers: { 200: { description: 'Names in Chinese and English', schema: ChoicesBody } },
    handle: async () => {
      const { templates: all, priorities, moves } = tickets.choices();
      return { templates: all.map(definedOf), priorities, moves };
    },
  });

const list = ({ tickets, access }: TicketRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/tickets',
    summary: 'Tickets, newest first',
    need: 'ticket.handle',
    query: TicketListQuery,
    answers: { 200: { description: 'Those of queues the asker serves or watches over, and the own ones', schema: TicketListBody } },
    handle: async ({ query, caller }) => {
      const found = await tickets.find({ ...queryOf(query), ...seenBy(caller, access), limit: query.limit + 1 });
      const page = found.slice(0, query.limit);
      const last = page.at(-1);
      return { tickets: page.map(shown), ...(found.length > query.limit && last ? { next: `${last.createdAt}~${last.id}` } : {}) };
    },
  });

type Asked = z.output<typeof TicketListQuery>;

function queryOf({ queue, state, assignee, template, priority, tag, call, watcher, parent, requester, from, until, cursor }: Asked): Omit<TicketQuery, 'limit'> {
  const marks = Object.entries({ tag, call, watcher, parent }).flatMap(([kind, given]) => (given === undefined ? [] : [`${kind}:${given}`]));
  const [, at, id] = TicketCursor.exec(cursor ?? '') ?? [];
  return definedOf({
    queue, template, requester, from, until, marks,
    states: state,
    priorities: priority,
    assignee: assignee === 'none' ? undefined : assignee,
    unassigned: assignee === 'none' ? true : undefined,
    before: at === undefined || id === undefined ? undefined : { at: Number(at), id },
  });
}

function seenBy(caller: Caller, access: QueueAccess): Pick<TicketQuery, 'seenBy'> {
  const queues = access.queues(caller, 'ticket.handle');
  const agent = caller.person?.agent;
  return queues ? { seenBy: { queues, ...(agent === undefined ? {} : { agent }) } } : {};
}

const create = ({ tickets, access, audit }: TicketRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/tickets',
    summary: 'Make a ticket; with the same Idempotency-Key again it is the same one',
    need: 'ticket.handle',
    query: NoQuery,
    headers: KeyHeader,
    body: NewTicketBody,
    answers: { 200: { description: 'The ticket', schema: TicketBody }, 422: { description: 'Something is missing or wrong (`problems` tells all of it), or the key made another ticket', schema: ErrorBody } },
    handle: async ({ body, caller, request }) => {
      if (body.parent !== undefined) await handled(tickets, access, caller, body.parent);
      const by = caller.actor.id;
      const { ticket, known } = done(await tickets.create(definedOf(body), { by, ...keyOf(request.headers, by) }));
      // Of programs the history of the ticket tells: they make thousands.
      if (!known && caller.session) await audit?.record(caller.actor, 'ticket-created', ticket.id);
      return shown(ticket);
    },
  });

const one = ({ tickets, access }: TicketRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/tickets/{id}',
    summary: 'One ticket as it is now',
    need: 'ticket.handle',
    params: NumberParams,
    query: NoQuery,
    answers: { 200: { description: 'The ticket', schema: TicketBody } },
    handle: async ({ params: { id }, caller }) => shown(await handled(tickets, access, caller, id)),
  });

const history = ({ tickets, access, people }: TicketRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/tickets/{id}/history',
    summary: 'What happened to a ticket, oldest first: changes, moves, public replies, private notes',
    need: 'ticket.handle',
    params: NumberParams,
    query: HistoryQuery,
    answers: { 200: { description: 'Its events', schema: HistoryBody } },
    handle: async ({ params: { id }, query: { after, limit }, caller }) => {
      await handled(tickets, access, caller, id);
      const found = await tickets.history(id, after, limit + 1);
      const page = found.slice(0, limit);
      const names = await namesOf(people, page.map(({ by }) => by));
      const last = page.at(-1);
      return { events: page.map((event) => ({ ...event, ...definedOf({ byName: names.get(event.by) }) })), ...(found.length > limit && last ? { next: last.seq } : {}) };
    },
  });
