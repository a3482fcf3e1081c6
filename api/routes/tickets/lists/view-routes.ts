import { Fault } from '#core';
import type { TicketSort, TicketFilter, TicketView, TicketViews } from '#tickets';
import { HttpFault, type Route, route } from '../../../http/route.ts';
import { ErrorBody, NoQuery } from '../../../http/schemas.ts';
import type { Caller } from '../../../who/caller.ts';
import { forbidden } from '../../../who/gate.ts';
import type { TicketRoutesParts } from '../ticket-routes.ts';
import { whoOf } from './list-route.ts';
import { NewViewBody, ViewBody, ViewParams, ViewsBody } from './list-schemas.ts';
import { ViewCounts } from './view-counts.ts';

/** More views than a person finds their way in. */
const MOST_VIEWS = 50;

interface Standard {
  readonly id: string;
  readonly filter: TicketFilter;
  readonly sort: TicketSort;
}

const BEING_WORKED_ON = ['new', 'open', 'pending', 'on-hold'] as const;
/** What everybody needs; names in the console. */
const STANDARD: readonly Standard[] = [
  { id: 'mine', filter: { assignees: ['me'], states: BEING_WORKED_ON }, sort: 'priority' },
  { id: 'unassigned', filter: { assignees: ['none'], states: ['new', 'open'] }, sort: 'priority' },
  { id: 'working', filter: { states: BEING_WORKED_ON }, sort: 'priority' },
  { id: 'urgent', filter: { priorities: ['urgent', 'high'], states: BEING_WORKED_ON }, sort: 'priority' },
  { id: 'pending', filter: { states: ['pending'] }, sort: 'updated' },
  { id: 'resolved', filter: { states: ['resolved'] }, sort: 'updated' },
  { id: 'all', filter: {}, sort: 'updated' },
];

type Views = NonNullable<TicketRoutesParts['tickets']['views']>;

/** Filters with names and how many tickets are in each. */
export function viewRoutes(parts: TicketRoutesParts, views: Views): Route[] {
  return [listViews(parts, views), saveView(views), changeView(views), removeView(views)];
}

function listViews({ tickets, access, clock }: TicketRoutesParts, views: TicketViews): Route {
  const counts = new ViewCounts(clock);
  return route({
    method: 'GET',
    path: '/api/ticket-views',
    summary: 'Views of tickets that everybody has, the own and the shared ones, each with the number of its tickets now',
    need: 'ticket.handle',
    query: NoQuery,
    answers: { 200: { description: 'Counts are at most 1000, and at most two seconds old', schema: ViewsBody } },
    handle: async ({ caller }) => {
      const who = whoOf(caller, access);
      const count = (filter: TicketFilter) => (tickets.search ? counts.of(tickets.search, { filter, ...who }) : Promise.resolve(0));
      const kept = await views.of(caller.actor.id);
      const standard = STANDARD.filter(({ id }) => id !== 'mine' || who.me !== undefined);
      return {
        standard: await Promise.all(standard.map(async (view) => ({ ...view, count: await count(view.filter) }))),
        views: await Promise.all(kept.map(async (view) => ({ ...told(view, caller), count: await count(view.filter) }))),
      };
    },
  });
}

const told = ({ owner, ...view }: TicketView, caller: Caller) => ({ ...view, own: owner === caller.actor.id });

const saveView = (views: Views): Route =>
  route({
    method: 'POST',
    path: '/api/ticket-views',
    summary: 'Keep a view',
    need: 'ticket.handle',
    query: NoQuery,
    body: NewViewBody,
    answers: { 200: { description: 'The view', schema: ViewBody }, 409: { description: 'There are too many', schema: ErrorBody } },
    handle: async ({ body, caller }) => {
      mayShare(caller, body.shared);
      const own = (await views.of(caller.actor.id)).filter(({ owner }) => owner === caller.actor.id);
      if (own.length >= MOST_VIEWS) throw new HttpFault(409, new Fault('tickets.too-many-views', `At most ${MOST_VIEWS} views: remove one first.`));
      const view = { id: views.newId(), owner: caller.actor.id, ...body };
      await views.save(view);
      return told(view, caller);
    },
  });

const changeView = (views: TicketViews): Route =>
  route({
    method: 'POST',
    path: '/api/ticket-views/{id}',
    summary: 'Change a view: its name, filter, order, or who sees it',
    need: 'ticket.handle',
    params: ViewParams,
    query: NoQuery,
    body: NewViewBody,
    answers: { 200: { description: 'The view', schema: ViewBody } },
    handle: async ({ params: { id }, body, caller }) => {
      const before = await ownView(views, id, caller);
      if (body.shared !== before.shared) mayShare(caller, true);
      const view = { id, owner: before.owner, ...body };
      await views.save(view);
      return told(view, caller);
    },
  });

const removeView = (views: TicketViews): Route =>
  route({
    method: 'POST',
    path: '/api/ticket-views/{id}/remove',
    summary: 'Remove a view',
    need: 'ticket.handle',
    params: ViewParams,
    query: NoQuery,
    answers: { 200: { description: 'The view that was', schema: ViewBody } },
    handle: async ({ params: { id }, caller }) => {
      const view = await ownView(views, id, caller);
      await views.remove(id);
      return told(view, caller);
    },
  });

/** Shared views are changed by who made them, and by administrators. */
async function ownView(views: TicketViews, id: string, caller: Caller): Promise<TicketView> {
  const view = id.includes('\u0000') ? undefined : await views.get(id);
  const own = view?.owner === caller.actor.id;
  if (!view || (!own && !view.shared)) throw new HttpFault(404, new Fault('tickets.unknown-view', 'There is no such view. GET /api/ticket-views lists them.'));
  if (!own && !caller.may('settings.change')) throw forbidden();
  return view;
}

function mayShare(caller: Caller, shared: boolean): void {
  if (shared && !caller.may('floor.see')) throw forbidden();
}
