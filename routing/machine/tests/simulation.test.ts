import { describe, expect, it } from 'vitest';
import { initialRouting, route } from '../route.ts';
import { countsOf } from '../views.ts';
import { simulate } from './simulation.ts';

describe('thousands of random commands', () => {
  it.each([1, 2, 3, 4, 5, 6])('break no promise (seed %i)', (seed) => {
    const { seen } = simulate(seed, 2_000);
    expect(seen.queued).toBeGreaterThan(200);
    for (const how of ['connected', 'left', 'failed']) expect(seen.ends[how]).toBeGreaterThan(10);
  });
});

describe('replay', () => {
  it('of the log gives the same events from an empty machine', () => {
    const { log, events } = simulate(42, 2_000);
    let state = initialRouting({ agents: [], queues: [] });
    const again = log.flatMap(({ command, at }) => {
      const turn = route(state, command, at);
      state = turn.state;
      return turn.events;
    });
    expect(again).toEqual(events);
  });
});

describe('size', () => {
  it('nothing is kept of contacts that are over', () => {
    const settings = { agents: [{ id: 'ann', skills: {}, queues: ['q'] }], queues: [{ id: 'q', ringTimeoutMs: 1_000, wrapUpMs: 0 }] };
    let state = initialRouting(settings);
    state = route(state, { type: 'agent.online', agent: 'ann', ready: true }, 0).state;
    for (let i = 0; i < 1_000; i++) {
      const id = `c${i}`;
      const needs = [{ skill: 'x', level: i % 3 ? 0 : 5 }];
      const offer = route(state, { type: 'contact.enqueue', contact: { id, queue: 'q', needs, priority: 0 } }, i).events.find(
        (event) => event.type === 'offer.made',
      );
      if (!offer) state = route(state, { type: 'contact.leave', contact: id, why: 'abandoned' }, i).state;
      else state = route(state, { type: 'offer.answered', offer: offer.offer }, i).state;
      state = route(state, { type: 'contact.ended', contact: id, agent: 'ann' }, i).state;
    }
    expect(countsOf(state)).toEqual({ waiting: 0, offered: 0, busy: 0 });
    expect([state.contacts.size, state.offers.size, state.alarms.size, [...state.demands.values()].filter((demand) => demand.users > 0).length]).toEqual([0, 0, 0, 0]);
  });
});
