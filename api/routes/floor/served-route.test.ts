import { describe, expect, it } from 'vitest';
import { may, reach } from '#access';
import { ManualClock } from '#core';
import type { Person, ServedCalls } from '#contract';
import type { ServedEntry } from '../../port.ts';
import { fakeRooms } from '../../testing/fake-rooms.ts';
import { personCaller } from '../../who/caller.ts';
import { TeamMap } from '../../who/team-map.ts';
import { servedRoute } from './served-route.ts';

const { ports, floor } = fakeRooms();
const SALES: readonly ServedEntry[] = [
  { call: 'late', queue: 'sales', at: 50, as: 'abandoned', waitSeconds: 30, inTime: false },
  { call: 'hasty', queue: 'sales', at: 40, as: 'abandoned', waitSeconds: 3, inTime: true },
  { call: 'c-south', queue: 'sales', at: 30, as: 'answered', agent: 'cy', waitSeconds: 5, inTime: true },
  { call: 'c-north', queue: 'sales', at: 20, as: 'answered', agent: 'anna', waitSeconds: 25, inTime: false },
];
const store = { calls: async ({ ids = [] }: { ids?: readonly string[] }) => ({ calls: ids.map((id) => ({ id, startedAt: 1, from: '13800138000', to: '4000', outcome: 'answered', queue: 'support', agent: 'cy', talkSeconds: 60, alerts: 2, recording: true })) }) };
const port = { ...floor, served: (of: object) => ('queue' in of ? (of.queue === 'sales' ? SALES : []) : [{ call: 'c-north', at: 20, agent: 'anna' }]) };
const route = servedRoute({ port, store, teams: new TeamMap(ports, floor, new ManualClock()) });

async function asked(query: object, person: Partial<Person> = {}): Promise<ServedCalls> {
  const caller = personCaller({ key: 'k', person: { id: 'p', login: 'p', name: 'p', role: 'supervisor', teams: ['north'], language: 'zh', ...person }, csrf: '', startedAt: 0, expiresAt: 0 }, '', { may, reach });
  return (await route.handle({ query: { limit: 100, ...query }, caller } as unknown as Parameters<typeof route.handle>[0])) as ServedCalls;
}
const ids = ({ calls }: ServedCalls) => calls.map(({ id }) => id);

describe('the calls behind a number', () => {
  it('are those the number counts, whatever became of the call later', async () => {
    const answered = await asked({ queue: 'sales', as: 'answered' }, { role: 'administrator' });
    expect([answered.total, ids(answered)]).toEqual([2, ['c-south', 'c-north']]);
    expect(answered.calls[1]).toEqual({ id: 'c-north', startedAt: 1, from: '13800138000', outcome: 'answered', alerts: 2, queue: 'sales', agent: 'anna', as: 'answered', waitSeconds: 25, inTime: false, talkSeconds: 60 });
    expect(ids(await asked({ queue: 'sales', as: 'abandoned' }, { role: 'administrator' }))).toEqual(['late', 'hasty']);
    expect(ids(await asked({ as: 'offered' }, { role: 'administrator' }))).toEqual(['late', 'c-south', 'c-north']);
    expect(ids(await asked({ agent: 'anna' }))).toEqual(['c-north']);
  });

  it('of other teams are counted, not shown', async () => {
    const seen = await asked({ queue: 'sales' });
    expect([seen.total, seen.elsewhere, ids(seen)]).toEqual([4, 1, ['late', 'hasty', 'c-north']]);
  });

  it('are nothing where somebody has no right to the queue or the agent', async () => {
    expect(await asked({ queue: 'sales' }, { teams: ['south'] })).toEqual({ total: 0, elsewhere: 0, calls: [] });
    expect(await asked({ agent: 'anna' }, { teams: ['south'] })).toEqual({ total: 0, elsewhere: 0, calls: [] });
  });

  it('come page by page', async () => {
    const first = await asked({ queue: 'sales', limit: 2 });
    expect(ids(first)).toEqual(['late', 'hasty']);
    const second = await asked({ queue: 'sales', limit: 2, cursor: first.next });
    expect([ids(second), second.next]).toEqual([['c-north'], undefined]);
  });
});
