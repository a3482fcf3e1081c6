import type { Clock } from '#core';
import { type Route, route } from '../../http/route.ts';
import { ErrorBody, NoQuery } from '../../http/schemas.ts';
import type { AccessPort } from '../../port.ts';
import type { Caller } from '../../who/caller.ts';
import { namesOf } from '../../who/person-names.ts';
import type { QueueAccess } from '../../who/queue-access.ts';
import { definedOf } from '../defined-of.ts';
import { type HeardCall, notesOfCalls } from './call-notes.ts';
import { changeRoutes } from './change-routes.ts';
import { pushRoutes } from './push/push-routes.ts';
import { clockRoutes } from './clocks/clock-routes.ts';
import { fileRoutes } from './files/file-routes.ts';
import { formRoutes } from './form/form-routes.ts';
import { keyOf } from './idempotency-key.ts';
import { bulkRoute } from './lists/bulk-route.ts';
import { listRoute } from './lists/list-route.ts';
import { viewRoutes } from './lists/view-routes.ts';
import { tableRoutes } from './table/table-routes.ts';
import { incidentRoutes } from './merging/incident-routes.ts';
import { mergeRoutes } from './merging/merge-routes.ts';
import type { TicketPort } from './port.ts';
import { similarRoutes } from './similar/similar-routes.ts';
import { done, handled, shown } from './ticket-access.ts';
import { ChoicesBody, HistoryBody, HistoryQuery, KeyHeader, NewTicketBody, NumberParams, TicketBody } from './ticket-schemas.ts';

export interface TicketRoutesParts {
  readonly tickets: TicketPort;
  readonly access: QueueAccess;
  readonly audit: AccessPort['audit'] | undefined;
  readonly people: Pick<AccessPort['people'], 'find'> | undefined;
  readonly clock: Clock;
  /** What was said in a call, as far as the caller may hear it. */
  readonly heard?: (caller: Caller) => HeardCall;
}

/** Tickets: what a call could not finish. */
export function ticketRoutes(parts: TicketRoutesParts): Route[] {
  const { files, views } = parts.tickets;
  return [
    templates(parts), listRoute(parts), create(parts), one(parts), history(parts), ...changeRoutes(parts), ...mergeRoutes(parts), ...incidentRoutes(parts), ...similarRoutes(parts), bulkRoute(parts),
    ...(parts.tickets.push ? pushRoutes(parts, parts.tickets.push) : []),
    ...(parts.tickets.work ? clockRoutes(parts, parts.tickets.work) : []),
    ...(views ? viewRoutes(parts, views) : []),
    ...(files ? fileRoutes(parts, files) : []),
    ...tableRoutes(parts),
    ...(parts.tickets.form ? formRoutes(parts.tickets, parts.tickets.form, parts.clock) : []),
  ];
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

const create = ({ tickets, access, audit, heard }: TicketRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/tickets',
    summary: 'Make a ticket; with the same Idempotency-Key again it is the same one',
    need: 'ticket.handle',
    query: NoQuery,
    headers: KeyHeader,
    body: NewTicketBody,
    answers: { 200: { description: 'The ticket', schema: TicketBody }, 422: { description: 'Something is missing or wrong (`problems` tells all of it), or the key made another ticket', schema: ErrorBody } },
    handle: async ({ body: { transcript, ...body }, caller, request }) => {
      if (body.parent !== undefined) await handled(tickets, access, caller, body.parent);
      const by = caller.actor.id;
      // In the write of the ticket: a page that is closed now loses nothing.
      const notes = heard && transcript && body.calls.length > 0 ? await notesOfCalls(body.calls, body.language, heard(caller)) : [];
      const { ticket, known } = done(await tickets.create(definedOf(body), { by, ...keyOf(request.headers, by), ...(notes.length > 0 ? { notes } : {}) }));
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
