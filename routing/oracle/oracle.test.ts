import { describe, expect, it } from 'vitest';
import { initialRouting, route } from '../machine/route.ts';
import { simulate } from './simulate.ts';

/** What a random day must be full of, or it tells nothing. */
const HAPPENS = [
  'arrived', 'connected', 'failed', 'left abandoned', 'left removed', 'left full', 'left overflow', 'left node-lost', 'overflowed full', 'overflowed max-wait',
  'resumed', 'contact.step', 'offer answered', 'offer failed', 'offer withdrawn', 'offer.stale', 'ignored', 'held', 'aside declined', 'aside missed', 'interrupted',
];

describe('random commands against the oracle', () => {
  it('break no promise, and everything happens', () => {
    const tally = new Map<string, number>();
    for (const seed of [6, 7, 8, 18, 20]) for (const [name, n] of Object.entries(simulate(seed, 1_000).world.tally)) tally.set(name, (tally.get(name) ?? 0) + n);
    const never = HAPPENS.filter((name) => !tally.has(name));
    expect(never).toEqual([]);
  });
});

describe('replay', () => {
  it('of the log gives the same events, without the take-overs from snapshots there were', () => {
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
