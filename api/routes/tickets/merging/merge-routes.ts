import { type Route, route } from '../../../http/route.ts';
import { ErrorBody, NoQuery } from '../../../http/schemas.ts';
import { namesOf } from '../../../who/person-names.ts';
import { definedOf } from '../../defined-of.ts';
import { keyOf } from '../idempotency-key.ts';
import { done, handled, shown } from '../ticket-access.ts';
import type { TicketRoutesParts } from '../ticket-routes.ts';
import { KeyHeader, NumberParams } from '../ticket-schemas.ts';
import { MergeBody, MergedBody, TimelineBody, TimelineCursor, TimelineQuery, UnmergeBody } from './merging-schemas.ts';

const CONFLICT = { description: 'Somebody else changed it, or the two cannot be merged as they are; the code tells which', schema: ErrorBody };

/** Tickets that say the same: merged by a person, parted again, read as one. */
export const mergeRoutes = (parts: TicketRoutesParts): Route[] => [merge(parts), unmerge(parts), timeline(parts)];

const merge = ({ tickets, access, audit }: TicketRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/tickets/{id}/merge',
    summary: 'Merge a ticket into another one, where it lives on; nothing is lost, and they can be parted again',
    need: 'ticket.handle',
    params: NumberParams,
    query: NoQuery,
    headers: KeyHeader,
    body: MergeBody,
    answers: { 200: { description: 'Both tickets afterwards', schema: MergedBody }, 409: CONFLICT, 422: { description: 'It cannot be merged into that one', schema: ErrorBody } },
    handle: async ({ params: { id }, body: { into, otherCustomer, version }, caller, request }) => {
      await Promise.all([handled(tickets, access, caller, id), handled(tickets, access, caller, into)]);
      const by = caller.actor.id;
      const merged = done(await tickets.merging.merge(id, into, { by, otherCustomer, ...definedOf({ version }), ...keyOf(request.headers, by) }));
      if (caller.session) await audit?.record(caller.actor, 'ticket-changed', `${id} ${into}`);
      return { ticket: shown(merged.ticket), into: shown(merged.into) };
    },
  });

const unmerge = ({ tickets, access, audit }: TicketRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/tickets/{id}/unmerge',
    summary: 'Part a merged ticket from the one it lives on in: both are as they were, each keeps what was written to it meanwhile',
    need: 'ticket.handle',
    params: NumberParams,
    query: NoQuery,
    headers: KeyHeader,
    body: UnmergeBody,
    answers: { 200: { description: 'Both tickets afterwards', schema: MergedBody }, 409: CONFLICT, 422: { description: 'It is not merged', schema: ErrorBody } },
    handle: async ({ params: { id }, caller, request }) => {
      const { mergedInto } = await handled(tickets, access, caller, id);
      if (mergedInto !== undefined) await handled(tickets, access, caller, mergedInto);
      const by = caller.actor.id;
      const parted = done(await tickets.merging.unmerge(id, { by, ...keyOf(request.headers, by) }));
      if (caller.session) await audit?.record(caller.actor, 'ticket-changed', `${id} ${parted.into.id}`);
      return { ticket: shown(parted.ticket), into: shown(parted.into) };
    },
  });

const timeline = ({ tickets, access, people }: TicketRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/tickets/{id}/timeline',
    summary: 'What happened to a ticket and to those merged into it, as one story, oldest first',
    need: 'ticket.handle',
    params: NumberParams,
    query: TimelineQuery,
    answers: { 200: { description: 'Events, each with the ticket whose history it is in', schema: TimelineBody } },
    handle: async ({ params: { id }, query: { cursor, limit }, caller }) => {
      await handled(tickets, access, caller, id);
      const [, at, ticket, seq] = TimelineCursor.exec(cursor ?? '') ?? [];
      const after = at === undefined || ticket === undefined ? undefined : { at: Number(at), ticket, seq: Number(seq) };
      const [family, found] = await Promise.all([tickets.merging.familyOf(id), tickets.merging.timeline(id, after, limit + 1)]);
      const page = found.slice(0, limit);
      const names = await namesOf(people, page.map(({ by }) => by));
      const last = page.at(-1);
      return {
        tickets: family,
        events: page.map((event) => ({ ...event, ...definedOf({ byName: names.get(event.by) }) })),
        ...(found.length > limit && last ? { next: `${last.at}~${last.ticket}~${last.seq}` } : {}),
      };
    },
  });
