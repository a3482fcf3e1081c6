import { Fault } from '#core';
import type { ApiPorts } from '../port.ts';
import { HttpFault, type Route, route } from '../http/route.ts';
import { Agent, AgentList, AgentStateBody, ErrorBody, HealthBody, IdParams, NoQuery, QueueList } from '../http/schemas.ts';

/** Agents, queues and the health of the server. */
export function staffRoutes(ports: Pick<ApiPorts, 'agents' | 'setAgentState' | 'queues' | 'health'>): Route[] {
  return [agentList(ports), agentState(ports), queueList(ports), health(ports)];
}

const agentList = ({ agents }: Pick<ApiPorts, 'agents'>): Route =>
  route({
    method: 'GET',
    path: '/api/agents',
    summary: 'Agents and their states',
    query: NoQuery,
    answers: { 200: { description: 'All agents', schema: AgentList } },
    handle: async () => ({ agents: agents().map(copied) }),
  });

const agentState = ({ agents, setAgentState }: Pick<ApiPorts, 'agents' | 'setAgentState'>): Route =>
  route({
    method: 'POST',
    path: '/api/agents/{id}/state',
    summary: 'Make an agent ready or not ready; during a call it says what comes after',
    params: IdParams,
    query: NoQuery,
    body: AgentStateBody,
    answers: { 200: { description: 'The agent afterwards', schema: Agent }, 409: { description: 'Not possible now', schema: ErrorBody } },
    handle: async ({ params, body }) => {
      const find = () => agents().find((agent) => agent.id === params.id);
      const unknown = () => new HttpFault(404, new Fault('api.unknown-agent', 'There is no agent with this id. GET /api/agents lists them.'));
      if (!find()) throw unknown();
      const done = setAgentState(params.id, body.state, body.reason);
      if (!done.ok) throw new HttpFault(409, done.fault);
      const agent = find();
      if (!agent) throw unknown();
      return copied(agent);
    },
  });

const queueList = ({ queues }: Pick<ApiPorts, 'queues'>): Route =>
  route({
    method: 'GET',
    path: '/api/queues',
    summary: 'Queues and who waits',
    query: NoQuery,
    answers: { 200: { description: 'All queues', schema: QueueList } },
    handle: async () => ({ queues: [...queues()] }),
  });

const health = (ports: Pick<ApiPorts, 'health'>): Route =>
  route({
    method: 'GET',
    path: '/healthz',
    summary: 'Whether all parts work; needs no token',
    open: true,
    query: NoQuery,
    answers: { 200: { description: 'ok or degraded, with the parts', schema: HealthBody } },
    handle: () => ports.health(),
  });

const copied = (agent: ReturnType<ApiPorts['agents']>[number]) => ({ ...agent, queues: [...agent.queues], skills: { ...agent.skills } });
