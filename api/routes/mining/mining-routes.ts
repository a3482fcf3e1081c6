import { type Clock, Fault } from '#core';
import type { FigureSums } from '#mining';
import { HttpFault, type Route, route } from '../../http/route.ts';
import { ErrorBody, NoQuery } from '../../http/schemas.ts';
import type { ApiPorts } from '../../port.ts';
import type { Caller } from '../../who/caller.ts';
import { maskNumber } from '../../who/mask-number.ts';
import type { TeamMap } from '../../who/team-map.ts';
import { definedOf } from '../defined-of.ts';
import { CallBody, CallPath, CallsBody, CallsQuery, ClustersBody, EmergingBody, EmergingQuery, FiguresBody, FiguresQuery, IssuesBody, PeriodQuery, StateBody } from './mining-schemas.ts';
import type { MiningPort } from './port.ts';

export interface MiningRoutesParts {
  readonly mining: MiningPort;
  readonly ports: Pick<ApiPorts, 'agents'>;
  readonly teams: Pick<TeamMap, 'ofAgent' | 'ofCall'>;
  readonly clock: Clock;
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
const NEED = 'review.write';

/** Search in transcripts, and issues and pain points over all calls. Whoever reviews calls may ask, about calls of own teams. */
export const miningRoutes = (parts: MiningRoutesParts): Route[] => [calls(parts), call(parts), issues(parts), emerging(parts), clusters(parts), figures(parts), state(parts), rebuild(parts)];

const calls = (parts: MiningRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/mining/calls',
    summary: 'Ended calls by what was said in them, and the calls behind each figure of mining',
    need: NEED,
    query: CallsQuery,
    answers: { 200: { description: 'One page, newest first', schema: CallsBody }, 404: { description: 'No such cluster', schema: ErrorBody } },
    handle: async ({ query: { cluster, ...query }, caller }) => {
      const { mining, teams, clock } = parts;
      const wanted = { ...definedOf(query), ...covered(parts, caller) };
      const ids = cluster === undefined ? undefined : await mining.clusterCalls({ ...wanted, ...periodOf(query, clock.wall()) }, cluster);
      if (cluster !== undefined && !ids) throw new HttpFault(404, new Fault('api.unknown-cluster', 'There is no such cluster in this period. GET /api/mining/clusters with the same from, until, queue, agent and language lists them.'));
      const page = await mining.find({ ...wanted, ...(ids ? { ids } : {}) });
      return { ...page, calls: page.calls.map((call) => (caller.may('numbers.see', teams.ofCall(call)) ? call : { ...call, from: maskNumber(call.from) })) };
    },
  });

const call = (parts: MiningRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/mining/calls/{id}',
    summary: 'All that mining found in one ended call: terms, keyword groups, talk, silence, interruptions',
    need: NEED,
    params: CallPath,
    query: NoQuery,
    answers: { 200: { description: 'The call', schema: CallBody }, 404: { description: 'No such ended call, or not of own teams', schema: ErrorBody } },
    handle: async ({ params: { id }, caller }) => {
      const found = await parts.mining.one(id, covered(parts, caller));
      if (!found) throw new HttpFault(404, new Fault('api.unknown-call', 'There is no such ended call.'));
      return caller.may('numbers.see', parts.teams.ofCall(found)) ? found : { ...found, from: maskNumber(found.from) };
    },
  });

const issues = (parts: MiningRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/mining/issues',
    summary: 'Keyword groups: calls in which they occur, by day',
    need: NEED,
    query: PeriodQuery,
    answers: { 200: { description: 'The most frequent first', schema: IssuesBody } },
    handle: async ({ query, caller }) => {
      const period = asked(parts, query, caller);
      const [groups, [all]] = await Promise.all([parts.mining.issues(period), parts.mining.figures(period, 'all')]);
      return { from: period.from, until: period.until, calls: all?.calls ?? 0, groups };
    },
  });

const emerging = (parts: MiningRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/mining/emerging',
    summary: 'Terms that became more frequent, by log-odds with an informative Dirichlet prior',
    need: NEED,
    query: EmergingQuery,
    answers: { 200: { description: 'The surest first', schema: EmergingBody } },
    handle: async ({ query: { limit, beforeFrom, ...query }, caller }) => {
      const period = asked(parts, query, caller);
      const before = beforeFrom ?? Math.max(0, period.from - 28 * DAY_MS);
      return { from: period.from, until: period.until, beforeFrom: before, terms: await parts.mining.emerging({ ...period, beforeFrom: before }, limit) };
    },
  });

const clusters = (parts: MiningRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/mining/clusters',
    summary: 'Groups of similar calls, named by what they have in common',
    need: NEED,
    query: PeriodQuery,
    answers: { 200: { description: 'The largest first', schema: ClustersBody } },
    handle: async ({ query, caller }) => {
      const period = asked(parts, query, caller);
      const found = await parts.mining.clusters(period);
      return { from: period.from, until: period.until, of: found.of, clusters: found.clusters.map(({ id, label, calls: members }) => ({ id, label, calls: members.length })) };
    },
  });

const figures = (parts: MiningRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/mining/figures',
    summary: 'Talk, silence, interruptions and speed by queue, agent or day',
    need: NEED,
    query: FiguresQuery,
    answers: { 200: { description: 'Sums over calls in which somebody spoke', schema: FiguresBody } },
    handle: async ({ query: { by, ...query }, caller }) => {
      const period = asked(parts, query, caller);
      return { from: period.from, until: period.until, rows: (await parts.mining.figures(period, by)).map((row) => ({ ...row, ...ratiosOf(row) })) };
    },
  });

const state = ({ mining }: MiningRoutesParts): Route =>
  route({
    method: 'GET',
    path: '/api/mining/state',
    summary: 'How many calls are looked at, and the keyword groups',
    need: NEED,
    query: NoQuery,
    answers: { 200: { description: 'version: of what facts are made by', schema: StateBody } },
    handle: async () => ({ ...(await mining.state()), groups: mining.groups }),
  });

const rebuild = ({ mining }: MiningRoutesParts): Route =>
  route({
    method: 'POST',
    path: '/api/mining/rebuild',
    summary: 'Delete what mining derived and make it again from the stored words, in the background',
    need: 'settings.change',
    query: NoQuery,
    answers: { 200: { description: 'As it begins', schema: StateBody } },
    handle: async () => {
      await mining.rebuild();
      return { ...(await mining.state()), groups: mining.groups };
    },
  });

/** The agents of own teams, for those who do not see all. */
function covered({ ports, teams }: MiningRoutesParts, caller: Caller): { readonly agents?: readonly string[] } {
  const far = caller.reach(NEED);
  if (far.kind !== 'teams') return {};
  return { agents: ports.agents().map(({ id }) => id).filter((id) => teams.ofAgent(id).some((team) => far.teams.includes(team))) };
}

interface Wanted {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly queue?: string | undefined;
  readonly agent?: string | undefined;
  readonly language?: string | undefined;
}

function asked(parts: MiningRoutesParts, query: Wanted, caller: Caller) {
  return { ...definedOf(query), ...covered(parts, caller), ...periodOf(query, parts.clock.wall()) };
}

function periodOf({ from, until }: Wanted, now: number): { from: number; until: number } {
  const end = until ?? now;
  return { from: from ?? Math.max(0, end - WEEK_MS), until: end };
}

const share = (part: number, whole: number) => (whole > 0 ? Math.round((part / whole) * 10_000) / 10_000 : undefined);
const perMinute = (syllables: number, seconds: number) => (seconds > 0 ? Math.round((syllables / seconds) * 600) / 10 : undefined);

function ratiosOf({ seconds, callerSeconds, agentSeconds, silenceSeconds, callerSyllables, agentSyllables }: FigureSums) {
  return definedOf({
    agentShare: share(agentSeconds, agentSeconds + callerSeconds),
    silenceShare: share(silenceSeconds, seconds),
    agentPerMinute: perMinute(agentSyllables, agentSeconds),
    callerPerMinute: perMinute(callerSyllables, callerSeconds),
  });
}
