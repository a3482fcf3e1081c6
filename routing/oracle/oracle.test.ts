import { describe, expect, it } from 'vitest';
import { initialRouting, route } from '../machine/route.ts';
import { simulate } from './simulate.ts';

describe('random commands against the oracle', () => {
  it.each([1, 2, 3, 4])('break no promise (seed %i)', (seed) => {
    const { world } = simulate(seed, 1_500);
    for (const happened of ['arrived', 'connected', 'left abandoned', 'failed', 'offer withdrawn', 'offer failed', 'ignored', 'offer.stale']) {
      expect([happened, world.tally[happened] ?? 0]).toEqual([happened, expect.toSatisfy((n: number) => n > 5)]);
    }
  });
});

describe('replay', () => {
  it('of the log gives the same events from an empty machine', () => {
    const { log, events } = simulate(42, 1_000);
    let state = initialRouting({ agents: [], queues: [] });
    const again = log.flatMap(({ command, at }) => {
      const turn = route(state, command, at);
      state = turn.state;
      return turn.events;
    });
    expect(again).toEqual(events);
  });
});
