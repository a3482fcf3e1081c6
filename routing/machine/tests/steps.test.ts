import { describe, expect, it } from 'vitest';
import type { QueueSpec } from '../../model.ts';
import { agent, contact, QUEUES, Scenario } from './scenario.ts';

const NEEDS = [{ skill: 'zh', level: 8 }];
const withCare = (more: Partial<QueueSpec>): QueueSpec[] => QUEUES.map((queue) => (queue.id === 'care' ? { ...queue, ...more } : queue));

describe('steps that expire', () => {
  it('relax a level when nobody took the contact in time', () => {
    const acd = new Scenario([agent('ann', { zh: 5 })]);
    acd.ready(1, 'ann');
    acd.at(2, contact('c1', { needs: NEEDS, steps: [{ lastsMs: 10_000 }, { levels: { zh: 5 } }] }));
    expect(acd.deadline).toBe(12_000);
    expect(acd.tick(11.999)).toEqual([]);
    expect(acd.tick(12)).toEqual(['c1 at step 1', 'ann is offered', 'offer c1@ann rings 15']);
    expect(acd.made[0]?.reason).toMatchObject({ step: 1, needs: [{ skill: 'zh', level: 5 }] });
  });

  it('drop a skill, and what was relaxed before stays relaxed', () => {
    const acd = new Scenario([agent('ann', { zh: 5 })]);
    acd.ready(1, 'ann');
    const needs = [...NEEDS, { skill: 'billing', level: 1 }];
    acd.at(2, contact('c1', { needs, steps: [{ lastsMs: 10_000, levels: { zh: 5 } }, { drop: ['billing'] }] }));
    expect(acd.tick(12)).toContain('offer c1@ann rings 15');
  });

  it('ask for a group in their step alone', () => {
    const north = { ...agent('ann'), groups: ['north'] };
    const acd = new Scenario([north, agent('bob')]);
    acd.ready(1, 'bob');
    acd.at(2, contact('c1', { steps: [{ lastsMs: 10_000, groups: ['north', 'east'] }] }));
    expect(acd.tick(12)).toEqual(['c1 at step 1', 'bob is offered', 'offer c1@bob rings 15']);
  });

  it('show the contact to agents of another queue, which keeps its ring time', () => {
    const acd = new Scenario([agent('sam', {}, ['sales'])]);
    acd.at(2, contact('c1', { steps: [{ lastsMs: 10_000 }, { queues: ['sales'] }] }));
    acd.tick(12);
    expect(acd.ready(13, 'sam')).toContain('offer c1@sam rings 15');
  });

  it('let a contact of a wider step compete by rank with those of the other queue', () => {
    const acd = new Scenario([agent('sam', {}, ['sales'])]);
    acd.at(1, contact('c1', { steps: [{ queues: ['sales'] }] }));
    acd.at(2, contact('s1', { queue: 'sales' }));
    expect(acd.ready(3, 'sam')).toContain('offer c1@sam rings 15');
  });

  it('raise the priority, and the place with it', () => {
    const acd = new Scenario([]);
    acd.at(1, contact('c1'));
    acd.at(2, contact('c2', { steps: [{ lastsMs: 10_000 }, { priority: 2 }] }));
    expect(acd.tick(12)).toEqual(['c2 at step 1', 'c2 moves to 1', 'c1 moves to 2']);
  });

  it('come when they are due, however late the machine is woken', () => {
    const acd = new Scenario([agent('ann', { zh: 1 })]);
    acd.ready(1, 'ann');
    acd.at(2, contact('c1', { needs: NEEDS, steps: [{ lastsMs: 10_000 }, { lastsMs: 10_000, levels: { zh: 7 } }, { levels: { zh: 1 } }] }));
    expect(acd.tick(60)).toEqual(['c1 at step 1', 'c1 at step 2', 'ann is offered', 'offer c1@ann rings 15']);
  });

  it('run on while a phone rings', () => {
    const acd = new Scenario([agent('ann', { zh: 9 }), agent('bob', { zh: 2 })]);
    acd.ready(1, 'ann', 'bob');
    acd.at(2, contact('c1', { needs: NEEDS, steps: [{ lastsMs: 5_000 }, { levels: { zh: 2 } }] }));
    expect(acd.tick(7)).toEqual(['c1 at step 1']);
    expect(acd.fail(8, 'c1@ann', 'busy')).toEqual(['ann is not-ready busy', 'bob is offered', 'offer c1@bob rings 15']);
  });

  it('of the queue are for those that bring none', () => {
    const acd = new Scenario([], withCare({ steps: [{ lastsMs: 3_000 }] }));
    acd.at(1, contact('c1'));
    acd.at(1, contact('c2', { steps: [] }));
    expect(acd.tick(60)).toEqual(['c1 at step 1']);
  });
});

describe('a preferred agent', () => {
  const wished = contact('c1', { steps: [{ agent: 'bob', lastsMs: 10_000 }] });

  it('is waited for, while others are free', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann', 'bob');
    acd.notReady(2, 'bob', 'lunch');
    expect(acd.at(3, wished)).toEqual(['c1 queued 1 in care']);
    expect(acd.at(4, { type: 'agent.ready', agent: 'bob' })).toContain('offer c1@bob rings 15');
  });

  it('is waited for so long, then anybody will do', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann', 'bob');
    acd.notReady(2, 'bob', 'lunch');
    acd.at(3, wished);
    expect(acd.tick(13)).toEqual(['c1 at step 1', 'ann is offered', 'offer c1@ann rings 15']);
  });

  it.each([
    ['offline', [agent('ann'), agent('bob')]],
    ['unknown', [agent('ann')]],
    ['of another queue', [agent('ann'), agent('bob', {}, ['sales'])]],
  ])('who is %s is not waited for', (_why, people) => {
    const acd = new Scenario(people);
    acd.ready(1, 'ann');
    expect(acd.at(3, wished)).toEqual(['c1 queued 1 in care', 'c1 at step 1', 'ann is offered', 'offer c1@ann rings 15']);
  });

  it('who goes offline is waited for no longer', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann', 'bob');
    acd.notReady(2, 'bob', 'lunch');
    acd.at(3, wished);
    expect(acd.offline(5, 'bob')).toEqual(['bob is offline', 'c1 at step 1', 'ann is offered', 'offer c1@ann rings 15']);
  });

  it('of the last contact is asked first where the queue says so', () => {
    const acd = new Scenario([agent('ann'), agent('bob')], withCare({ lastAgentMs: 20_000, steps: [{ lastsMs: 5_000 }] }));
    acd.ready(1, 'ann', 'bob');
    expect(acd.at(2, contact('c1', { lastAgent: 'bob' }))).toContain('offer c1@bob rings 15');
    expect(acd.made[0]?.reason.step).toBe(0);
  });
});

describe('a contact that is changed while it waits', () => {
  it('keeps its age and gets another priority', () => {
    const acd = new Scenario([]);
    acd.at(1, contact('c1'));
    acd.at(2, contact('c2'));
    expect(acd.at(3, { type: 'contact.change', contact: 'c2', priority: 5 })).toEqual(['c2 moves to 1', 'c1 moves to 2']);
  });

  it('goes to somebody who can take it now', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(2, contact('c1', { needs: NEEDS }));
    expect(acd.at(3, { type: 'contact.change', contact: 'c1', needs: [] })).toEqual(['ann is offered', 'offer c1@ann rings 15']);
  });

  it('begins its new steps anew', () => {
    const acd = new Scenario([]);
    acd.at(1, contact('c1', { steps: [{ lastsMs: 1_000 }] }));
    acd.tick(2);
    expect(acd.at(3, { type: 'contact.change', contact: 'c1', steps: [{ lastsMs: 5_000 }] })).toEqual(['c1 at step 0']);
    expect(acd.tick(8)).toEqual(['c1 at step 1']);
  });

  it('must wait: others are ignored', () => {
    expect(new Scenario([]).at(1, { type: 'contact.change', contact: 'c9', priority: 1 })).toEqual(['ignored contact.change: this contact is in no queue']);
  });
});

describe('rank', () => {
  it('counts a credit as age', () => {
    const acd = new Scenario([]);
    acd.at(1, contact('c1'));
    expect(acd.at(60, contact('vip', { ageCreditMs: 60_000 }))).toEqual(['vip queued 1 in care', 'c1 moves to 2']);
  });

  it('adds the priority of the queue', () => {
    const acd = new Scenario([agent('ann', {}, ['care', 'sales'])], QUEUES.map((queue) => (queue.id === 'sales' ? { ...queue, priority: 1 } : queue)));
    acd.at(1, contact('c1'));
    acd.at(2, contact('s1', { queue: 'sales' }));
    expect(acd.ready(3, 'ann')).toContain('offer s1@ann rings 20');
  });
});
