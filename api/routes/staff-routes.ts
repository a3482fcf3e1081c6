import { Fault } from '#core';
import type { AccessPort, AgentRow, ApiPorts } from '../port.ts';
import { HttpFault, type Route, route } from '../http/route.ts';
import { Agent, AgentList, AgentStateBody, ErrorBody, HealthBody, IdParams, NoQuery, QueueList } from '../http/schemas.ts';
import { forbidden } from '../who/gate.ts';
import type { TeamMap } from '../who/team-map.ts';

export interface StaffRoutesOptions {
  readonly ports: Pick<ApiPorts, 'agents' | 'setAgentState' | 'queues' | 'health'>;
  readonly teams: TeamMap;
  readonly audit?: AccessPort['audit'] | undefined;
}

/** Agents, queues and the health of the server. */
export function staffRoutes(options: StaffRoutesOptions): Route[] {
  return [agentList(options), agentState(options), queueList(options), health(options)];
}

const agentList = ({ ports: { agents }, teams }: StaffRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/api/agents',
    summary: 'Agents and their states',
    need: 'presence.see',
    query: NoQuery,
    answers: { 200: { description: 'All agents of own teams', schema: AgentList } },
    handle: async ({ caller }) => ({
      agents: agents()
        .filter(({ id }) => caller.may('presence.see', { agent: id, teams: teams.ofAgent(id) }))
        .map(copied),
    }),
  });

const agentState = ({ ports: { agents, setAgentState }, teams, audit }: StaffRoutesOptions): Route =>
  route({
    method: 'POST',
    path: '/api/agents/{id}/state',
    summary: 'Make an agent ready or not ready; during a call it says what comes after',
    need: 'agent.force',
    params: IdParams,
    query: NoQuery,
    body: AgentStateBody,
    answers: { 200: { description: 'The agent afterwards', schema: Agent }, 409: { description: 'Not possible now', schema: ErrorBody } },
    handle: async ({ params: { id }, body, caller }) => {
      const find = () => agents().find((agent) => agent.id === id);
      const unknown = () => new HttpFault(404, new Fault('api.unknown-agent', 'There is no agent with this id. GET /api/agents lists them.'));
      if (!find()) throw unknown();
      if (!caller.may('agent.force', { agent: id, teams: teams.ofAgent(id) })) throw forbidden();
      const done = setAgentState(id, body.state, body.reason);
      if (!done.ok) throw new HttpFault(409, done.fault);
      await audit?.record(caller.actor, 'agent-forced', id);
      const agent = find();
      if (!agent) throw unknown();
      return copied(agent);
    },
  });

const queueList = ({ ports: { queues }, teams }: StaffRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/api/queues',
    summary: 'Queues and who waits',
    need: 'presence.see',
    query: NoQuery,
    answers: { 200: { description: 'Queues that own teams serve', schema: QueueList } },
    handle: async ({ caller }) => ({ queues: queues().filter(({ id }) => caller.may('presence.see', { teams: teams.ofQueue(id) })) }),
  });

const health = ({ ports }: StaffRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/healthz',
    summary: 'Whether all parts work; open to everybody',
    need: 'anybody',
    query: NoQuery,
    answers: { 200: { description: 'ok or degraded, with the parts', schema: HealthBody } },
    handle: () => ports.health(),
  });

const copied = (agent: AgentRow) => ({ ...agent, queues: [...agent.queues], skills: { ...agent.skills } });
