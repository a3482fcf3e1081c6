import { type AgentId, Fault } from '#core';
import type { Desk, DeskOrders } from '#contract';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { ErrorBody, NoQuery } from '../../http/schemas.ts';
import type { DeskPort } from '../../port.ts';
import { DeskBody, DeskChoicesBody, EarlierContactsBody, ORDERS, TransferTargetsBody } from '../../schemas/desk.ts';
import type { Caller } from '../../who/caller.ts';
import { maskedDesk } from '../../who/masked-desk.ts';
import type { TeamMap } from '../../who/team-map.ts';

/** An agent's desktop: always the caller's own. */
export function deskRoutes(port: DeskPort, teams: TeamMap): Route[] {
  return [desk(port), choices(port), targets(port, teams), earlier(port), ...Object.keys(ORDERS).map((kind) => order(port, kind as keyof DeskOrders))];
}

const desk = (port: DeskPort): Route =>
  route({
    method: 'GET',
    path: '/api/desk',
    summary: 'Own desktop: state, offer, call, wrap-up, figures of today',
    need: 'desk.own',
    query: NoQuery,
    answers: { 200: { description: 'The desktop', schema: DeskBody } },
    handle: async ({ caller }) => deskNow(port, caller),
  });

const choices = (port: DeskPort): Route =>
  route({
    method: 'GET',
    path: '/api/desk/choices',
    summary: 'Reasons for not being ready, dispositions',
    // Not only agents: who forces a state names a reason of the same list.
    need: 'presence.see',
    query: NoQuery,
    answers: { 200: { description: 'What may be chosen', schema: DeskChoicesBody } },
    handle: async () => port.choices(),
  });

const targets = (port: DeskPort, teams: TeamMap): Route =>
  route({
    method: 'GET',
    path: '/api/desk/targets',
    summary: 'To whom a call may be transferred, with presence',
    need: 'desk.own',
    query: NoQuery,
    answers: { 200: { description: 'Colleagues and queues', schema: TransferTargetsBody } },
    handle: async ({ caller }) => {
      const { agents, queues } = port.targets(agentOf(caller));
      return { agents: agents.filter(({ id }) => caller.may('presence.see', { agent: id, teams: teams.ofAgent(id) })), queues };
    },
  });

const earlier = (port: DeskPort): Route =>
  route({
    method: 'GET',
    path: '/api/desk/earlier',
    summary: "The present customer's last contacts",
    need: 'desk.own',
    query: NoQuery,
    answers: { 200: { description: 'Newest first, at most ten', schema: EarlierContactsBody } },
    handle: async ({ caller }) => port.earlier(agentOf(caller)),
  });

function order<K extends keyof DeskOrders>(port: DeskPort, kind: K): Route {
  return route({
    method: 'POST',
    path: `/api/desk/${kind}`,
    summary: `Order about own state or call: ${kind}`,
    need: 'desk.own',
    query: NoQuery,
    body: ORDERS[kind],
    answers: { 200: { description: 'The desktop afterwards', schema: DeskBody }, 409: { description: 'Not possible now; the message says why', schema: ErrorBody } },
    handle: async ({ body, caller }) => {
      const agent = agentOf(caller);
      const done = await port.order(agent, kind, body as DeskOrders[K]);
      if (!done.ok) throw new HttpFault(409, done.fault);
      return deskNow(port, caller);
    },
  });
}

/** People with a desk have an agent; the API token has none. */
function agentOf({ person }: Caller): AgentId {
  if (person?.agent !== undefined) return person.agent;
  throw new HttpFault(403, new Fault('api.no-agent', 'Only people who are agents have a desk. An administrator can make this account an agent.'));
}

function deskNow(port: DeskPort, caller: Caller): Desk {
  const agent = agentOf(caller);
  const found = port.desk(agent);
  if (!found) throw new HttpFault(404, new Fault('api.unknown-agent', 'There is no agent with this id. GET /api/agents lists them.'));
  return caller.may('numbers.see', { agent }) ? found : maskedDesk(found);
}
