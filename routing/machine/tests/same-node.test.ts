/** Callers for whom only a phone at their own server will do. */
import { describe, expect, it } from 'vitest';
import { agent, contact, QUEUES, Scenario } from './scenario.ts';

const online = (id: string, node: string) => ({ type: 'agent.online', agent: id, ready: true, node }) as const;
const here = (id: string, node: string, more = {}) => contact(id, { node, sameNode: true, ...more });
const offered = (told: readonly string[]) => told.filter((line) => line.startsWith('offer'));

describe('a caller for phones of the same server', () => {
  it('is not offered to an agent elsewhere, but to the next one who is here, whoever comes first', () => {
    const floor = new Scenario([agent('ann'), agent('bob')]);
    floor.at(0, online('ann', 'a'));
    expect(offered(floor.at(1, here('c1', 'b')))).toEqual([]);
    expect(floor.made).toEqual([]);
    floor.at(2, online('bob', 'b'));
    expect(floor.made.map(({ contact: id, agent: to }) => `${id} ${to}`)).toEqual(['c1 bob']);
    floor.at(3, here('c2', 'a'));
    expect(floor.made.map(({ contact: id, agent: to }) => `${id} ${to}`)).toEqual(['c1 bob', 'c2 ann']);
  });

  it('finds its agent among many, by any strategy', () => {
    for (const strategy of ['longest-idle', 'best-skill', 'random', 'round-robin', 'ring-all'] as const) {
      const agents = Array.from({ length: 30 }, (_, index) => agent(`agent${index}`));
      const floor = new Scenario(agents, QUEUES.map((queue) => ({ ...queue, strategy })));
      agents.forEach(({ id }, index) => floor.at(0, online(id, index === 17 ? 'b' : 'a')));
      floor.at(1, here('c1', 'b'));
      expect([strategy, floor.made.map(({ agent: to }) => to)]).toEqual([strategy, ['agent17']]);
      floor.at(2, here('c2', 'b'));
      expect(floor.made).toHaveLength(1);
    }
  });

  it('is taken by an agent whose phone moves here', () => {
    const floor = new Scenario([agent('ann')]);
    floor.at(0, online('ann', 'a'));
    floor.at(1, here('c1', 'b'));
    floor.at(2, online('ann', 'b'));
    expect(floor.made.map(({ agent: to }) => to)).toEqual(['ann']);
  });

  it('does not wait for a preferred agent who is elsewhere, and is told at once when it wants nobody else', () => {
    const floor = new Scenario([agent('ann'), agent('bob')]);
    floor.at(0, online('ann', 'a'));
    floor.at(0, online('bob', 'b'));
    floor.at(1, here('c1', 'b', { steps: [{ agent: 'ann', lastsMs: 20_000 }, {}] }));
    expect(floor.made.map(({ agent: to }) => to)).toEqual(['bob']);
    expect(floor.at(2, here('c2', 'b', { only: 'ann' })).join()).toContain('at another server');
  });

  it('may be anybody’s without that wish', () => {
    const floor = new Scenario([agent('ann')]);
    floor.at(0, online('ann', 'a'));
    floor.at(1, contact('c1', { node: 'b' }));
    expect(floor.made.map(({ agent: to }) => to)).toEqual(['ann']);
  });
});

describe('an agent at another server than the caller', () => {
  it('who talks when that server is lost is offered nobody until the own server says that the phone is free', () => {
    const floor = new Scenario([agent('ann')]);
    floor.at(0, online('ann', 'a'));
    floor.at(1, contact('c1', { node: 'b' }));
    floor.at(2, { type: 'offer.answered', offer: floor.made[0]!.offer });
    floor.at(3, contact('c2', { node: 'a' }));
    floor.at(4, { type: 'node.lost', node: 'b' });
    expect(floor.made.map(({ contact: id }) => id)).toEqual(['c1']);
    floor.at(5, { type: 'agent.ready', agent: 'ann' });
    expect(floor.made.map(({ contact: id }) => id)).toEqual(['c1', 'c2']);
  });
});
