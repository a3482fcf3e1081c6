import { z } from 'zod';
import { Fault } from '#core';
import { HttpFault, type Route, route } from '../../../http/route.ts';
import { ErrorBody, NoQuery } from '../../../http/schemas.ts';
import type { Caller } from '../../../who/caller.ts';
import { done, handled, shown } from '../ticket-access.ts';
import type { TicketRoutesParts } from '../ticket-routes.ts';
import { NumberParams, TicketBody } from '../ticket-schemas.ts';
import type { TicketPushPort } from './port.ts';

const DeclinedBody = z.object({ declined: z.literal(true) });
const NOT_OFFERED = { description: 'It is not offered to the asker (any more), or somebody has it', schema: ErrorBody };

/** Answers to offers of tickets; the desk (`GET /api/desk`, topic `desk`) tells of them in `tickets.offer`. */
export function pushRoutes({ tickets, access }: TicketRoutesParts, push: TicketPushPort): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/tickets/{id}/accept',
      summary: 'Take the ticket that is offered at the desk',
      need: 'ticket.handle',
      params: NumberParams,
      query: NoQuery,
      answers: { 200: { description: 'The ticket, with the asker as assignee', schema: TicketBody }, 409: NOT_OFFERED },
      handle: async ({ params: { id }, caller }) => {
        const agent = agentOf(caller);
        await handled(tickets, access, caller, id);
        return shown(done(await push.accept(agent, id, caller.actor.id)));
      },
    }),
    route({
      method: 'POST',
      path: '/api/tickets/{id}/decline',
      summary: 'Decline the ticket that is offered at the desk; it goes to the next agent',
      need: 'ticket.handle',
      params: NumberParams,
      query: NoQuery,
      answers: { 200: { description: 'It is offered elsewhere or waits', schema: DeclinedBody }, 409: NOT_OFFERED },
      handle: async ({ params: { id }, caller }) => {
        done(push.decline(agentOf(caller), id));
        return { declined: true as const };
      },
    }),
  ];
}

function agentOf({ person }: Caller): string {
  if (person?.agent === undefined) throw new HttpFault(403, new Fault('api.no-agent', 'Only people who are agents have a desk. An administrator can make this account an agent.'));
  return person.agent;
}
