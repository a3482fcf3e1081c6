import { describe, expect, it } from 'vitest';
import { agentsBehind, agentsElsewhere, callsBehind } from './contacts.ts';
import { figuresOf, floorTrouble, longestTrouble } from './figures.ts';
import { aCall, aFloor, anAgent, aQueue } from './testing/floor-rows.ts';

const floor = aFloor({
  queues: [
    aQueue('billing', { waiting: 3, waitingSince: 50_000, serviceLevel: 0.5, levelToday: { inTime: 15, offered: 30 }, answeredToday: 25, abandonedToday: 9 }),
    aQueue('sales', { waiting: 1, waitingSince: 70_000, serviceLevel: 0.9, levelToday: { inTime: 9, offered: 10 }, answeredToday: 10 }),
    aQueue('new', { target: { share: 0.9, seconds: 10 } }),
  ],
  agents: [
    anAgent('anna', { state: 'busy', callId: 'c1', since: 5 }),
    anAgent('bob', { state: 'offered', callId: 'c2', since: 3 }),
    anAgent('chen', { state: 'not-ready' }),
    anAgent('dora', { state: 'offline' }),
    anAgent('emil'),
  ],
  calls: [
    aCall('c1', { stage: 'talk', agent: 'anna', queue: 'billing', since: 10 }),
    aCall('c2', { stage: 'queue', queue: 'sales', since: 30 }),
    aCall('c3', { stage: 'queue', queue: 'billing', since: 20 }),
    aCall('c4'),
  ],
});

describe('the big numbers', () => {
  it('count callers and agents and name the longest wait', () => {
    expect(figuresOf(floor)).toMatchObject({
      waiting: 4,
      longest: { since: 50_000, queue: 'billing', targetSeconds: 20 },
      ready: 1,
      talking: 2,
      notReady: 1,
      offline: 1,
    });
  });

  it('take the service level of all calls together', () => {
    // (15 + 9) / (30 + 10)
    expect(figuresOf(floor).serviceLevel).toBeCloseTo(0.6, 10);
  });

  it('have no service level and no longest wait on an empty floor', () => {
    const figures = figuresOf(aFloor());
    expect(figures.serviceLevel).toBeUndefined();
    expect(figures.longest).toBeUndefined();
    expect(floorTrouble(figures, 0)).toBe(0);
  });

  it('are in trouble by the target of the queue the caller waits in', () => {
    expect([70_000, 71_000, 111_000].map((now) => longestTrouble(figuresOf(floor), now))).toEqual([0, 1, 2]);
  });
});

describe('each number opens what is behind it', () => {
  const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);
  it('waiting: callers in the queue, the longest first', () => {
    expect(ids(callsBehind(floor, { kind: 'waiting' }))).toEqual(['c3', 'c2']);
    expect(ids(callsBehind(floor, { kind: 'waiting', queue: 'sales' }))).toEqual(['c2']);
  });

  it('waiting: by the wait, not by the time in the menu before it', () => {
    const calls = [aCall('old', { stage: 'queue', since: 1, waitingSince: 90 }), aCall('young', { stage: 'queue', since: 50, waitingSince: 60 })];
    expect(ids(callsBehind(aFloor({ calls }), { kind: 'waiting' }))).toEqual(['young', 'old']);
  });

  it('ready in a queue: its agents, and how many of other teams', () => {
    const served = aFloor({ queues: [aQueue('sales', { agentsReady: 3 })], agents: [anAgent('anna', { queues: ['sales'] }), anAgent('bo', { queues: ['support'] }), anAgent('cy', { queues: ['sales'], state: 'busy' })] });
    const opened = { kind: 'agents', states: ['ready'], queue: 'sales' } as const;
    expect([ids(agentsBehind(served, opened)), agentsElsewhere(served, opened)]).toEqual([['anna'], 2]);
    expect(agentsElsewhere(served, { kind: 'agents', states: ['ready'] })).toBe(0);
  });

  it('talking: the agents and their calls', () => {
    const opened = { kind: 'agents', states: ['busy', 'offered'] } as const;
    expect(ids(agentsBehind(floor, opened))).toEqual(['bob', 'anna']);
    expect(ids(callsBehind(floor, opened))).toEqual(['c1', 'c2']);
  });
});
