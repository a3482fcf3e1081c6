import type { z } from 'zod';
import type { Result } from '#core';
import type { GivenBy, IncidentResult } from '#tickets';
import { type Route, route } from '../../../http/route.ts';
import { ErrorBody, NoQuery } from '../../../http/schemas.ts';
import type { Caller } from '../../../who/caller.ts';
import { definedOf } from '../../defined-of.ts';
import { keyOf } from '../idempotency-key.ts';
import { done, handled, shown } from '../ticket-access.ts';
import type { TicketRoutesParts } from '../ticket-routes.ts';
import { KeyHeader, NumberParams } from '../ticket-schemas.ts';
import { AnswerAllBody, FamilyBody, IncidentBody, ResolveAllBody } from './merging-schemas.ts';

/** Many tickets under one cause, their parent. */
export function incidentRoutes(parts: TicketRoutesParts): Route[] {
  const { tickets: { incidents }, tickets, access } = parts;
  const family = (caller: Caller, all: readonly string[]) => Promise.all(all.map((id) => handled(tickets, access, caller, id)));
  return [
    order(parts, 'attach', 'Put tickets under this one as their common cause', FamilyBody, async (id, body, caller, given) => {
      await family(caller, body.tickets);
      return incidents.attach(id, body.tickets, given);
    }),
    order(parts, 'detach', 'Take tickets from under this one', FamilyBody, async (id, body, caller, given) => {
      await family(caller, body.tickets);
      return incidents.detach(id, body.tickets, given);
    }),
    order(parts, 'answer', 'Answer all open tickets under this one at once, each with its own words in the placeholders', AnswerAllBody, (id, { text }, _, given) => incidents.answer(id, text, given)),
    order(parts, 'resolve', 'Solve this ticket and all open ones under it at once, answering each first where a text is given', ResolveAllBody, (id, body, _, given) => incidents.resolve(id, definedOf(body), given)),
  ];
}

type Carry<B extends z.ZodType> = (id: string, body: z.output<B>, caller: Caller, given: GivenBy) => Promise<Result<IncidentResult>>;

function order<B extends z.ZodType>({ tickets, access, audit }: TicketRoutesParts, name: string, summary: string, body: B, carry: Carry<B>): Route {
  return route({
    method: 'POST',
    path: `/api/tickets/{id}/incident/${name}`,
    summary,
    need: 'ticket.handle',
    params: NumberParams,
    query: NoQuery,
    headers: KeyHeader,
    body,
    answers: { 200: { description: 'How many it was done to, and who refused; with the same Idempotency-Key again the rest is done, nobody is answered twice', schema: IncidentBody }, 422: { description: 'Something is wrong; `problems` tells all of it', schema: ErrorBody } },
    handle: async ({ params: { id }, body: given, caller, request }) => {
      await handled(tickets, access, caller, id);
      const by = caller.actor.id;
      const { incident, done: count, refused } = done(await carry(id, given, caller, { by, ...keyOf(request.headers, by) }));
      if (caller.session) await audit?.record(caller.actor, 'ticket-changed', id);
      return { incident: shown(incident), done: count, refused };
    },
  });
}
