import { z } from 'zod';
import { Fault } from '#core';
import type { Ticket, TicketClock } from '#tickets';
import { HttpFault, type Route, route } from '../../../http/route.ts';
import { ErrorBody, NoQuery } from '../../../http/schemas.ts';
import { name } from '../../../schemas/fields.ts';
import { definedOf } from '../../defined-of.ts';
import { done, handled, shown } from '../ticket-access.ts';
import type { TicketRoutesParts } from '../ticket-routes.ts';
import { NumberParams, TicketBody } from '../ticket-schemas.ts';
import { BoardBody, BoardQuery, ClocksBody, DryRunBody, DryRunResult, LineBody, MacrosBody, RulesBody } from './clock-schemas.ts';
import type { TicketWorkPort } from './port.ts';

/** Clocks, the breach board, rules, macros, and the line of tickets that nobody has. */
export function clockRoutes(parts: TicketRoutesParts, work: TicketWorkPort): Route[] {
  return [clocks(parts, work), board(parts, work), line(parts, work), take(parts), giveBack(parts), macros(parts, work), rules(work), tryRules(parts, work)];
}

const clocks = ({ tickets, access, clock }: TicketRoutesParts, work: TicketWorkPort): Route =>
  route({
    method: 'GET',
    path: '/api/tickets/{id}/clocks',
    summary: 'How fast a ticket is to be answered and resolved, and how much of that is over',
    need: 'ticket.handle',
    params: NumberParams,
    query: NoQuery,
    answers: { 200: { description: 'Its clocks, the oldest first', schema: ClocksBody } },
    handle: async ({ params: { id }, caller }) => {
      const ticket = await handled(tickets, access, caller, id);
      return { now: clock.wall(), clocks: (ticket.clocks ?? []).map((one) => clockRow(one, work)) };
    },
  });

const clockRow = (clock: TicketClock, work: TicketWorkPort) => {
  const { kind, n, policy, targetMs, startedAt, warnAt, dueAt, warnedAt, breachedAt, metAt } = clock;
  return { kind, n, state: work.stateOf(clock), policy, targetSeconds: targetMs / 1000, startedAt, ...definedOf({ warnAt, dueAt, warnedAt, breachedAt, metAt }) };
};

const board = ({ access, clock }: TicketRoutesParts, work: TicketWorkPort): Route =>
  route({
    method: 'GET',
    path: '/api/ticket-board',
    summary: 'Tickets that are late or soon will be, the first first',
    need: 'ticket.handle',
    query: BoardQuery,
    answers: { 200: { description: 'Those of queues the asker serves or watches over', schema: BoardBody } },
    handle: async ({ query: { withinMinutes, queue, limit }, caller }) => {
      const now = clock.wall();
      const found = await work.dueBefore(now + withinMinutes * 60_000, access.queues(caller, 'ticket.handle', queue), limit);
      return { now, rows: found.flatMap((ticket) => boardRow(ticket, work)) };
    },
  });

function boardRow(ticket: Ticket, work: TicketWorkPort) {
  const { id, subject, queue, state, priority, assignee, dueAt, clocks: all = [] } = ticket;
  const clock = all.find((one) => one.metAt === undefined && (one.breachedAt ?? one.dueAt) === dueAt);
  return dueAt === undefined || !clock ? [] : [{ id, subject, queue, state, priority, dueAt, clock: clock.kind, clockState: work.stateOf(clock), ...definedOf({ assignee }) }];
}

const line = ({ access }: TicketRoutesParts, work: TicketWorkPort): Route =>
  route({
    method: 'GET',
    path: '/api/ticket-line',
    summary: 'Tickets of a queue that nobody has: whose clock runs out first, then the oldest',
    need: 'ticket.handle',
    query: z.strictObject({ queue: name, limit: z.coerce.number().int().min(1).max(200).default(50) }),
    answers: { 200: { description: 'In the order in which they are to be taken', schema: LineBody } },
    handle: async ({ query: { queue, limit }, caller }) => {
      if (!access.may(caller, 'ticket.handle', queue)) throw new HttpFault(403, new Fault('api.forbidden', 'This queue is not yours.'));
      return { tickets: (await work.unassigned(queue, limit)).map(shown) };
    },
  });

const take = ({ tickets, access }: TicketRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/tickets/{id}/take',
    summary: 'Take a ticket that nobody has; of two who try one has it',
    need: 'ticket.handle',
    params: NumberParams,
    query: NoQuery,
    answers: { 200: { description: 'The ticket, with the asker as assignee', schema: TicketBody }, 409: { description: 'Somebody has it', schema: ErrorBody } },
    handle: async ({ params: { id }, caller }) => {
      const agent = caller.person?.agent;
      if (agent === undefined) throw new HttpFault(403, new Fault('api.no-agent', 'Only people who are agents have a desk. An administrator can make this account an agent.'));
      const { assignee, version } = await handled(tickets, access, caller, id);
      if (assignee !== undefined && assignee !== agent) throw new HttpFault(409, new Fault('tickets.taken', `Agent ${assignee} has this ticket already.`));
      return shown(done(await tickets.change(id, { type: 'assign', assignee: agent }, { by: caller.actor.id, version })));
    },
  });

const giveBack = ({ tickets, access }: TicketRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/tickets/{id}/give-back',
    summary: 'Give a ticket back to its queue',
    need: 'ticket.handle',
    params: NumberParams,
    query: NoQuery,
    answers: { 200: { description: 'The ticket, without an assignee', schema: TicketBody } },
    handle: async ({ params: { id }, caller }) => {
      await handled(tickets, access, caller, id);
      return shown(done(await tickets.change(id, { type: 'assign', assignee: null }, { by: caller.actor.id })));
    },
  });

const macros = ({ tickets, access }: TicketRoutesParts, work: TicketWorkPort): Route =>
  route({
    method: 'GET',
    path: '/api/ticket-macros',
    summary: 'Words that are written often; names in braces are filled in',
    need: 'ticket.handle',
    query: z.strictObject({ ticket: z.string().max(40).optional().describe('Filled in for this ticket, `{agent}` with who asks.') }),
    answers: { 200: { description: 'In both languages', schema: MacrosBody } },
    handle: async ({ query: { ticket: id }, caller }) => {
      const ticket = id === undefined ? undefined : await handled(tickets, access, caller, id);
      const all = ticket ? work.filledMacros(ticket, caller.person?.name) : work.rules().macros;
      return { macros: all.map(({ id: macro, zh, en, text }) => ({ id: macro, zh, en, textZh: text.zh, textEn: text.en })) };
    },
  });

const rules = (work: TicketWorkPort): Route =>
  route({
    method: 'GET',
    path: '/api/ticket-rules',
    summary: 'What happens to tickets by itself, in its order',
    need: 'ticket.handle',
    query: NoQuery,
    answers: { 200: { description: 'Rules in force, with their versions', schema: RulesBody } },
    handle: async () => ({ rules: work.rules().rules.map(({ when, actions, on, ...rest }) => ({ ...rest, on, when: { ...when }, actions: actions.map((action) => ({ ...action })) })) }),
  });

const tryRules = ({ tickets, access }: TicketRoutesParts, work: TicketWorkPort): Route =>
  route({
    method: 'POST',
    path: '/api/ticket-rules/test',
    summary: 'Dry run: what rules would do with a new ticket, or with a change of one that is there; nothing is kept',
    need: 'ticket.handle',
    query: NoQuery,
    body: DryRunBody,
    answers: { 200: { description: 'All that would happen; events of type `rule` name the rules that fired', schema: DryRunResult } },
    handle: async ({ body, caller }) => {
      const by = caller.actor.id;
      const { wish, ticket: id, change } = body;
      if (wish) return told(work.dryRun({ wish: definedOf(wish) }));
      if (id === undefined || !change) throw new HttpFault(422, new Fault('tickets.invalid', 'Give `wish` for a new ticket, or `ticket` and `change`.'));
      return told(work.dryRun({ ticket: await handled(tickets, access, caller, id), change, by }));
    },
  });

function told(run: ReturnType<TicketWorkPort['dryRun']>) {
  return 'refused' in run ? { refused: run.refused } : { ticket: shown(run.ticket), events: run.events.map((event) => ({ ...event })) };
}
