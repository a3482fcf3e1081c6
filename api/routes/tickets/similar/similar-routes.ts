import { z } from 'zod';
import type { SimilarTicket } from '#tickets';
import { type Route, route } from '../../../http/route.ts';
import { NoQuery } from '../../../http/schemas.ts';
import { epoch, language, name, share } from '../../../schemas/fields.ts';
import { definedOf } from '../../defined-of.ts';
import { done, handled, maySee } from '../ticket-access.ts';
import type { TicketRoutesParts } from '../ticket-routes.ts';
import { NumberParams, Requester } from '../ticket-schemas.ts';

const text = (most: number) => z.string().max(most).refine((given) => !given.includes('\u0000') && given.isWellFormed(), 'must be text without U+0000 and halves of characters');
const limit = z.coerce.number().int().min(1).max(50).default(10);
const Similar = z.object({
  similar: z.array(z.object({
    score: share,
    text: share.describe('Of the words alone.'),
    sameCustomer: z.boolean(),
    sameProduct: z.boolean(),
    duplicate: z.boolean().describe('So like that a person should look whether they are the same.'),
    ticket: z.object({
      id: z.string(), subject: z.string(), state: z.string(), priority: z.string(), queue: z.string(), assignee: z.string().optional(), createdAt: epoch, language,
      requester: z.object({ number: z.string().optional(), name: z.string().optional(), customer: z.string().optional() }),
    }),
  })),
});
const Draft = z.strictObject({ subject: text(1_000), text: text(20_000).default(''), requester: Requester.default({}), product: name.optional(), limit: z.number().int().min(1).max(50).default(10) });

/** Tickets that say the same, for a person to decide. */
export const similarRoutes = (parts: TicketRoutesParts): Route[] => [ofTicket(parts), ofDraft(parts)];

const ofTicket = ({ tickets, access }: TicketRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/tickets/{id}/similar',
    summary: 'Tickets that say the same, are by the same customer or about the same product, most similar first',
    need: 'ticket.handle',
    params: NumberParams,
    query: z.strictObject({ limit }),
    answers: { 200: { description: 'Only tickets that the asker may handle; none that was merged', schema: Similar } },
    handle: async ({ params: { id }, query, caller }) => {
      await handled(tickets, access, caller, id);
      return shown(done(await tickets.similar.of(id, query.limit, (ticket) => maySee(caller, ticket, access))));
    },
  });

const ofDraft = ({ tickets, access }: TicketRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/tickets/similar',
    summary: 'The same for a ticket that is being written',
    need: 'ticket.handle',
    query: NoQuery,
    body: Draft,
    answers: { 200: { description: 'Only tickets that the asker may handle', schema: Similar } },
    handle: async ({ body: { limit: most, product, ...draft }, caller }) =>
      shown(done(await tickets.similar.to({ ...draft, requester: definedOf(draft.requester), ...(product === undefined ? {} : { product }) }, most, (ticket) => maySee(caller, ticket, access)))),
  });

const shown = (found: readonly SimilarTicket[]) => ({
  similar: found.map(({ ticket: { id, subject, state, priority, queue, assignee, createdAt, language: spoken, requester }, ...likeness }) => ({
    ...likeness,
    ticket: { id, subject, state, priority, queue, ...(assignee === undefined ? {} : { assignee }), createdAt, language: spoken, requester },
  })),
});
