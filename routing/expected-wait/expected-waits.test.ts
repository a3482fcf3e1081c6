import { ManualClock, Scope, seededRandom } from '#core';
import { describe, expect, test } from 'vitest';
import { createRoutingDesk, memoryRoutingLog } from '../index.ts';
import { ExpectedWaits } from './expected-waits.ts';

const AGENTS = ['ann', 'bob', 'cid', 'dee'];
const RING_MS = 3_000;

/** A queue whose agents answer after 3 s and talk as the test says; other agents of the house serve `sales`. */
function openQueue() {
  const clock = new ManualClock();
  const agents = AGENTS.map((id) => ({ id, skills: {}, queues: ['care'] }));
  const queues = ['care', 'sales'].map((id) => ({ id, ringTimeoutMs: 15_000, wrapUpMs: 0 }));
  const channels = [{ id: 'voice', capacity: 1, interrupts: ['ticket'] }, { id: 'ticket', capacity: 1, interrupts: [], background: true }];
  const desk = createRoutingDesk({ settings: { agents, queues, channels }, log: memoryRoutingLog(), clock });
  const roster = new Map(agents.map((agent) => [agent.id, agent]));
  const waits = new ExpectedWaits({ desk, clock, agents: () => roster }, new Scope());
  const enter = (id: string) => desk.send({ type: 'contact.enqueue', contact: { id, queue: 'care', needs: [], priority: 0 } });
  const signIn = (...ids: string[]) => ids.forEach((agent) => desk.send({ type: 'agent.online', agent, ready: true }));
  return { clock, desk, waits, enter, signIn };
}

/** Conversations of exponential length around the mean. */
function converse({ desk, clock }: ReturnType<typeof openQueue>, talkMs: () => number): void {
  desk.events.on((event) => {
    if (event.type === 'offer.made') clock.after(RING_MS, () => desk.send({ type: 'offer.answered', offer: event.offer }));
    if (event.type === 'contact.connected') clock.after(talkMs(), () => desk.send({ type: 'contact.ended', contact: event.contact, agent: event.agent }));
  });
}

describe('the expected wait', () => {
  test('is unknown while nobody works for the queue', () => {
    const queue = openQueue();
    queue.enter('c1');
    expect(queue.waits.of('c1')).toEqual({ position: 1, expectedMs: undefined });
    expect(queue.waits.of('nobody')).toBeUndefined();
  });

  test('of the first days is that of three-minute contacts shared by the agents who work', () => {
    const queue = openQueue();
    queue.signIn('ann', 'bob');
    for (const id of ['c1', 'c2', 'c3', 'c4']) queue.enter(id);
    expect(queue.waits.of('c3')).toEqual({ position: 3, expectedMs: 275_000 });
    expect(queue.waits.ofNext('care')).toEqual({ position: 5, expectedMs: 455_000 });
    queue.signIn('cid');
    expect(queue.waits.of('c3')?.expectedMs).toBe(5_000);
    expect(queue.waits.ofNext('care').expectedMs).toBe(305_000);
    queue.desk.send({ type: 'agent.offline', agent: 'cid' });
    expect(queue.waits.ofNext('care').expectedMs).toBe(455_000);
  });

  test('of somebody who finds a free agent is the time of the ring', () => {
    const queue = openQueue();
    queue.signIn('ann');
    expect(queue.waits.ofNext('care')).toEqual({ position: 1, expectedMs: 5_000 });
  });

  test('is not that of tickets, which an agent has for hours beside calls', () => {
    const [plain, busy] = [openQueue(), openQueue()];
    for (const queue of [plain, busy]) queue.signIn('ann');
    busy.desk.send({ type: 'agent.holds', agent: 'ann', contact: 't0', channel: 'ticket', queue: 'care' });
    busy.desk.send({ type: 'agent.lets-go', agent: 'ann', contact: 't0' });
    busy.desk.send({ type: 'contact.enqueue', contact: { id: 't1', queue: 'care', needs: [], priority: 0, channel: 'ticket' } });
    converse(busy, () => 60_000);
    converse(plain, () => 60_000);
    for (const queue of [plain, busy]) {
      queue.clock.advance(7_200_000);
      for (let n = 0; n < 3; n++) {
        queue.enter(`c${n}`);
        queue.clock.advance(100_000);
      }
    }
    expect(busy.desk.aside('ann', 'ticket').work.length).toBe(1);
    expect(plain.waits.ofNext('sales')).toEqual(busy.waits.ofNext('sales'));
    for (const queue of [plain, busy]) for (const id of ['x', 'y', 'z']) queue.enter(id);
    expect(busy.waits.of('z')).toEqual(plain.waits.of('z'));
  });

  test.each([
    [60, 1],
    [400, 2],
  ])('follows the calls: talks of %i s are learned within the window, without bias', (talkSeconds, seed) => {
    const queue = openQueue();
    const random = seededRandom(seed);
    const exponential = (mean: number) => -Math.log(1 - random.int(1e9) / 1e9) * mean;
    converse(queue, () => exponential(talkSeconds * 1000));
    queue.signIn(...AGENTS);
    const told = new Map<string, number>();
    const errors: { expected: number; real: number }[] = [];
    queue.desk.events.on((event) => {
      const expected = event.type === 'contact.connected' ? told.get(event.contact) : undefined;
      if (event.type === 'contact.connected' && expected !== undefined) errors.push({ expected, real: event.waitedMs });
    });
    // Ten wait at first; then callers come as fast as they are answered.
    for (let n = 0; n < 3_000; n++) {
      const id = `c${n}`;
      queue.enter(id);
      // The first hundred teach.
      const expected = queue.waits.of(id)?.expectedMs;
      if (n > 100 && expected !== undefined) told.set(id, expected);
      if (n > 10) queue.clock.advance(exponential((talkSeconds * 1000 + RING_MS) / AGENTS.length));
    }
    const mean = (of: (one: { expected: number; real: number }) => number) => errors.reduce((sum, one) => sum + of(one), 0) / errors.length;
    expect(errors.length).toBeGreaterThan(2_000);
    expect(mean(({ expected }) => expected) / mean(({ real }) => real)).toBeGreaterThan(0.9);
    expect(mean(({ expected }) => expected) / mean(({ real }) => real)).toBeLessThan(1.1);
    expect(mean(({ expected, real }) => Math.abs(expected - real)) / mean(({ real }) => real)).toBeLessThan(0.35);
    expect(queue.clock.pending).toBeLessThan(20);
    expect(queue.waits.errorOf('care')?.samples).toBe(200);
    expect(queue.waits.errorOf('care')?.meanAbsoluteMs).toBeGreaterThan(1_000);
    expect(queue.waits.errorOf('sales')).toBeUndefined();
  });
});
