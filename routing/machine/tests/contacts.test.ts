import { describe, expect, it } from 'vitest';
import { agent, contact, Scenario } from './scenario.ts';

describe('the line', () => {
  it('is ordered by priority, then by age, and tells those whose place changed', () => {
    const acd = new Scenario([]);
    expect(acd.at(1, contact('c1'))).toEqual(['c1 queued 1 in care']);
    expect(acd.at(2, contact('c2'))).toEqual(['c2 queued 2 in care']);
    expect(acd.at(3, contact('vip', { priority: 1 }))).toEqual(['vip queued 1 in care', 'c1 moves to 2', 'c2 moves to 3']);
    expect(acd.at(4, contact('back', { waitingSince: 1_500 }))).toEqual(['back queued 3 in care', 'c2 moves to 4']);
    expect(acd.abandon(5, 'c1')).toEqual(['back moves to 2', 'c2 moves to 3', 'c1 abandoned after 4']);
  });

  it('keeps the place of a contact that rings until it is connected', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(2, contact('c1'));
    expect(acd.at(3, contact('c2'))).toEqual(['c2 queued 2 in care']);
    expect(acd.answer(4, 'c1@ann')).toEqual(['c2 moves to 1', 'c1 connected to ann after 2', 'ann is busy']);
  });

  it('takes a contact once', () => {
    const acd = new Scenario([]);
    acd.at(1, contact('c1'));
    expect(acd.at(2, contact('c1', { priority: 9 }))).toEqual(['ignored contact.enqueue: this contact is in a queue already']);
  });

  it('fails a contact for a queue that does not exist, so that its call can go elsewhere', () => {
    const acd = new Scenario([]);
    expect(acd.at(1, contact('c1', { queue: 'moon' }))).toEqual(['c1 failed: no queue moon in the settings']);
  });

  it('takes a contact again while its first conversation is being ended (transfer)', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann', 'bob');
    acd.at(2, contact('c1'));
    acd.answer(3, 'c1@ann');
    expect(acd.at(9, contact('c1', { waitingSince: 2_000, except: 'ann' }))).toContain('offer c1@bob rings 15');
    expect(acd.end(10, 'c1', 'ann')).toEqual(['ann is wrap-up until 20']);
    expect(acd.answer(11, 'c1@bob')).toEqual(['c1 connected to bob after 9', 'bob is busy']);
  });
});

describe('a caller who gives up', () => {
  it('stops the ringing; the agent stays where it was among the idle', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann');
    acd.ready(2, 'bob');
    acd.at(10, contact('c1'));
    expect(acd.abandon(12, 'c1')).toEqual(['withdraw c1@ann: abandoned', 'c1 abandoned after 2', 'ann is ready']);
    expect(acd.at(13, contact('c2'))).toContain('offer c2@ann rings 15');
  });

  it('frees the agent for who waits', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(10, contact('c1'));
    acd.at(11, contact('c2'));
    expect(acd.abandon(12, 'c1')).toEqual([
      'withdraw c1@ann: abandoned',
      'c2 moves to 1',
      'c1 abandoned after 2',
      'ann is ready',
      'ann is offered',
      'offer c2@ann rings 15',
    ]);
  });

  it('at the instant of the answer has left when told first: the answer is stale', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(10, contact('c1'));
    expect(acd.abandon(12, 'c1')).toContain('c1 abandoned after 2');
    expect(acd.answer(12, 'c1@ann')).toEqual(['stale answer']);
    expect(acd.stateOf('ann')).toBe('{"kind":"ready","since":1000}');
  });

  it('at the instant of the answer is connected when the answer was told first', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(10, contact('c1'));
    expect(acd.answer(12, 'c1@ann')).toContain('c1 connected to ann after 2');
    expect(acd.abandon(12, 'c1')).toEqual(['ignored contact.leave: this contact is in no queue']);
    expect(acd.end(12, 'c1', 'ann')).toEqual(['ann is wrap-up until 22']);
  });

  it('can be taken out by the application as well', () => {
    const acd = new Scenario([]);
    acd.at(1, contact('c1'));
    expect(acd.at(3, { type: 'contact.leave', contact: 'c1', why: 'removed' })).toEqual(['c1 removed after 2']);
  });
});

describe('a request for one agent', () => {
  it('rings that agent, whatever queue and skills', () => {
    const acd = new Scenario([agent('ann', {}, ['sales']), agent('bob')]);
    acd.ready(1, 'bob', 'ann');
    const only = contact('c1', { only: 'ann', needs: [{ skill: 'zh', level: 9 }] });
    expect(acd.at(5, only)).toEqual(['c1 queued 1 in care', 'ann is offered', 'offer c1@ann rings 15']);
    expect(acd.made[0]?.reason).toEqual({
      waitedMs: 0,
      strategy: 'direct',
      candidates: [{ agent: 'ann', idleMs: 4_000 }],
      excluded: [],
    });
  });

  it.each([
    ['offline', 'agent ann is offline', (acd: Scenario) => acd.offline(2, 'ann')],
    ['not ready', 'agent ann is not-ready', (acd: Scenario) => acd.notReady(2, 'ann', 'lunch')],
    ['ringing', 'agent ann is offered', (acd: Scenario) => acd.at(2, contact('c0'))],
  ])('fails at once when the agent is %s', (_name, why, prepare) => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    prepare(acd);
    expect(acd.at(5, contact('c1', { only: 'ann' }))).toEqual([`c1 failed: ${why}`]);
    expect(acd.at(6, contact('c1', { only: 'zed' }))).toEqual(['c1 failed: agent zed is unknown']);
  });

  it('fails when the agent does not take it, and goes to nobody else', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann', 'bob');
    acd.at(5, contact('c1', { only: 'ann' }));
    expect(acd.tick(20)).toEqual(['withdraw c1@ann: no-answer', 'ann is not-ready no-answer', 'c1 failed: no-answer']);
    acd.at(21, contact('c2', { only: 'bob' }));
    expect(acd.offline(22, 'bob')).toEqual(['withdraw c2@bob: agent offline', 'bob is offline', 'c2 failed: agent offline']);
  });
});

describe('a clock that goes back', () => {
  it('is taken to stand still', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(100, 'ann');
    acd.at(110, contact('c1'));
    expect(acd.tick(3)).toEqual([]);
    expect(acd.answer(50, 'c1@ann')).toEqual(['c1 connected to ann after 0', 'ann is busy']);
    expect(acd.end(60, 'c1', 'ann')).toEqual(['ann is wrap-up until 120']);
  });
});
