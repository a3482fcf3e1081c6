import { describe, expect, it } from 'vitest';
import { sortAgents, sortAlerts, sortCalls, sortQueues } from './order.ts';
import { aCall, anAgent, anAlert, aQueue } from './testing/floor-rows.ts';

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe('rows sort themselves by trouble', () => {
  it('queues: the worst, then the longest wait, then by name', () => {
    const queues = [
      aQueue('quiet'),
      aQueue('calm'),
      aQueue('new', { waiting: 1, waitingSince: 95_000 }),
      aQueue('slow', { waiting: 1, waitingSince: 60_000 }),
      aQueue('worst', { waiting: 1, waitingSince: 10_000 }),
    ];
    expect(ids(sortQueues(queues, 100_000))).toEqual(['worst', 'slow', 'new', 'calm', 'quiet']);
  });

  it('agents: alerts, then those not ready, talking, ready, away', () => {
    const agents = [
      anAgent('away', { state: 'offline' }),
      anAgent('ready-new', { since: 90_000 }),
      anAgent('ready-long', { since: 10_000 }),
      anAgent('talking', { state: 'busy', callId: 'c2' }),
      anAgent('pause', { state: 'not-ready' }),
      anAgent('alarmed', { state: 'busy', callId: 'c1' }),
    ];
    expect(ids(sortAgents(agents, 100_000, new Set(['c1'])))).toEqual(['alarmed', 'pause', 'talking', 'ready-long', 'ready-new', 'away']);
  });

  it('calls: those with open alerts, then the oldest', () => {
    expect(ids(sortCalls([aCall('b', { since: 2 }), aCall('a', { since: 1 }), aCall('c', { since: 3 })], new Set(['c'])))).toEqual(['c', 'a', 'b']);
  });

  it('alerts: unseen ones, by severity, the newest first; an unknown severity last', () => {
    const alerts = [
      anAlert('seen', { severity: 'critical', acknowledgedBy: 'Mei', at: 9 }),
      anAlert('odd', { severity: 'purple', at: 8 }),
      anAlert('info', { severity: 'info', at: 7 }),
      anAlert('old', { severity: 'critical', at: 1 }),
      anAlert('new', { severity: 'critical', at: 2 }),
      anAlert('warn', { severity: 'warn', at: 5 }),
    ];
    expect(ids(sortAlerts(alerts, new Set()))).toEqual(['new', 'old', 'warn', 'info', 'odd', 'seen']);
  });

  it('alerts: who asks for a supervisor in a call that goes on comes first', () => {
    const request = { zh: '请听一下', en: 'Please listen' };
    const alerts = [anAlert('critical', { severity: 'critical', at: 9 }), anAlert('over', { severity: 'info', callId: 'c1', request, at: 8 }), anAlert('asks', { severity: 'info', callId: 'c2', request, at: 1 })];
    expect(ids(sortAlerts(alerts, new Set(['c2'])))).toEqual(['asks', 'critical', 'over']);
  });
});
