import { seededRandom } from '#core';
import { describe, expect, it } from 'vitest';
import type { RoutingCommand, RoutingEvent } from '../../model.ts';
import { initialRouting, nextDeadline, route } from '../route.ts';
import { routingFrom, snapshotOf } from '../snapshot.ts';
import { countsOf, queueViews } from '../views.ts';
import { anyCommand, everySetting } from './random-day.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a snapshot', () => {
  const kinds = new Set<string>();

  it.each([1, 2, 3, 4, 5, 6])('goes on exactly as the machine it was taken of (seed %i)', (seed) => {
    const random = seededRandom(seed);
    let state = initialRouting({ agents: [], queues: [] });
    let twin = state;
    let at = 0;
    const both = (command: RoutingCommand): readonly RoutingEvent[] => {
      const turn = route(state, command, at);
      const again = twin === state ? turn : route(twin, command, at);
      expect(again.events).toEqual(turn.events);
      for (const event of turn.events) kinds.add(event.type);
      return turn.events;
    };
    both({ type: 'settings', settings: everySetting(random) });
    for (let step = 0; step < 1_500; step++) {
      if (random.int(3)) at += random.int(1_500);
      both(anyCommand(random, state, step));
      const due = nextDeadline(state);
      if (due !== undefined && due <= at) throw new Error('a deadline passed unseen');
      expect(nextDeadline(twin)).toBe(due);
      if (step % 25 === 0) twin = routingFrom(throughJson(snapshotOf(twin)));
    }
    expect(queueViews(twin, at)).toEqual(queueViews(state, at));
    expect(countsOf(twin)).toEqual(countsOf(state));
  });

  it('was tried on days in which everything happens', () => {
    expect([...kinds].sort()).toEqual(expect.arrayContaining(['agent.aside', 'agent.work', 'contact.connected', 'contact.left', 'contact.overflowed', 'contact.resumed', 'contact.step', 'offer.stale']));
  });

  it('of an empty machine is an empty machine', () => {
    const state = routingFrom(throughJson(snapshotOf(initialRouting({ agents: [], queues: [] }))));
    expect(countsOf(state)).toEqual({ waiting: 0, offered: 0, busy: 0 });
  });

  it('of something else is refused', () => {
    expect(() => routingFrom({})).toThrow('no snapshot of the routing machine');
  });
});
