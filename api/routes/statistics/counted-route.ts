import type { CountedCall, CountedCalls } from '#contract';
import { type Route, route } from '../../http/route.ts';
import type { ApiPorts, CountedEntry, StatisticsPort } from '../../port.ts';
import type { TeamMap } from '../../who/team-map.ts';
import { maskedUnless } from '../call-subject.ts';
import { ownIn } from './own-in.ts';
import { CountedCallsBody, CountedQuery } from './statistics-schemas.ts';

export interface CountedRouteOptions {
  readonly statistics: StatisticsPort;
  readonly teams: TeamMap;
  readonly store: Pick<ApiPorts['store'], 'calls'>;
}

/** The calls behind a figure of the statistics, counted by the same rules. */
export const countedRoute = ({ statistics, teams, store }: CountedRouteOptions): Route =>
  route({
    method: 'GET',
    path: '/api/statistics/calls',
    summary: 'Exactly the calls that a figure of the statistics counts, newest first',
    need: 'floor.see',
    query: CountedQuery,
    answers: { 200: { description: 'One page, and how many there are', schema: CountedCallsBody } },
    handle: async ({ query: { cursor, limit, as, of, from, until, id, team }, caller }) => {
      const entries = await statistics.calls({ as, of, from, until, only: ownIn(of, { id, team }, { caller, teams }) });
      const seen = entries.filter((entry) => caller.may('floor.see', teams.ofCall(entry)));
      const begin = cursor === undefined ? 0 : seen.findIndex((entry) => keyOf(entry) === cursor) + 1;
      const page = seen.slice(begin, begin + limit);
      const last = page.at(-1);
      const calls = await withNumbers(page, store);
      return {
        total: entries.length,
        elsewhere: entries.length - seen.length,
        calls: calls.map((call, i) => maskedUnless(caller, teams.ofCall(page[i] ?? {}), call)),
        ...(last && begin + page.length < seen.length ? { next: keyOf(last) } : {}),
      } satisfies CountedCalls;
    },
  });

async function withNumbers(page: readonly CountedEntry[], store: CountedRouteOptions['store']): Promise<readonly CountedCall[]> {
  const ids = [...new Set(page.map(({ call }) => call))];
  const { calls } = ids.length === 0 ? { calls: [] } : await store.calls({ ids, limit: ids.length });
  const numbers = new Map(calls.map(({ id, from }) => [id, from]));
  return page.map(({ call, ...told }) => ({ id: call, from: numbers.get(call) ?? '', ...told }));
}

/** One call may be counted several times: in several queues, for several agents. */
const keyOf = ({ call, queue = '', agent = '', at }: CountedEntry): string => `${at}/${queue}/${agent}/${call}`;
