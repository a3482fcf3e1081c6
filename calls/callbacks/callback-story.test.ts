/** Customers who are called back, on a clock that stands still: the test plays every phone and the trunk. */
import { describe, expect, test } from 'vitest';
import { StoryHouse, WRAP_UP_MS } from '#test/simulators/house/index';
import type { Call } from '../call.ts';
import { askWorld } from '../flow/ask-world.ts';

const CUSTOMER = '13800138000';
const QUESTION = { kind: 'callback', queue: 'sales', skills: [], priority: 7, number: CUSTOMER, keepPlace: true } as const;

/** A caller has waited for 100 s, wants a callback and hangs up. */
async function booked(order: 'agent-first' | 'customer-first' = 'agent-first', before?: StoryHouse) {
  const house = new StoryHouse({ settings: { callbackOrder: order, callbackRingMs: 20_000 }, ...(before ? { before } : {}) });
  house.sip.trunk = '127.0.0.1';
  const { leg } = await house.call('4000', { from: CUSTOMER });
  const first = [...house.flow.open][0] as Call;
  const waitingSince = house.clock.now();
  await house.pass(100_000);
  const answer = await askWorld(first, { ...QUESTION, waitingSince }, first.scope);
  leg.bye();
  await house.pass(100);
  return { house, first, answer };
}
const one = (house: StoryHouse) => [...house.callbacks.kept.values()].at(-1)!;

describe('a callback that keeps the place, the agent first', () => {
  test('the caller may hang up; the place waits on with its age, before those who came later', async () => {
    const { house, answer, first } = await booked();
    expect(answer).toMatchObject({ outcome: 'booked' });
    expect(house.store.events.find(({ callId, type }) => callId === first.id && type === 'call.ended')?.data).toMatchObject({ outcome: 'finished' });
    await house.call('5001', { from: '10000' });
    expect(house.house.desk.counts().waiting).toBe(2);
    house.sip.register('1001');
    await house.settle();
    house.ringAt('1001').answer();
    await house.settle();
    // The agent hears that it is a callback, then the ringing.
    expect(house.media.leg('agent').playing).toBe('en/callback-calling');
    house.media.leg('agent').heard();
    await house.settle();
    expect(house.media.leg('agent').playing).toBe('en/ringback');
    const customer = house.ringAt(CUSTOMER).answer();
    await house.settle();
    expect(house.media.areBridged(house.media.leg('agent'), house.callerHears)).toBe(true);
    expect(one(house)).toMatchObject({ state: 'attempting', call: first.id });
    await house.pass(30_000);
    customer.bye();
    await house.pass(WRAP_UP_MS);
    expect(one(house)).toMatchObject({ state: 'done', attempts: [{ end: 'talked' }] });
    const second = one(house).attempts[0]?.call ?? '';
    const { summary, events } = (await house.store.call(second))!;
    expect(summary).toMatchObject({ from: CUSTOMER, queue: 'sales', agent: 'anna', outcome: 'answered', talkSeconds: 30 });
    expect(events[0]?.data).toMatchObject({ before: first.id, callback: one(house).id });
    expect(house.store.events.find(({ callId, type }) => callId === first.id && type === 'callback.asked')?.data).toMatchObject({ callback: one(house).id, keepPlace: true });
  });

  test.each([
    [486, 'busy', 300_000],
    [480, 'no-answer', 1_800_000],
    [404, 'unreachable', 3_600_000],
  ])('not reached (%i): the agent hears so and is free, and it is tried again after the pause of %s', async (code, end, pause) => {
    const { house } = await booked();
    house.sip.register('1001');
    await house.settle();
    const anna = house.ringAt('1001').answer();
    await house.settle();
    house.ringAt(CUSTOMER).fail(code);
    await house.settle();
    expect(house.media.leg('agent').playing).toBe('en/callback-no-answer');
    house.media.leg('agent').heard();
    await house.pass(WRAP_UP_MS);
    expect([anna.isEnded, house.agentState('anna'), one(house).attempts[0]?.end]).toEqual([true, 'ready', end]);
    expect(house.told('call.ended')).toMatchObject({ outcome: 'unanswered' });
    await house.pass(pause - WRAP_UP_MS - 1_000);
    expect(house.house.desk.counts().offered).toBe(0);
    await house.pass(2_000);
    house.ringAt('1001').answer();
    await house.settle();
    house.ringAt(CUSTOMER).fail(code);
    await house.settle();
    house.media.leg('agent').heard();
    await house.pass(1_000);
    expect(one(house).state).toBe('given-up');
  });

  test('an agent who lets go before the customer answers stops the ringing; it was no attempt', async () => {
    const { house } = await booked();
    house.sip.register('1001');
    await house.settle();
    const anna = house.ringAt('1001').answer();
    await house.settle();
    const ring = house.ringAt(CUSTOMER);
    anna.bye();
    await house.settle();
    expect(ring.cancelled).toBe('the agent hung up');
    expect(one(house)).toMatchObject({ state: 'open', attempts: [{ end: 'no-agent' }] });
  });

  test('cancelled while it waits: out of the queue, nobody is called', async () => {
    const { house } = await booked();
    expect(house.house.desk.counts().waiting).toBe(1);
    await house.house.callbacks?.cancel(one(house).id, 'sue');
    await house.settle();
    expect(await house.left()).toMatchObject({ calls: 0, waiting: 0, legs: 0 });
    expect(one(house).state).toBe('cancelled');
  });

  test('survives a kill of the server: waits again, with the old age', async () => {
    const { house } = await booked();
    house.scope.end('killed');
    const after = new StoryHouse({ before: house });
    after.sip.trunk = '127.0.0.1';
    await after.settle();
    expect(after.house.desk.counts().waiting).toBe(1);
    after.sip.register('1001');
    await after.settle();
    after.ringAt('1001').answer();
    await after.settle();
    expect(after.told('offer.made')).toMatchObject({ reason: { waitedMs: 100_100 } });
    expect(one(after).attempts.map(({ end }) => end)).toEqual(['interrupted', undefined]);
  });
});

describe('the customer first', () => {
  /** The turn is about to come: with nobody signed in nothing is known, so it comes at once. */
  async function answered() {
    const { house, first } = await booked('customer-first');
    const customer = house.ringAt(CUSTOMER).answer();
    await house.settle();
    expect(house.callerHears.playing).toBe('en/callback-hello');
    return { house, first, customer };
  }

  test('a person presses the key and waits as one who waited all the time', async () => {
    const { house, customer } = await answered();
    await house.call('5001', { from: '10000' });
    customer.press('1');
    await house.settle();
    house.sip.register('1001');
    await house.settle();
    house.ringAt('1001').answer();
    await house.pass(5_000);
    expect(house.told('agent.connected')).toMatchObject({ agent: 'anna' });
    customer.bye();
    await house.pass(1_000);
    expect(one(house)).toMatchObject({ state: 'done', attempts: [{ end: 'talked' }] });
  });

  test('an answering machine presses nothing: asked twice, hung up, tried again later', async () => {
    const { house, customer } = await answered();
    for (let time = 0; time < 2; time++) {
      house.callerHears.heard();
      await house.pass(8_000);
    }
    expect(customer.isEnded).toBe(true);
    expect(one(house)).toMatchObject({ state: 'open', attempts: [{ end: 'no-answer' }] });
  });
});

test('no trunk, no callback; a second wish is the first one', async () => {
  const { house, first } = await booked();
  expect(house.callbacks.kept.size).toBe(1);
  const { leg: again } = await house.call('4000', { from: CUSTOMER });
  const call = [...house.flow.open].at(-1) as Call;
  expect(await askWorld(call, QUESTION, call.scope)).toEqual({ outcome: 'booked', data: {} });
  expect([house.callbacks.kept.size, house.told('callback.asked')]).toMatchObject([1, { known: true }]);
  house.sip.trunk = undefined;
  expect(await askWorld(call, { ...QUESTION, number: '10086' }, call.scope)).toEqual({ outcome: 'refused', data: { why: 'no-trunk' } });
  expect(await askWorld(call, { ...QUESTION, number: 'anonymous' }, call.scope)).toMatchObject({ outcome: 'refused' });
  again.bye();
  expect(first.served).toBe('callback');
});
