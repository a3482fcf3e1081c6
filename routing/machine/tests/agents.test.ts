import { describe, expect, it } from 'vitest';
import { agent, contact, Scenario } from './scenario.ts';

/** Ann in conversation with c1 since second 11. */
function busyAnn(...others: string[]): Scenario {
  const acd = new Scenario([agent('ann'), ...others.map((id) => agent(id))]);
  acd.ready(1, 'ann');
  acd.at(10, contact('c1'));
  acd.answer(11, 'c1@ann');
  return acd;
}

describe('signing in and out', () => {
  it('starts not ready unless asked to be ready', () => {
    const acd = new Scenario([agent('ann')]);
    expect(acd.at(1, { type: 'agent.online', agent: 'ann', ready: false })).toEqual(['ann is not-ready signed-in']);
    expect(acd.at(2, { type: 'agent.ready', agent: 'ann' })).toEqual(['ann is ready']);
  });

  it('withdraws the offer of an agent who goes offline and offers the contact on', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann', 'bob');
    acd.at(10, contact('c1'));
    expect(acd.offline(11, 'ann')).toEqual([
      'withdraw c1@ann: agent offline',
      'ann is offline',
      'bob is offered',
      'offer c1@bob rings 15',
    ]);
  });

  it('waits for the end of the contact before a busy agent goes offline', () => {
    const acd = busyAnn();
    expect(acd.offline(12, 'ann')).toEqual([]);
    expect(acd.end(20, 'c1', 'ann')).toEqual(['ann is offline']);
  });

  it('takes that back when the phone registers again meanwhile', () => {
    const acd = busyAnn();
    acd.offline(12, 'ann');
    expect(acd.ready(13, 'ann')).toEqual([]);
    expect(acd.end(20, 'c1', 'ann')).toEqual(['ann is wrap-up until 30']);
  });

  it('goes offline at once from wrap-up', () => {
    const acd = busyAnn();
    acd.end(20, 'c1', 'ann');
    expect(acd.offline(21, 'ann')).toEqual(['ann is offline']);
    expect(acd.deadline).toBeUndefined();
  });
});

describe('wrap-up', () => {
  it('ends in ready when its time is over and takes who waits', () => {
    const acd = busyAnn();
    acd.at(12, contact('c2'));
    expect(acd.end(20, 'c1', 'ann')).toEqual(['ann is wrap-up until 30']);
    expect(acd.tick(29.9)).toEqual([]);
    expect(acd.tick(30)).toEqual(['ann is ready', 'ann is offered', 'offer c2@ann rings 15']);
  });

  it('ends early when the agent says ready', () => {
    const acd = busyAnn();
    acd.end(20, 'c1', 'ann');
    expect(acd.at(21, { type: 'agent.ready', agent: 'ann' })).toEqual(['ann is ready']);
    expect(acd.tick(30)).toEqual([]);
  });

  it.each([
    ['in conversation', 15],
    ['in wrap-up', 25],
  ])('ends in the pause asked for while %s', (_when, second) => {
    const acd = busyAnn();
    if (second < 20) acd.notReady(second, 'ann', 'lunch');
    acd.end(20, 'c1', 'ann');
    if (second > 20) acd.notReady(second, 'ann', 'lunch');
    expect(acd.tick(30)).toEqual(['ann is not-ready lunch']);
  });

  it('is left out where the queue has none', () => {
    const acd = new Scenario([agent('ann', {}, ['sales'])]);
    acd.ready(1, 'ann');
    acd.at(2, contact('c1', { queue: 'sales' }));
    acd.answer(3, 'c1@ann');
    expect(acd.end(4, 'c1', 'ann')).toEqual(['ann is ready']);
  });

  it('puts the agent at the end of the idle', () => {
    const acd = busyAnn('bob');
    acd.ready(12, 'bob');
    acd.end(20, 'c1', 'ann');
    acd.tick(30);
    expect(acd.at(31, contact('c2'))).toContain('offer c2@bob rings 15');
  });
});

describe('a pause asked for while ringing', () => {
  it('comes after the conversation when the agent answers', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(10, contact('c1'));
    expect(acd.notReady(11, 'ann', 'lunch')).toEqual([]);
    acd.answer(12, 'c1@ann');
    acd.end(20, 'c1', 'ann');
    expect(acd.tick(30)).toEqual(['ann is not-ready lunch']);
  });

  it('comes at once when the caller gives up', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(10, contact('c1'));
    acd.notReady(11, 'ann', 'lunch');
    expect(acd.abandon(12, 'c1')).toContain('ann is not-ready lunch');
  });

  it('gives way to the reason of the offer not taken', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(10, contact('c1'));
    acd.notReady(11, 'ann', 'lunch');
    expect(acd.tick(25)).toEqual(['withdraw c1@ann: no-answer', 'ann is not-ready no-answer']);
  });
});

describe('commands out of place', () => {
  it.each([
    ['an unknown agent', { type: 'agent.online', agent: 'zed', ready: true }],
    ['an agent already online', { type: 'agent.online', agent: 'ann', ready: true }],
    ['ready while ready', { type: 'agent.ready', agent: 'ann' }],
    ['offline while offline', { type: 'agent.offline', agent: 'bob' }],
    ['ready while offline', { type: 'agent.ready', agent: 'bob' }],
    ['not ready while offline', { type: 'agent.not-ready', agent: 'bob', reason: 'lunch' }],
    ['the end of a conversation nobody has', { type: 'contact.ended', contact: 'c9', agent: 'ann' }],
    ['a contact in no queue', { type: 'contact.leave', contact: 'c9', why: 'abandoned' }],
  ] as const)('are ignored: %s', (_name, command) => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann');
    const before = acd.stateOf('ann');
    const events = acd.at(2, command);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatch(new RegExp(`^ignored ${command.type}: `));
    expect(acd.stateOf('ann')).toBe(before);
  });

  it('are ignored: the same pause twice', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    expect(acd.notReady(2, 'ann', 'lunch')).toEqual(['ann is not-ready lunch']);
    expect(acd.notReady(3, 'ann', 'lunch')).toEqual(['ignored agent.not-ready: agent ann is not ready with that reason']);
    expect(acd.notReady(4, 'ann', 'training')).toEqual(['ann is not-ready training']);
  });
});
