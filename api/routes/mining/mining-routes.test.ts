import { expect, it } from 'vitest';
import { may, reach } from '#access';
import { ManualClock, silentLog } from '#core';
import type { Person } from '#contract';
import { makeServer } from '../../http/server.ts';
import { personCaller } from '../../who/caller.ts';
import type { Gate } from '../../who/gate.ts';
import { miningRoutes } from './mining-routes.ts';
import type { MiningPort } from './port.ts';

const person = (id: string, role: Person['role'], teams: readonly string[] = []): Person => ({ id, login: id, name: id, role, teams, language: 'zh' });
const PEOPLE = [person('rita', 'reviewer'), person('lead', 'supervisor', ['north']), person('ada', 'administrator'), person('anna', 'agent')];
const DAY_MS = 86_400_000;
const NOW = 1_000 * DAY_MS;
const talk = { seconds: 100, callerSeconds: 20, agentSeconds: 60, silenceSeconds: 25, longestSilence: 10, callerInterruptions: 1, agentInterruptions: 2, callerSyllables: 80, agentSyllables: 300 };

/** The routes over a desk that tells what it was asked; `X-Who` stands for the session. */
function server() {
  const asked: unknown[] = [];
  const row = { id: 'c1', startedAt: 5, from: '13800138000', agent: 'anna', outcome: 'answered', alerts: 0, excerpts: [] };
  const mining: MiningPort = {
    groups: [],
    find: async (query) => (asked.push(query), { calls: [row] }),
    one: async (id, agents) => (asked.push(agents), id === 'c1' ? { ...row, terms: ['退款'] } : undefined),
    figures: async (filter, by) => (asked.push([by, filter]), [{ key: by, calls: 2, ...talk }]),
    issues: async () => [],
    emerging: async (period) => (asked.push(period), []),
    clusters: async () => ({ of: 3, clusters: [{ id: 'c1', label: ['退款'], calls: ['c1', 'c2'] }] }),
    clusterCalls: async (_, id) => (id === 'c1' ? ['c1', 'c2'] : undefined),
    state: async () => ({ version: 'v', mined: 1, missing: 0 }),
    rebuild: async () => void asked.push('rebuild'),
  };
  const teamsOf = (agent: string) => (agent === 'anna' ? ['north'] : []);
  const gate = {
    request: async ({ headers }: { headers: Record<string, unknown> }) => personCaller({ key: '', person: PEOPLE.find(({ id }) => id === headers['x-who']) ?? PEOPLE[3]!, csrf: '', startedAt: 0, expiresAt: 0 }, '127.0.0.1', { may, reach }),
  } as unknown as Gate;
  const teams = { ofAgent: teamsOf, ofCall: ({ agent = '' }: { agent?: string | undefined }) => ({ agent, teams: teamsOf(agent) }) };
  const clock = new ManualClock(NOW);
  const agents = () => [{ id: 'anna' }, { id: 'bo' }] as never;
  const app = makeServer({ routes: miningRoutes({ mining, ports: { agents }, teams, clock }), gate, clock, log: silentLog });
  const ask = async (who: string, url: string, method: 'GET' | 'POST' = 'GET') => {
    const answer = await app.inject({ method, url: `/api/mining/${url}`, headers: { 'x-who': who } });
    return { status: answer.statusCode, body: answer.json() as Record<string, never> };
  };
  return { ask, asked };
}

it('reviewers find calls of all agents with numbers masked, supervisors those of own teams', async () => {
  const { ask, asked } = server();
  expect((await ask('rita', 'calls?text=%E9%80%80%E6%AC%BE&speaker=caller&atFrom=3')).body).toMatchObject({ calls: [{ id: 'c1', from: '138 **** 8000' }] });
  expect((await ask('lead', 'calls?group=fault&limit=5')).body).toMatchObject({ calls: [{ from: '13800138000' }] });
  expect(asked).toEqual([{ text: '退款', speaker: 'caller', atFrom: 3, limit: 50 }, { group: 'fault', limit: 5, agents: ['anna'] }]);
});
it('a cluster opens to its calls, an unknown one is told', async () => {
  const { ask, asked } = server();
  expect((await ask('rita', 'clusters')).body).toMatchObject({ of: 3, clusters: [{ id: 'c1', label: ['退款'], calls: 2 }] });
  await ask('rita', 'calls?cluster=c1');
  expect(asked).toEqual([{ limit: 50, ids: ['c1', 'c2'] }]);
  expect(await ask('rita', 'calls?cluster=c9')).toMatchObject({ status: 404, body: { code: 'api.unknown-cluster' } });
});
it('all that was found in a call is told, of own teams only', async () => {
  const { ask, asked } = server();
  expect((await ask('rita', 'calls/c1')).body).toMatchObject({ id: 'c1', terms: ['退款'], from: '138 **** 8000' });
  expect(await ask('lead', 'calls/c9')).toMatchObject({ status: 404, body: { code: 'api.unknown-call' } });
  expect(asked).toEqual([{}, { agents: ['anna'] }]);
});
it('figures are of the last seven days unless asked otherwise, with shares and speed', async () => {
  const { ask, asked } = server();
  // 60/80 = 0.75, 25/100 = 0.25, 300 in a minute, 80 in 20 s = 240 a minute
  expect((await ask('rita', 'figures?by=agent&queue=care')).body).toMatchObject({ from: NOW - 7 * DAY_MS, until: NOW, rows: [{ key: 'agent', calls: 2, agentShare: 0.75, silenceShare: 0.25, agentPerMinute: 300, callerPerMinute: 240 }] });
  expect((await ask('rita', `emerging?from=${40 * DAY_MS}&until=${47 * DAY_MS}`)).body).toMatchObject({ beforeFrom: 12 * DAY_MS });
  expect(asked).toEqual([['agent', { queue: 'care', from: NOW - 7 * DAY_MS, until: NOW }], { from: 40 * DAY_MS, until: 47 * DAY_MS, beforeFrom: 12 * DAY_MS }]);
});
it('whoever writes reviews may look, only administrators build anew', async () => {
  const needs = miningRoutes({} as never).map(({ path, need }) => `${path.slice('/api/mining/'.length)} ${String(need)}`);
  expect(needs).toEqual(['calls review.write', 'calls/{id} review.write', 'issues review.write', 'emerging review.write', 'clusters review.write', 'figures review.write', 'state review.write', 'rebuild settings.change']);
  const { ask, asked } = server();
  expect((await ask('ada', 'rebuild', 'POST')).body).toEqual({ version: 'v', mined: 1, missing: 0, groups: [] });
  expect(asked).toEqual(['rebuild']);
});
