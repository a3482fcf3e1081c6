import { Fault } from '#core';
import { Audience } from '../../floor/audience.ts';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { NoQuery } from '../../http/schemas.ts';
import type { AccessPort, ApiPorts, FloorPort } from '../../port.ts';
import { AcknowledgeBody, FloorBody } from '../../schemas/floor.ts';
import { Done } from '../../schemas/people.ts';
import { servedRoute } from './served-route.ts';
import { forbidden } from '../../who/gate.ts';
import type { TeamMap } from '../../who/team-map.ts';

/** The floor of own teams, and its alerts. */
export function floorRoutes(port: FloorPort, { teams, audit, store }: { teams: TeamMap; audit: AccessPort['audit'] | undefined; store: Pick<ApiPorts['store'], 'calls'> }): Route[] {
  return [floor(port, teams), servedRoute({ port, teams, store }), acknowledge(port, teams, audit)];
}

const floor = (port: FloorPort, teams: TeamMap): Route =>
  route({
    method: 'GET',
    path: '/api/floor',
    summary: 'Queues, agents, calls and alerts of own teams',
    need: 'floor.see',
    query: NoQuery,
    answers: { 200: { description: 'The floor now', schema: FloorBody } },
    handle: async ({ caller }) => new Audience(caller, teams).floor(port.floor()),
  });

const acknowledge = (port: FloorPort, teams: TeamMap, audit: AccessPort['audit'] | undefined): Route =>
  route({
    method: 'POST',
    path: '/api/alerts/acknowledge',
    summary: 'Mark an alert as seen',
    need: 'alert.acknowledge',
    query: NoQuery,
    body: AcknowledgeBody,
    answers: { 200: { description: 'Marked', schema: Done } },
    handle: async ({ body, caller }) => {
      const { alerts, calls } = port.floor();
      const alert = alerts.find(({ id }) => id === body.id);
      const call = calls.find(({ id }) => id === alert?.callId);
      if (alert && !caller.may('alert.acknowledge', teams.ofCall({ agent: alert.agent ?? call?.agent, queue: call?.queue }))) throw forbidden();
      if (!alert || !port.acknowledge(body.id, caller.actor.id, caller.person?.name)) throw new HttpFault(404, new Fault('api.unknown-alert', 'There is no such alert on the floor. GET /api/floor lists them.'));
      await audit?.record(caller.actor, 'alert-acknowledged', body.id);
      return { done: true as const };
    },
  });
