import { describe, expect, it } from 'vitest';
import type { QueueSpec } from '../../model.ts';
import { agent, contact, Scenario } from './scenario.ts';

const queue = (id: string, more: Partial<QueueSpec> = {}): QueueSpec => ({ id, ringTimeoutMs: 15_000, wrapUpMs: 0, ...more });

describe('the longest wait', () => {
  const QUEUES = [queue('care', { maxWaitMs: 30_000, overflow: ['sales', 'back'] }), queue('sales', { maxWaitMs: 20_000 }), queue('back', { maxWaitMs: 5_000 })];

  it('ends in the overflow targets in turn, and then outside', () => {
    const acd = new Scenario([], QUEUES);
    acd.at(1, contact('c1'));
    expect(acd.tick(31)).toEqual(['c1 goes from care to sales: max-wait', 'c1 moves to 1']);
    expect(acd.tick(51)).toEqual(['c1 goes from sales to back: max-wait', 'c1 moves to 1']);
    expect(acd.tick(56)).toEqual(['c1 overflow after 55']);
    expect(acd.deadline).toBeUndefined();
  });

  it('keeps the age: who overflowed stands before those who came later', () => {
    const acd = new Scenario([], QUEUES);
    acd.at(1, contact('c1'));
    acd.at(20, contact('s1', { queue: 'sales' }));
    expect(acd.tick(31)).toEqual(['c1 goes from care to sales: max-wait', 'c1 moves to 1', 's1 moves to 2']);
  });

  it('gives the contact to an agent of the target who is free', () => {
    const acd = new Scenario([agent('sam', {}, ['sales'])], QUEUES);
    acd.ready(1, 'sam');
    acd.at(1, contact('c1'));
    expect(acd.tick(31)).toEqual(['c1 goes from care to sales: max-wait', 'c1 moves to 1', 'sam is offered', 'offer c1@sam rings 15']);
  });

  it('does not take a ringing phone away', () => {
    const acd = new Scenario([agent('ann')], QUEUES);
    acd.at(1, contact('c1'));
    acd.ready(30, 'ann');
    expect(acd.tick(31)).toEqual([]);
    expect(acd.fail(32, 'c1@ann', 'busy')).toEqual(['ann is not-ready busy', 'c1 goes from care to sales: max-wait', 'c1 moves to 1']);
  });

  it('never sends a contact to a queue twice', () => {
    const acd = new Scenario([], [queue('care', { maxWaitMs: 10_000, overflow: ['sales'] }), queue('sales', { maxWaitMs: 10_000, overflow: ['care', 'sales'] })]);
    acd.at(1, contact('c1'));
    acd.tick(11);
    expect(acd.tick(21)).toEqual(['c1 overflow after 20']);
  });

  it('ends the wait of a caller whom nobody in the settings can ever take', () => {
    const acd = new Scenario([agent('ann', { zh: 3 })], [queue('care', { maxWaitMs: 10_000 })]);
    acd.ready(1, 'ann');
    acd.at(1, contact('c1', { needs: [{ skill: 'zh', level: 9 }] }));
    acd.at(1, contact('c2', { needs: [{ skill: 'welsh', level: 1 }] }));
    expect(acd.queues(2)).toEqual([{ queue: 'care', waiting: 2, longestWaitMs: 1_000, agentsReady: 1, unservable: 2 }]);
    expect(acd.view(2, 'c1')).toMatchObject({ agents: 0, position: 1 });
    expect(acd.tick(11)).toEqual(['c2 moves to 1', 'c1 overflow after 10', 'c2 overflow after 10']);
    expect(acd.queues(11)).toEqual([{ queue: 'care', waiting: 0, longestWaitMs: 0, agentsReady: 1 }]);
  });
});

describe('a full queue', () => {
  const QUEUES = [queue('care', { maxLength: 1, overflow: ['sales'] }), queue('sales', { maxLength: 1 })];

  it('sends who comes to its target at once, and turns away who finds that full too', () => {
    const acd = new Scenario([], QUEUES);
    acd.at(1, contact('c1'));
    expect(acd.at(2, contact('c2'))).toEqual(['c2 goes from care to sales: full', 'c2 queued 1 in sales']);
    expect(acd.at(3, contact('c3'))).toEqual(['c3 full after 0']);
    expect(acd.abandon(4, 'c3')).toEqual(['ignored contact.leave: this contact is in no queue']);
  });
});

describe('an abandoned caller who is back', () => {
  const QUEUES = [queue('care', { resumeMs: 60_000, maxLength: 2 })];

  it('in time has the old place', () => {
    const acd = new Scenario([], QUEUES);
    acd.at(1, contact('c1', { resumeKey: 'li' }));
    acd.at(2, contact('c2'));
    acd.abandon(10, 'c1');
    expect(acd.at(60, contact('c3', { resumeKey: 'li' }))).toEqual(['c3 resumes the place of c1', 'c3 queued 1 in care', 'c2 moves to 2']);
    expect(acd.view(60, 'c3')?.waitedMs).toBe(59_000);
  });

  it('is not turned away where the queue is full', () => {
    const acd = new Scenario([], QUEUES);
    acd.at(1, contact('c1', { resumeKey: 'li' }));
    acd.abandon(2, 'c1');
    acd.at(3, contact('c2'));
    acd.at(3, contact('c3'));
    expect(acd.at(4, contact('c4', { resumeKey: 'li' }))).toContain('c4 queued 1 in care');
  });

  it.each([
    ['too late', 71, 'li'],
    ['as somebody else', 20, 'wu'],
  ])('%s stands at the end', (_how, at, resumeKey) => {
    const acd = new Scenario([], QUEUES);
    acd.at(1, contact('c1', { resumeKey: 'li' }));
    acd.at(2, contact('c2'));
    acd.abandon(10, 'c1');
    expect(acd.at(at, contact('c3', { resumeKey }))).toEqual(['c3 queued 2 in care']);
  });

  it('has it once', () => {
    const acd = new Scenario([], QUEUES);
    acd.at(1, contact('c1', { resumeKey: 'li' }));
    acd.abandon(2, 'c1');
    acd.at(3, contact('c2', { resumeKey: 'li' }));
    expect(acd.at(4, contact('c3', { resumeKey: 'li' }))).toEqual(['c3 queued 2 in care']);
  });
});

describe('a server that is lost', () => {
  it('takes its contacts and its agents along; what rang at them goes on', () => {
    const acd = new Scenario([agent('ann'), agent('bob')], [queue('care')]);
    acd.at(1, { type: 'agent.online', agent: 'ann', ready: true, node: 'n1' });
    acd.at(2, { type: 'agent.online', agent: 'bob', ready: true, node: 'n2' });
    acd.at(3, contact('c1', { node: 'n2' }));
    acd.at(4, contact('c2', { node: 'n1' }));
    acd.at(5, contact('c3', { node: 'n1' }));
    expect(acd.at(6, { type: 'node.lost', node: 'n1' })).toEqual([
      'withdraw c1@ann: node lost',
      'ann is offline',
      'withdraw c2@bob: node lost',
      'c3 moves to 2',
      'c2 node-lost after 2',
      'c3 node-lost after 1',
      'bob is ready',
      'bob is offered',
      'offer c1@bob rings 15',
    ]);
  });

  it('ends conversations of its contacts without wrap-up', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(2, contact('c1', { node: 'n1' }));
    acd.answer(3, 'c1@ann');
    expect(acd.at(4, { type: 'node.lost', node: 'n1' })).toEqual(['ann is ready']);
  });
});
