import type { z } from 'zod';
import type { TicketChange, TicketFile } from '#tickets';
import { type Route, route } from '../../http/route.ts';
import { ErrorBody, NoQuery } from '../../http/schemas.ts';
import { definedOf } from '../defined-of.ts';
import { namedFiles } from './files/file-routes.ts';
import { keyOf } from './idempotency-key.ts';
import { done, handled, shown } from './ticket-access.ts';
import type { TicketRoutesParts } from './ticket-routes.ts';
import { AssignBody, KeyHeader, LinkBody, MoveTicketBody, NoteBody, NumberParams, ReplyBody, TicketBody, UpdateBody } from './ticket-schemas.ts';

/** Everything that changes a ticket, one route for each kind. */
export function changeRoutes(parts: TicketRoutesParts): Route[] {
  const of = <B extends Versioned>(name: string, summary: string, body: B, change: Changing<B>['change']) => changing(parts, { name, summary, body, change });
  return [
    of('update', 'Change what a ticket says: subject, text, fields, priority, tags, watchers, parent', UpdateBody, ({ version: _, ...update }) => ({ type: 'update', update: definedOf(update) })),
    of('move', 'Give a ticket another state', MoveTicketBody, ({ to, reason }) => ({ type: 'move', to, ...definedOf({ reason }) })),
    of('assign', 'Give a ticket to an agent, to nobody, or to another queue', AssignBody, ({ assignee, queue }) => ({ type: 'assign', ...definedOf({ assignee, queue }) })),
    of('reply', 'Add a public reply', ReplyBody, ({ text, from, files }, own) => ({ type: 'reply', text, from, ...namedFiles(files, own) })),
    of('note', 'Add a private note', NoteBody, ({ text, files }, own) => ({ type: 'note', text, ...namedFiles(files, own) })),
    of('link', 'Link a call', LinkBody, ({ call }) => ({ type: 'link', call })),
    of('unlink', 'Take the link to a call away', LinkBody, ({ call }) => ({ type: 'unlink', call })),
  ];
}

type Versioned = z.ZodType<{ readonly version?: number | undefined; readonly files?: readonly string[] | undefined }>;

interface Changing<B extends Versioned> {
  readonly name: string;
  readonly summary: string;
  readonly body: B;
  /** `own`: the files of the ticket, where the request names some. */
  readonly change: (given: z.output<B>, own: readonly TicketFile[]) => TicketChange;
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
      const names = given.files !== undefined && given.files.length > 0;
      const before = names || caller.reach('ticket.handle').kind !== 'all' ? await handled(tickets, access, caller, id) : undefined;
      const wanted = change(given, before?.files ?? []);
      if (wanted.type === 'update' && typeof wanted.update.parent === 'string') await handled(tickets, access, caller, wanted.update.parent);
      const by = caller.actor.id;
      const changed = done(await tickets.change(id, wanted, { by, ...definedOf({ version: given.version }), ...keyOf(request.headers, by) }));
      if (caller.session) await audit?.record(caller.actor, 'ticket-changed', id);
      return shown(changed);
    },
  });
}
