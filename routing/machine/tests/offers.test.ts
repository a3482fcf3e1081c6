import { describe, expect, it } from 'vitest';
import { agent, contact, Scenario } from './scenario.ts';

describe('who is offered what', () => {
  it('offers a contact to the agent idle longest', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'bob');
    acd.ready(2, 'ann');
    expect(acd.at(10, contact('c1'))).toEqual(['c1 queued 1 in care', 'bob is offered', 'offer c1@bob rings 15']);
  });

  it('takes agents who became idle at the same instant in the order they did', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'bob', 'ann');
    expect(acd.at(10, contact('c1'))).toContain('offer c1@bob rings 15');
  });

  it('reserves an agent for one contact at a time', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(10, contact('c1'));
    expect(acd.at(11, contact('c2'))).toEqual(['c2 queued 2 in care']);
  });

  it.each([
    ['at the level', { billing: 5 }, true],
    ['above the level', { billing: 9 }, true],
    ['below the level', { billing: 4 }, false],
    ['without the skill', { english: 9 }, false],
    ['with one of two skills', { billing: 5, english: 1 }, true],
  ])('offers a contact that needs billing ≥ 5 to an agent %s: %#', (_name, skills, offered) => {
    const acd = new Scenario([agent('ann', skills)]);
    acd.ready(1, 'ann');
    const events = acd.at(2, contact('c1', { needs: [{ skill: 'billing', level: 5 }] }));
    expect(events.includes('offer c1@ann rings 15')).toBe(offered);
  });

  it('needs every skill asked for', () => {
    const acd = new Scenario([agent('ann', { billing: 9 }), agent('bob', { billing: 5, zh: 5 })]);
    acd.ready(1, 'ann', 'bob');
    const needs = [{ skill: 'billing', level: 5 }, { skill: 'zh', level: 5 }];
    expect(acd.at(2, contact('c1', { needs }))).toContain('offer c1@bob rings 15');
  });

  it('does not take words of the language for skills', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    expect(acd.at(2, contact('c1', { needs: [{ skill: 'constructor', level: 1 }] }))).toEqual(['c1 queued 1 in care']);
  });

  it('gives an agent who becomes ready the highest priority, then the longest waiting', () => {
    const acd = new Scenario([agent('ann', {}, ['care', 'sales'])]);
    acd.at(1, contact('old'));
    acd.at(2, contact('vip', { priority: 5, queue: 'sales' }));
    acd.at(3, contact('older', { waitingSince: 500 }));
    expect(acd.ready(4, 'ann')).toEqual(['ann is ready', 'ann is offered', 'offer vip@ann rings 20']);
    acd.answer(5, 'vip@ann');
    expect(acd.end(6, 'vip', 'ann')).toContain('offer older@ann rings 15');
  });

  it('passes over a contact the agent may not have', () => {
    const acd = new Scenario([agent('ann')]);
    acd.at(1, contact('c1', { except: 'ann' }));
    acd.at(2, contact('c2'));
    expect(acd.ready(3, 'ann')).toContain('offer c2@ann rings 15');
  });

  it('keeps agents of other queues out', () => {
    const acd = new Scenario([agent('ann', {}, ['sales'])]);
    acd.ready(1, 'ann');
    expect(acd.at(2, contact('c1'))).toEqual(['c1 queued 1 in care']);
  });

  it('says why: who was in the running and who was not', () => {
    const people = [agent('ann', { zh: 5 }), agent('bob', { zh: 9 }), agent('cy', { zh: 4 }), agent('di', { zh: 9 }), agent('ed', { zh: 9 })];
    const acd = new Scenario(people);
    acd.ready(1, 'bob');
    acd.ready(3, 'ann', 'cy', 'di');
    acd.notReady(4, 'di', 'lunch');
    acd.at(10, contact('c1', { needs: [{ skill: 'zh', level: 5 }], waitingSince: 4_000 }));
    expect(acd.made[0]?.reason).toEqual({
      candidateCount: 2,
      needs: [{ skill: 'zh', level: 5 }],
      contactRank: { priority: 0, since: 4_000, ahead: 0 },
      waitedMs: 6_000,
      strategy: 'longest-idle',
      candidates: [
        { agent: 'bob', idleMs: 9_000 },
        { agent: 'ann', idleMs: 7_000 },
      ],
      excluded: [
        { agent: 'cy', why: 'missing skill zh ≥ 5' },
        { agent: 'di', why: 'not-ready: lunch' },
        { agent: 'ed', why: 'offline' },
      ],
    });
  });
});

describe('an offer not taken', () => {
  it('is withdrawn at its ring time-out; the agent is not ready and the contact goes on at once', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann', 'bob');
    acd.at(10, contact('c1'));
    expect(acd.deadline).toBe(25_000);
    expect(acd.tick(24.999)).toEqual([]);
    expect(acd.tick(25)).toEqual([
      'withdraw c1@ann: no-answer',
      'ann is not-ready no-answer',
      'bob is offered',
      'offer c1@bob rings 15',
    ]);
    expect(acd.answer(30, 'c1@bob')).toEqual(['c1 connected to bob after 20', 'bob is busy']);
  });

  it.each(['rejected', 'busy', 'unreachable'] as const)('is passed on when %s', (why) => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann', 'bob');
    acd.at(10, contact('c1'));
    expect(acd.fail(11, 'c1@ann', why)).toEqual([`ann is not-ready ${why}`, 'bob is offered', 'offer c1@bob rings 15']);
  });

  it('keeps the place of its contact', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann');
    acd.at(10, contact('c1'));
    acd.at(11, contact('c2'));
    expect(acd.fail(12, 'c1@ann', 'rejected')).toEqual(['ann is not-ready rejected']);
    expect(acd.ready(13, 'bob')).toContain('offer c1@bob rings 15');
  });

  it('counts as answered at the very instant of its time-out', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(10, contact('c1'));
    expect(acd.answer(25, 'c1@ann')).toEqual(['c1 connected to ann after 15', 'ann is busy']);
    expect(acd.tick(26)).toEqual([]);
  });

  it('counts as answered after its time-out too, while nothing else has been decided', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann', 'bob');
    acd.at(10, contact('c1'));
    expect(acd.answer(27, 'c1@ann')).toEqual(['c1 connected to ann after 17', 'ann is busy']);
    acd.at(30, contact('c2'));
    // Any other command after the time-out carries it out first.
    acd.notReady(46, 'ann', 'lunch');
    expect(acd.answer(46, 'c2@bob')).toEqual(['stale answer']);
  });

  it('that is answered later is stale, and a failure told twice is ignored', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(10, contact('c1'));
    acd.tick(25);
    expect(acd.answer(25, 'c1@ann')).toEqual(['stale answer']);
    expect(acd.fail(25, 'c1@ann', 'busy')[0]).toMatch(/^ignored offer.failed/);
    expect(acd.answer(26, 'nonsense')).toEqual(['stale answer']);
  });
});
