import { describe, expect, it } from 'vitest';
import type { AgentSpec, RoutingCommand } from '../../model.ts';
import { agent, contact, QUEUES, Scenario } from './scenario.ts';

const settings = (agents: AgentSpec[], queues = QUEUES): RoutingCommand => ({ type: 'settings', settings: { agents, queues } });

describe('settings changed while calls are in progress', () => {
  it('a new skill brings the agent the contact that waited for it', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(2, contact('c1', { needs: [{ skill: 'zh', level: 5 }] }));
    expect(acd.at(3, settings([agent('ann', { zh: 5 })]))).toEqual(['ann is offered', 'offer c1@ann rings 15']);
  });

  it('gives several waiting contacts to several agents, best contact to longest idle', () => {
    const acd = new Scenario([agent('ann', {}, []), agent('bob', {}, [])]);
    acd.ready(1, 'bob', 'ann');
    acd.at(2, contact('c1'));
    acd.at(3, contact('vip', { priority: 2 }));
    expect(acd.at(4, settings([agent('ann'), agent('bob')]))).toEqual([
      'bob is offered',
      'offer vip@bob rings 15',
      'ann is offered',
      'offer c1@ann rings 15',
    ]);
  });

  it('a new queue and a new agent work at once', () => {
    const acd = new Scenario([]);
    acd.at(1, settings([agent('new', {}, ['night'])], [...QUEUES, { id: 'night', ringTimeoutMs: 5_000, wrapUpMs: 0 }]));
    acd.ready(2, 'new');
    expect(acd.at(3, contact('c1', { queue: 'night' }))).toContain('offer c1@new rings 5');
  });

  it('an agent removed while ringing loses the offer, which goes on', () => {
    const acd = new Scenario([agent('ann'), agent('bob')]);
    acd.ready(1, 'ann', 'bob');
    acd.at(2, contact('c1'));
    expect(acd.at(3, settings([agent('bob')]))).toEqual([
      'withdraw c1@ann: agent removed',
      'ann is offline',
      'bob is offered',
      'offer c1@bob rings 15',
    ]);
    expect(acd.ready(4, 'ann')[0]).toBe('ignored agent.online: no agent ann in the settings');
  });

  it('an agent removed while in conversation finishes it', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(2, contact('c1'));
    acd.answer(3, 'c1@ann');
    expect(acd.at(4, settings([]))).toEqual([]);
    expect(acd.end(5, 'c1', 'ann')).toEqual(['ann is offline']);
  });

  it('a queue removed is served by its last agents until it is empty, and takes nobody new', () => {
    const acd = new Scenario([agent('ann')]);
    acd.at(1, contact('c1'));
    acd.at(2, settings([agent('ann', {}, ['sales'])], QUEUES.slice(1)));
    expect(acd.at(3, contact('c2'))).toEqual(['c2 failed: no queue care in the settings']);
    expect(acd.ready(4, 'ann')).toContain('offer c1@ann rings 15');
    acd.answer(5, 'c1@ann');
    acd.end(6, 'c1', 'ann');
    expect(acd.tick(16)).toEqual(['ann is ready']);
    expect(acd.at(17, contact('c3'))).toEqual(['c3 failed: no queue care in the settings']);
  });

  it('new times hold for the next ringing', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(2, contact('c1'));
    acd.at(3, settings([agent('ann')], [{ id: 'care', ringTimeoutMs: 3_000, wrapUpMs: 0 }]));
    expect(acd.tick(6)).toEqual([]);
    expect(acd.tick(17)).toContain('ann is not-ready no-answer');
    expect(acd.at(18, { type: 'agent.ready', agent: 'ann' })).toContain('offer c1@ann rings 3');
  });

  it('told twice changes nothing', () => {
    const acd = new Scenario([agent('ann')]);
    acd.ready(1, 'ann');
    acd.at(2, contact('c1'));
    expect(acd.at(3, settings([agent('ann')]))).toEqual([]);
  });

  it('a queue removed is no longer what a step had widened to', () => {
    const acd = new Scenario([agent('sam', {}, ['sales'])]);
    acd.at(1, contact('s1', { queue: 'sales' }));
    acd.at(2, contact('c1', { steps: [{ queues: ['sales'] }] }));
    expect(acd.view(2, 'c1')?.agents).toBe(1);
    acd.at(3, settings([agent('sam', {}, [])], QUEUES.slice(0, 1)));
    expect(acd.view(3, 'c1')?.agents).toBe(0);
    acd.ready(4, 'sam');
    acd.answer(5, 's1@sam');
    expect(acd.end(6, 's1', 'sam')).toEqual(['sam is ready']);
  });

  it('a strategy that rings no longer together lets nobody join those who ring', () => {
    const acd = new Scenario([agent('ann'), agent('bob')], [{ id: 'care', ringTimeoutMs: 30_000, wrapUpMs: 0, strategy: 'ring-all' }]);
    acd.ready(1, 'ann');
    acd.at(2, contact('c1'));
    acd.at(3, settings([agent('ann'), agent('bob')]));
    acd.ready(4, 'bob');
    expect(acd.tick(7)).toEqual([]);
    expect(acd.answer(8, 'c1@ann')).toEqual(['c1 connected to ann after 6', 'ann is busy']);
  });
});
