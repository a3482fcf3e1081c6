import { describe, expect, it } from 'vitest';
import { agentTrouble, openAlertCalls, queueTrouble, serviceTrouble, waitTrouble } from './trouble.ts';
import { anAgent, anAlert, aQueue } from './testing/floor-rows.ts';

const MINUTE = 60_000;

describe('trouble', () => {
  it('of a wait begins beyond the target and is worst beyond three times of it', () => {
    expect([20_000, 20_001, 60_000, 60_001].map((wait) => waitTrouble(wait, 20))).toEqual([0, 1, 1, 2]);
  });

  it('of a service level begins below its target and is worst 20 points below', () => {
    expect([undefined, 0.8, 0.79, 0.6, 0.5].map((level) => serviceTrouble(level, 0.8))).toEqual([0, 0, 1, 1, 2]);
  });

  it('of a queue is callers with nobody ready, even when they only just came', () => {
    const came = { waiting: 1, waitingSince: 99_000 };
    expect(queueTrouble(aQueue('q', { ...came, agentsReady: 0 }), 100_000)).toBe(1);
    expect(queueTrouble(aQueue('q', { ...came, agentsReady: 1 }), 100_000)).toBe(0);
  });

  it('of an agent is too long in a state, and never being ready or away', () => {
    const after = (state: 'ready' | 'offline' | 'not-ready' | 'wrap-up' | 'busy', minutes: number) => agentTrouble(anAgent('a', { state }), minutes * MINUTE, new Set());
    expect([after('ready', 600), after('offline', 600)]).toEqual([0, 0]);
    expect([after('not-ready', 15), after('not-ready', 16), after('not-ready', 31)]).toEqual([0, 1, 2]);
    expect([after('wrap-up', 4), after('busy', 11)]).toEqual([1, 1]);
  });

  it('of an agent is an alert on the call that nobody has acknowledged', () => {
    const anna = anAgent('anna', { state: 'busy', callId: 'c1' });
    expect(agentTrouble(anna, 1000, openAlertCalls([anAlert('c1/notice/1')]))).toBe(2);
    expect(agentTrouble(anna, 1000, openAlertCalls([anAlert('c1/notice/1', { acknowledgedBy: 'Mei' })]))).toBe(0);
    expect(agentTrouble(anna, 1000, openAlertCalls([anAlert('c1/notice/1', { severity: 'info' })]))).toBe(0);
  });
});
