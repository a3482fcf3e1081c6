import type { z } from 'zod';
import type { TicketChange } from '#tickets';
import { type Route, route } from '../../http/route.ts';
import { ErrorBody, NoQuery } from '../../http/schemas.ts';
import { definedOf } from '../defined-of.ts';
import { keyOf } from './idempotency-key.ts';
import { done, handled, shown } from './ticket-access.ts';
import type { TicketRoutesParts } from './ticket-routes.ts';
import { AssignBody, KeyHeader, LinkBody, MoveTicketBody, NoteBody, NumberParams, ReplyBody, TicketBody, UpdateBody } from './ticket-schemas.ts';

/** Everything that changes a ticket, one route for each kind. */
export function changeRoutes(parts: TicketRoutesParts): Route[] {
  const of = <B extends Versioned>(name: string, summary: string, body: B, change: (given: z.output<B>) => TicketChange) => changing(parts, { name, summary, body, change });
  return [
    of('update', 'Change what a ticket says: subject, text, fields, priority, tags, watchers, parent', UpdateBody, ({ version: _, ...update }) => ({ type: 'update', update: definedOf(update) })),
    of('move', 'Give a ticket another state', MoveTicketBody, ({ to, reason }) => ({ type: 'move', to, ...definedOf({ reason }) })),
    of('assign', 'Give a ticket to an agent, to nobody, or to another queue', AssignBody, ({ assignee, queue }) => ({ type: 'assign', ...definedOf({ assignee, queue }) })),
    of('reply', 'Add a public reply', ReplyBody, ({ text, from }) => ({ type: 'reply', text, from })),
    of('note', 'Add a private note', NoteBody, ({ text }) => ({ type: 'note', text })),
    of('link', 'Link a call', LinkBody, ({ call }) => ({ type: 'link', call })),
    of('unlink', 'Take the link to a call away', LinkBody, ({ call }) => ({ type: 'unlink', call })),
  ];
}

type Versioned = z.ZodType<{ readonly version?: number | undefined }>;

interface Changing<B extends Versioned> {
  readonly name: string;
  readonly summary: string;
  readonly body: B;
  readonly change: (given: z.output<B>) => TicketChange;
}

function changing<B extends Versioned>({ tickets, access, audit }: TicketRoutesParts, { name, summary, body, change }: Changing<B>): Route {
  return route({
    method: 'POST',
    path: `/api/tickets/{id}/${name}`,
    summary,
    need: 'ticket.handle',
    params: NumberParams,
    query: NoQuery,
    headers: KeyHeader,
    body,
    answers: {
      200: { description: 'The ticket afterwards', schema: TicketBody },
      409: { description: 'Somebody else changed it, or its state does not allow this; the code tells which', schema: ErrorBody },
      422: { description: 'Something is wrong; `problems` tells all of it', schema: ErrorBody },
    },
    handle: async ({ params: { id }, body: given, caller, request }) => {
      // Who may change every ticket needs no look at it before.
      if (caller.reach('ticket.handle').kind !== 'all') await handled(tickets, access, caller, id);
      const wanted = change(given);
      if (wanted.type === 'update' && typeof wanted.update.parent === 'string') await handled(tickets, access, caller, wanted.update.parent);
      const by = caller.actor.id;
      const changed = done(await tickets.change(id, wanted, { by, ...definedOf({ version: given.version }), ...keyOf(request.headers, by) }));
      if (caller.session) await audit?.record(caller.actor, 'ticket-changed', id);
      return shown(changed);
    },
  });
}
