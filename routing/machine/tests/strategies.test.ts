import { describe, expect, it } from 'vitest';
import type { AgentSpec, QueueSpec, Strategy } from '../../model.ts';
import { agent, contact, Scenario } from './scenario.ts';

const care = (strategy: Strategy, more: Partial<QueueSpec> = {}): QueueSpec[] => [{ id: 'care', ringTimeoutMs: 15_000, wrapUpMs: 0, strategy, ...more }];
const people = (...ids: string[]): AgentSpec[] => ids.map((id) => agent(id));

/** One whole call, answered and ended within `seconds`. */
function call(acd: Scenario, at: number, id: string, seconds = 1): string | undefined {
  acd.at(at, contact(id));
  const to = acd.made.at(-1)?.agent ?? '';
  acd.answer(at, `${id}@${to}`);
  acd.end(at + seconds, id, to);
  return to;
}

describe('least occupied', () => {
  it('takes the agent who has worked the smallest share of the time since signing in', () => {
    const acd = new Scenario(people('ann', 'bob'), care('least-occupied'));
    acd.ready(0, 'ann');
    expect(call(acd, 1, 'c1', 50)).toBe('ann');
    acd.ready(60, 'bob');
    expect(call(acd, 70, 'c2', 10)).toBe('bob');
    // Ann: 50 of 200 s, Bob: 10 of 140 s.
    expect(call(acd, 200, 'c3', 1)).toBe('bob');
    expect(acd.made.at(-1)?.reason).toMatchObject({ strategy: 'least-occupied', candidates: [{ agent: 'bob', score: -10 / 140 }, { agent: 'ann', score: -50 / 200 }] });
  });
});

describe('fewest calls', () => {
  it('evens out the number of contacts since signing in', () => {
    const acd = new Scenario(people('ann', 'bob'), care('fewest-calls'));
    acd.ready(0, 'ann');
    call(acd, 1, 'c1');
    call(acd, 3, 'c2');
    acd.ready(5, 'bob');
    expect([call(acd, 6, 'c3'), call(acd, 8, 'c4'), call(acd, 10, 'c5')]).toEqual(['bob', 'bob', 'ann']);
  });
});

describe('round robin', () => {
  it('goes around in the order of the settings, passing over who is not free', () => {
    const acd = new Scenario(people('ann', 'bob', 'cy'), care('round-robin'));
    acd.ready(0, 'cy', 'bob', 'ann');
    expect([call(acd, 1, 'c1'), call(acd, 3, 'c2'), call(acd, 5, 'c3'), call(acd, 7, 'c4')]).toEqual(['ann', 'bob', 'cy', 'ann']);
    acd.notReady(9, 'bob', 'lunch');
    expect(call(acd, 10, 'c5')).toBe('cy');
  });
});

describe('top down', () => {
  it('always takes the first by rank who is free', () => {
    const acd = new Scenario([{ ...agent('ann'), rank: 3 }, { ...agent('bob'), rank: 1 }, { ...agent('cy'), rank: 2 }], care('top-down'));
    acd.ready(0, 'ann', 'bob', 'cy');
    expect([call(acd, 1, 'c1'), call(acd, 3, 'c2')]).toEqual(['bob', 'bob']);
    acd.notReady(5, 'bob', 'lunch');
    expect(call(acd, 6, 'c3')).toBe('cy');
  });
});

describe('best skill', () => {
  it('weighs how far each is above what is needed', () => {
    const acd = new Scenario([agent('ann', { zh: 9, billing: 5 }), agent('bob', { zh: 6, billing: 7 })], care('best-skill'));
    acd.ready(0, 'ann', 'bob');
    const needs = [{ skill: 'zh', level: 5 }, { skill: 'billing', level: 5, weight: 3 }];
    acd.at(1, contact('c1', { needs }));
    // Ann: 4 + 3 × 0, Bob: 1 + 3 × 2.
    expect(acd.made[0]?.reason.candidates).toEqual([{ agent: 'bob', idleMs: 1_000, score: 7 }, { agent: 'ann', idleMs: 1_000, score: 4 }]);
  });
});

describe('random', () => {
  it('takes everybody now and then, and the same when it is replayed', () => {
    const day = () => {
      const acd = new Scenario(people('ann', 'bob', 'cy'), care('random'));
      acd.ready(0, 'ann', 'bob', 'cy');
      return Array.from({ length: 60 }, (_, i) => call(acd, i * 2 + 1, `c${i}`) ?? '');
    };
    const drawn = day();
    expect(Object.values(Object.groupBy(drawn, (one) => one)).map((times) => (times?.length ?? 0) > 8)).toEqual([true, true, true]);
    expect(day()).toEqual(drawn);
  });
});

describe('ring all', () => {
  const three = () => {
    const acd = new Scenario(people('ann', 'bob', 'cy'), care('ring-all'));
    acd.ready(0, 'ann', 'bob', 'cy');
    return acd;
  };

  it('rings everybody; the first answer wins and the others stop', () => {
    const acd = three();
    expect(acd.at(1, contact('c1')).filter((line) => line.startsWith('offer'))).toEqual(['offer c1@ann rings 15', 'offer c1@bob rings 15', 'offer c1@cy rings 15']);
    expect(acd.answer(2, 'c1@bob')).toEqual([
      'withdraw c1@ann: answered elsewhere',
      'withdraw c1@cy: answered elsewhere',
      'c1 connected to bob after 1',
      'bob is busy',
      'ann is ready',
      'cy is ready',
    ]);
    expect(acd.answer(2, 'c1@ann')).toEqual(['stale answer']);
    expect(acd.answer(2, 'c1@bob')).toEqual(['stale answer']);
  });

  it('keeps the idle place of those who were not quick enough', () => {
    const acd = three();
    acd.at(1, contact('c1'));
    acd.answer(2, 'c1@bob');
    expect(acd.stateOf('ann')).toBe('{"kind":"ready","since":0}');
  });

  it('goes on at the others when one rejects, and one phone vanishes', () => {
    const acd = three();
    acd.at(1, contact('c1'));
    expect(acd.fail(2, 'c1@ann', 'rejected')).toEqual(['ann is not-ready rejected']);
    expect(acd.offline(3, 'cy')).toEqual(['withdraw c1@cy: agent offline', 'cy is offline']);
    expect(acd.answer(4, 'c1@bob')).toEqual(['c1 connected to bob after 3', 'bob is busy']);
  });

  it('stops everywhere when the caller hangs up; an answer of that instant is stale', () => {
    const acd = three();
    acd.at(1, contact('c1'));
    expect(acd.abandon(2, 'c1').filter((line) => line.startsWith('withdraw'))).toHaveLength(3);
    expect(acd.answer(2, 'c1@cy')).toEqual(['stale answer']);
    expect(['ann', 'bob', 'cy'].map((id) => acd.stateOf(id))).toEqual(Array(3).fill('{"kind":"ready","since":0}'));
  });

  it('makes nobody not ready when it rings out, and rings anew', () => {
    const acd = three();
    acd.at(1, contact('c1'));
    const events = acd.tick(16);
    expect(events.filter((line) => line.startsWith('withdraw'))).toEqual(['withdraw c1@ann: no-answer', 'withdraw c1@bob: no-answer', 'withdraw c1@cy: no-answer']);
    expect(events.filter((line) => line.startsWith('offer'))).toEqual(['offer c1@ann rings 15', 'offer c1@bob rings 15', 'offer c1@cy rings 15']);
  });

  it('gives who rang in vain to a contact of higher rank that came meanwhile', () => {
    const acd = new Scenario(people('ann'), care('ring-all'));
    acd.ready(0, 'ann');
    acd.at(1, contact('c1'));
    acd.at(2, contact('vip', { priority: 1 }));
    expect(acd.tick(16)).toContain('offer vip@ann rings 15');
  });

  it('lets those ring too who became free since, after a moment, for what is left of the ring time', () => {
    const acd = new Scenario(people('ann', 'bob'), care('ring-all'));
    acd.ready(0, 'ann');
    acd.at(1, contact('c1'));
    acd.ready(3, 'bob');
    expect(acd.tick(6)).toEqual(['bob is offered', 'offer c1@bob rings 10']);
  });

  it('rings at most so many', () => {
    const acd = new Scenario(people('ann', 'bob', 'cy'), care('ring-all', { ringAtMost: 2 }));
    acd.ready(0, 'ann', 'bob', 'cy');
    acd.at(1, contact('c1'));
    expect(acd.made.map((one) => one.agent)).toEqual(['ann', 'bob']);
    expect(acd.at(2, contact('c2'))).toContain('offer c2@cy rings 15');
  });

  it('gives the losers what waits', () => {
    const acd = new Scenario(people('ann', 'bob'), care('ring-all'));
    acd.ready(0, 'ann', 'bob');
    acd.at(1, contact('c1'));
    acd.at(2, contact('c2'));
    expect(acd.answer(3, 'c1@ann')).toEqual([
      'withdraw c1@bob: answered elsewhere',
      'c2 moves to 1',
      'c1 connected to ann after 2',
      'ann is busy',
      'bob is ready',
      'bob is offered',
      'offer c2@bob rings 15',
    ]);
  });
});

describe('progressive ringing', () => {
  it('adds a phone from time to time, up to the limit, the longest idle first', () => {
    const acd = new Scenario(people('ann', 'bob', 'cy'), care('progressive', { progressiveMs: 4_000, ringAtMost: 2 }));
    acd.ready(0, 'bob', 'ann', 'cy');
    expect(acd.at(1, contact('c1'))).toEqual(['c1 queued 1 in care', 'bob is offered', 'offer c1@bob rings 15']);
    expect(acd.tick(5)).toEqual(['ann is offered', 'offer c1@ann rings 11']);
    expect(acd.tick(9)).toEqual([]);
    expect(acd.fail(10, 'c1@bob', 'busy')).toEqual(['bob is not-ready busy']);
    expect(acd.tick(13)).toEqual(['cy is offered', 'offer c1@cy rings 3']);
    expect(acd.answer(14, 'c1@ann')).toContain('withdraw c1@cy: answered elsewhere');
  });
});
