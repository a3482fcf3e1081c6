import type { z } from 'zod';
import type { TicketChange } from '#tickets';
import { type Route, route } from '../../../http/route.ts';
import { NoQuery } from '../../../http/schemas.ts';
import { definedOf } from '../../defined-of.ts';
import { HttpFault } from '../../../http/http-fault.ts';
import { keyOf } from '../idempotency-key.ts';
import { handled } from '../ticket-access.ts';
import type { TicketRoutesParts } from '../ticket-routes.ts';
import { KeyHeader } from '../ticket-schemas.ts';
import { BulkAnswer, BulkBody } from './list-schemas.ts';

/** 200 numbers with their versions and a long reply. */
const LARGEST_BODY = 131_072;

type Given = z.output<typeof BulkBody>['change'];

function changeOf(given: Given): TicketChange {
  if ('move' in given) return { type: 'move', to: given.move.to, ...definedOf({ reason: given.move.reason }) };
  if ('assign' in given) return { type: 'assign', ...definedOf(given.assign) };
  if ('update' in given) return { type: 'update', update: definedOf(given.update) };
  return 'note' in given ? { type: 'note', text: given.note.text } : { type: 'reply', text: given.reply.text, from: 'agent' };
}

/** One change for many tickets: each is done or refused by itself, all of them are written together. */
export const bulkRoute = ({ tickets, access, audit }: TicketRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/ticket-changes',
    summary: 'The same change for many tickets; each is done or refused by itself',
    need: 'ticket.handle',
    largestBody: LARGEST_BODY,
    query: NoQuery,
    headers: KeyHeader,
    body: BulkBody,
    answers: { 200: { description: 'Those that were changed, with their versions, and those that were not, with the reason', schema: BulkAnswer } },
    handle: async ({ body, caller, request }) => {
      const change = changeOf(body.change);
      const by = caller.actor.id;
      const { key } = keyOf(request.headers, by);
      const answers = await Promise.all(body.tickets.map(async ({ id, version }) => {
        try {
          await handled(tickets, access, caller, id);
        } catch (error) {
          if (error instanceof HttpFault) return { id, fault: error.fault };
          throw error;
        }
        const changed = await tickets.change(id, change, { by, ...definedOf({ version, key }) });
        if (!changed.ok) return { id, fault: changed.fault };
        if (caller.session) await audit?.record(caller.actor, 'ticket-changed', id);
        return { id, version: changed.value.version };
      }));
      return {
        done: answers.flatMap(({ id, version }) => (version === undefined ? [] : [{ id, version }])),
        refused: answers.flatMap(({ id, fault }) => (fault === undefined ? [] : [{ id, code: fault.code, message: fault.message, ...('problems' in fault ? { problems: fault.problems as [] } : {}) }])),
      };
    },
  });
