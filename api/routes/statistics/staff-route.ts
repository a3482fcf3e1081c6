import { type Route, route } from '../../http/route.ts';
import type { StatisticsPort } from '../../port.ts';
import { StaffingBody, StaffQuestion } from './statistics-schemas.ts';

/** How many agents a target needs. */
export const staffRoute = ({ statistics }: { readonly statistics: StatisticsPort }): Route =>
  route({
    method: 'GET',
    path: '/api/statistics/staff',
    summary: 'How many agents reach a target (Erlang C; with patience Erlang A), and what some fewer or more would change',
    need: 'floor.see',
    query: StaffQuestion,
    answers: { 200: { description: 'The answer; without "agents" where no number reaches the target', schema: StaffingBody } },
    handle: async ({ query }) => statistics.staff(query),
  });
