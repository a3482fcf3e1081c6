import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { type Route, route } from '../../http/route.ts';
import type { AccessPort, ApiPorts, StatisticsPort } from '../../port.ts';
import type { Caller } from '../../who/caller.ts';
import type { TeamMap } from '../../who/team-map.ts';
import { table } from '../table.ts';
import { countedRoute } from './counted-route.ts';
import { ownIn } from './own-in.ts';
import { staffRoute } from './staff-route.ts';
import { AgentStatisticsBody, QueueStatisticsBody, StatisticsQuery } from './statistics-schemas.ts';

export interface StatisticsRoutesOptions {
  readonly statistics: StatisticsPort;
  readonly teams: TeamMap;
  readonly store: Pick<ApiPorts['store'], 'calls'>;
  readonly audit?: AccessPort['audit'] | undefined;
}

type Asked = z.output<typeof StatisticsQuery>;

/** Figures of queues and agents of own teams, by intervals. */
export const statisticsRoutes = (options: StatisticsRoutesOptions): Route[] => [queues(options), agents(options), countedRoute(options), staffRoute(options)];

const queues = ({ statistics, teams, audit }: StatisticsRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/api/statistics/queues',
    summary: 'Offered, answered, abandoned, both service levels, ASA and handling times by queue and interval',
    need: 'floor.see',
    query: StatisticsQuery,
    answers: { 200: { description: 'Rows of intervals in which something began, and their sum', schema: QueueStatisticsBody, content: ['application/json', 'text/csv'] } },
    handle: async ({ query, caller, reply }) => {
      const found = await statistics.queues({ ...query, only: ownIn('queues', query, { caller, teams }) });
      if (query.format === 'json') return found;
      return sent(reply, caller, { query, audit, name: 'queues', rows: found.queues.flatMap(({ queue, rows }) => rows.map((row) => ({ queue, ...row }))) });
    },
  });

const agents = ({ statistics, teams, audit }: StatisticsRoutesOptions): Route =>
  route({
    method: 'GET',
    path: '/api/statistics/agents',
    summary: 'Time in states, conversations, occupancy and adherence by agent and interval',
    need: 'floor.see',
    query: StatisticsQuery,
    answers: { 200: { description: 'Rows of intervals with time signed in', schema: AgentStatisticsBody, content: ['application/json', 'text/csv'] } },
    handle: async ({ query, caller, reply }) => {
      const found = await statistics.agents({ ...query, only: ownIn('agents', query, { caller, teams }) });
      if (query.format === 'json') return found;
      const rows = found.agents.flatMap(({ agent, rows: all }) => all.map(({ reasons: _, ...row }) => ({ agent, ...row })));
      return sent(reply, caller, { query, audit, name: 'agents', rows });
    },
  });

interface Table {
  readonly query: Asked;
  readonly audit: AccessPort['audit'] | undefined;
  readonly name: string;
  readonly rows: readonly object[];
}

async function sent(reply: FastifyReply, caller: Caller, { query: { from, until }, audit, name, rows }: Table): Promise<FastifyReply> {
  await audit?.record(caller.actor, 'statistics-exported', `${name} ${new Date(from).toISOString()} ${new Date(until).toISOString()}`);
  return reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${name}.csv"`).send(table(rows));
}
