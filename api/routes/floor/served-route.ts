import type { ServedCall, ServedCalls } from '#contract';
import type { CallSummary } from '#store';
import { type Route, route } from '../../http/route.ts';
import type { ApiPorts, FloorPort, ServedEntry } from '../../port.ts';
import { ServedCallsBody, ServedQuery } from '../../schemas/floor.ts';
import type { Caller } from '../../who/caller.ts';
import type { TeamMap } from '../../who/team-map.ts';
import { maskedUnless } from '../call-subject.ts';

export interface ServedRouteOptions {
  readonly port: FloorPort;
  readonly store: Pick<ApiPorts['store'], 'calls'>;
  readonly teams: TeamMap;
}

interface Asked {
  readonly queue?: string | undefined;
  readonly agent?: string | undefined;
  readonly as?: 'answered' | 'abandoned' | 'offered' | undefined;
}

/** The calls that a number of today counts: the same entries the number is made of. */
export function servedRoute({ port, store, teams }: ServedRouteOptions): Route {
  return route({
    method: 'GET',
    path: '/api/floor/served',
    summary: 'The calls behind a number of today, newest first',
    need: 'floor.see',
    query: ServedQuery,
    answers: { 200: { description: 'One page, and how many there are', schema: ServedCallsBody } },
    handle: async ({ query: { cursor, limit, ...asked }, caller }) => {
      const entries = entriesOf({ port, teams }, asked, caller);
      const seen = entries.filter((entry) => caller.may('floor.see', teams.ofCall(entry)));
      const from = cursor === undefined ? 0 : seen.findIndex((entry) => keyOf(entry) === cursor) + 1;
      const page = seen.slice(from, from + limit);
      const last = page.at(-1);
      return {
        total: entries.length,
        elsewhere: entries.length - seen.length,
        calls: (await withSummaries(page, store)).map((call, i) => maskedUnless(caller, teams.ofCall(page[i] ?? {}), call)),
        ...(last && from + page.length < seen.length ? { next: keyOf(last) } : {}),
      } satisfies ServedCalls;
    },
  });
}

/** Everything the number counts, also what the asker may not look into. */
function entriesOf({ port, teams }: Pick<ServedRouteOptions, 'port' | 'teams'>, { queue, agent, as }: Asked, caller: Caller): readonly ServedEntry[] {
  const sees = (id: string) => caller.may('floor.see', { teams: teams.ofQueue(id) });
  if (agent !== undefined) return caller.may('floor.see', { agent, teams: teams.ofAgent(agent) }) ? port.served({ agent }) : [];
  const queues = (queue === undefined ? port.floor().queues.map(({ id }) => id) : [queue]).filter(sees);
  const entries = queues.flatMap((id) => port.served({ queue: id })).filter((entry) => counts(entry, as));
  return queues.length === 1 ? entries : entries.sort((a, b) => b.at - a.at);
}

function counts(entry: ServedEntry, as: Asked['as']): boolean {
  if (as === undefined) return true;
  // Who gives up within the target says nothing about the service.
  return as === 'offered' ? entry.as === 'answered' || entry.inTime === false : entry.as === as;
}

async function withSummaries(page: readonly ServedEntry[], store: ServedRouteOptions['store']): Promise<readonly ServedCall[]> {
  if (page.length === 0) return [];
  const ids = [...new Set(page.map(({ call }) => call))];
  const { calls } = await store.calls({ ids, limit: ids.length });
  const found = new Map(calls.map((call) => [call.id, call]));
  return page.map((entry) => rowOf(entry, found.get(entry.call)));
}

/** A call of this very moment may not be in the database yet. */
function rowOf({ call: id, at, queue, agent, as, waitSeconds, inTime }: ServedEntry, summary: CallSummary | undefined): ServedCall {
  const { startedAt = at, from = '', outcome = 'open', alerts = 0, talkSeconds } = summary ?? {};
  const row = { id, startedAt, from, outcome, alerts, queue: queue ?? summary?.queue, agent: agent ?? summary?.agent, as, waitSeconds, inTime, talkSeconds };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as unknown as ServedCall;
}

const keyOf = ({ call, queue = '' }: ServedEntry): string => `${queue}/${call}`;
