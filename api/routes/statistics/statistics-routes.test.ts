import { expect, test } from 'vitest';
import { ManualClock, silentLog } from '#core';
import type { QueueStatisticsRow } from '#contract';
import { makeServer } from '../../http/server.ts';
import type { AskedStatistics, StatisticsPort } from '../../port.ts';
import { tokenCaller } from '../../who/caller.ts';
import type { Gate } from '../../who/gate.ts';
import type { TeamMap } from '../../who/team-map.ts';
import { statisticsRoutes } from './statistics-routes.ts';

const row: QueueStatisticsRow = {
  begin: Date.parse('2026-11-23T09:00:00Z'), offered: 4, answered: 3, answeredInTime: 2, abandoned: 1, abandonedInTime: 0, abandonedShort: 0,
  overflowed: 0, left: 0, lost: 0, waiting: 0, talks: 3, transferred: 0, longestWaitSeconds: 61, serviceLevel: 0.5,
};

const ENTRIES = [3, 2, 1].map((at) => ({ call: `c${at}`, at, queue: 'sales', end: 'answered', waitSeconds: at }));

async function asked(url: string) {
  const questions: AskedStatistics[] = [];
  const audited: string[] = [];
  const statistics: StatisticsPort = {
    async queues(question) {
      questions.push(question);
      return { queues: [{ queue: 'sales', name: '=Sales', targetSeconds: 20, rows: [row], total: row }] };
    },
    agents: async () => ({ agents: [] }),
    async calls({ only, ...question }) {
      questions.push({ ...question, interval: 'day', only });
      return ENTRIES;
    },
    staff: ({ callsPerHour }) => ({ agents: 3, load: callsPerHour, rows: [] }),
  };
  const store = { calls: async ({ ids = [] }: { ids?: readonly string[] }) => ({ calls: ids.map((id) => ({ id, startedAt: 1, from: '13800138000', to: '4000', outcome: 'answered', alerts: 0, recording: true })) }) };
  const audit = { record: async (_: unknown, action: string, subject: string) => void audited.push(`${action} ${subject}`) } as never;
  const teams = { ofQueue: (queue: string) => (queue === 'sales' ? ['north'] : []), ofAgent: () => [], ofCall: () => ({}) } as unknown as TeamMap;
  const gate = { request: async () => tokenCaller('127.0.0.1') } as unknown as Gate;
  const app = makeServer({ routes: statisticsRoutes({ statistics, teams, audit, store }), gate, clock: new ManualClock(), log: silentLog });
  const { statusCode, body, headers } = await app.inject({ method: 'GET', url });
  return { statusCode, body, type: headers['content-type'], questions, audited };
}

const DAY = 'from=2026-11-23T00:00:00Z&until=2026-11-24T00:00:00Z';

test('figures of a span of time, for whoever may see them', async () => {
  const { statusCode, body, questions } = await asked(`/api/statistics/queues?${DAY}&interval=day&id=sales`);
  expect([statusCode, JSON.parse(body)]).toEqual([200, { queues: [{ queue: 'sales', name: '=Sales', targetSeconds: 20, rows: [row], total: row }] }]);
  expect(questions[0]).toMatchObject({ from: Date.parse('2026-11-23'), until: Date.parse('2026-11-24'), interval: 'day' });
  expect(['sales', 'support'].map((queue) => questions[0]?.only?.(queue))).toEqual([true, false]);
});

test('as a table, with the export in the audit log', async () => {
  const { body, type, audited } = await asked(`/api/statistics/queues?${DAY}&format=csv`);
  expect(type).toBe('text/csv; charset=utf-8');
  expect(body.split('\r\n').slice(0, 2)).toEqual([
    '\uFEFFqueue,begin,offered,answered,answeredInTime,abandoned,abandonedInTime,abandonedShort,overflowed,left,lost,waiting,talks,transferred,longestWaitSeconds,serviceLevel',
    'sales,2026-11-23T09:00:00.000Z,4,3,2,1,0,0,0,0,0,0,3,0,61,0.5',
  ]);
  expect(audited).toEqual(['statistics-exported queues 2026-11-23T00:00:00.000Z 2026-11-24T00:00:00.000Z']);
});

test.each([
  ['', 'from'],
  ['from=0', 'until'],
  ['from=2026-11-23T00:00:00Z&until=2026-11-22T00:00:00Z', 'must be after'],
  ['from=2026-11-01T00:00:00Z&until=2026-11-23T00:00:00Z', 'too far'],
  [`${DAY}&interval=hour`, 'interval'],
])('“%s” is refused with a word about %s', async (query, word) => {
  const { statusCode, body } = await asked(`/api/statistics/queues?${query}`);
  expect([statusCode, body.includes(word)]).toEqual([400, true]);
});

test('the calls behind a figure, page by page, with the numbers that called', async () => {
  const first = await asked(`/api/statistics/calls?${DAY}&of=queues&as=answered&id=sales&limit=2`);
  expect(JSON.parse(first.body)).toEqual({
    total: 3,
    elsewhere: 0,
    calls: [3, 2].map((at) => ({ id: `c${at}`, at, from: '13800138000', queue: 'sales', end: 'answered', waitSeconds: at })),
    next: '2/sales//c2',
  });
  const last = await asked(`/api/statistics/calls?${DAY}&of=queues&as=answered&cursor=2/sales//c2`);
  expect(JSON.parse(last.body)).toMatchObject({ total: 3, calls: [{ id: 'c1' }] });
  expect(JSON.parse(last.body)).not.toHaveProperty('next');
});

test('a question may be about the queues of one team', async () => {
  for (const path of ['queues?', 'calls?of=queues&as=offered&']) {
    const { questions } = await asked(`/api/statistics/${path}${DAY}&team=north`);
    expect(['sales', 'support'].map((queue) => questions[0]?.only?.(queue))).toEqual([true, false]);
  }
});

test('how many agents are needed', async () => {
  expect(JSON.parse((await asked('/api/statistics/staff?callsPerHour=200&handleSeconds=180')).body)).toEqual({ agents: 3, load: 200, rows: [] });
  expect((await asked('/api/statistics/staff?callsPerHour=200&handleSeconds=0')).statusCode).toBe(400);
});
