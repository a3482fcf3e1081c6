/** Callers in the queue and phones that ring, on a clock that stands still. */
import { describe, expect, test } from 'vitest';
import { NOTHING_LEFT, RING_MS, SALES, StoryHouse, WRAP_UP_MS, sdpOf } from '#test/simulators/house/index';

describe('several phones that ring at once', () => {
  const ringing = async () => {
    const house = new StoryHouse({ queues: { strategy: 'ring-all' } });
    for (const account of ['1001', '1002']) house.sip.register(account);
    const { leg } = await house.call(SALES);
    return { house, caller: leg, anna: house.ringAt('1001'), bo: house.ringAt('1002') };
  };

  test.each([['1001', 'anna', '1002'], ['1002', 'bo', '1001']])('the one that is picked up (%s) gets the caller, the other stops', async (first, agent, other) => {
    const { house, caller } = await ringing();
    const late = house.ringAt(other);
    const leg = house.ringAt(first).answer();
    await house.settle();
    expect([late.cancelled, late.elsewhere]).toEqual(['answered elsewhere', true]);
    expect(house.told('agent.connected')).toMatchObject({ agent });
    expect(leg.isEnded).toBe(false);
    caller.bye();
    await house.pass(WRAP_UP_MS + 100);
    expect(['anna', 'bo'].map((id) => house.agentState(id))).toEqual(['ready', 'ready']);
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test('and are picked up in the same moment: one talks, the other is hung up', async () => {
    const { house, anna, bo } = await ringing();
    const legs = [anna.answer(), bo.answer()];
    await house.settle();
    expect(legs.map(({ isEnded }) => isEnded)).toEqual([false, true]);
    expect(house.story.filter((type) => type === 'agent.connected')).toHaveLength(1);
    expect(house.story.filter((type) => type === 'queue.entered')).toHaveLength(1);
  });

  test('and are picked up while the caller hangs up: nobody is left over', async () => {
    const { house, caller, anna, bo } = await ringing();
    const legs = [anna.answer(), bo.answer()];
    caller.bye();
    await house.pass(WRAP_UP_MS + 100);
    expect(legs.map(({ isEnded }) => isEnded)).toEqual([true, true]);
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test('all stop when the caller gives up', async () => {
    const { house, caller, anna, bo } = await ringing();
    caller.bye();
    await house.pass(100);
    expect([anna.cancelled, bo.cancelled]).not.toContain(undefined);
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });
});

describe('a phone that rings', () => {
  test('too long: its agent is not ready, the caller goes to the next with music all the time', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    await house.pass(1_000);
    house.sip.register('1002');
    await house.call(SALES);
    const first = house.ringAt('1001');
    await house.pass(RING_MS);
    expect(first.cancelled).toBe('no-answer');
    expect(house.agentState('anna')).toBe('not-ready: no-answer');
    expect(house.told('offer.failed')).toMatchObject({ agent: 'anna', why: 'no-answer' });
    expect(house.callerHears.background).toBe('music-of-sales');
    expect(house.callerHears.orders.filter((order) => order === 'stop')).toEqual([]);
    expect(house.ringAt('1002').cancelled).toBeUndefined();
  });

  test('and is picked up in the moment its time is over: one of both wins, nobody is left over', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    const { leg } = await house.call(SALES);
    const ring = house.ringAt('1001');
    await house.pass(RING_MS - 1);
    const anna = ring.answer();
    house.clock.advance(1);
    await house.settle();
    expect(anna.isEnded).toBe(true);
    expect(house.agentState('anna')).toBe('not-ready: no-answer');
    leg.bye();
    await house.pass(100);
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test.each([
    [486, 'busy'],
    [603, 'rejected'],
    [503, 'unreachable'],
    [408, 'unreachable'],
  ])('and says %i: its agent is not ready because of that (%s)', async (code, why) => {
    const house = new StoryHouse();
    house.sip.register('1001');
    await house.call(SALES);
    house.ringAt('1001').fail(code);
    await house.settle();
    expect(house.agentState('anna')).toBe(`not-ready: ${why}`);
    expect(house.told('offer.failed')).toMatchObject({ agent: 'anna', why });
    expect(house.callerHears.background).toBe('music-of-sales');
  });

  test('that was gone and is started again makes its agent ready, as at the first time; a further one of somebody at a break does not', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    await house.call(SALES);
    house.ringAt('1001').fail(503);
    await house.settle();
    expect(house.agentState('anna')).toBe('not-ready: unreachable');
    house.sip.registration.emit({ account: '1001', registered: true, fresh: true });
    await house.settle();
    expect(house.agentState('anna')).toBe('offered');
    house.ringAt('1001').fail(603);
    await house.settle();
    house.sip.registration.emit({ account: '1001', registered: true, fresh: true });
    await house.settle();
    expect(house.agentState('anna')).toBe('not-ready: rejected');
  });

  test('whose registration ends stops ringing', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    await house.call(SALES);
    const ring = house.ringAt('1001');
    house.sip.register('1001', false);
    await house.settle();
    expect(ring.cancelled).toBe('agent offline');
    expect(house.agentState('anna')).toBe('offline');
    house.sip.register('1001');
    await house.settle();
    expect(house.ringAt('1001')).not.toBe(ring);
  });

  test('and answers without a codec that we speak counts as a rejection', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    await house.call(SALES);
    const ring = house.ringAt('1001');
    ring.leg.remoteSdp = 'opus';
    ring.answer();
    await house.settle();
    expect(ring.leg.hungUp?.code).toBe(488);
    expect(house.agentState('anna')).toBe('not-ready: rejected');
  });
});

describe('an agent whose phone', () => {
  test('registers again during a call is ready after it', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    house.sip.register('1001', false);
    house.sip.register('1001');
    caller.bye();
    await house.pass(WRAP_UP_MS + 1_000);
    expect(house.agentState('anna')).toBe('ready');
  });

  test('loses its registration during a call is offline after it, and the call goes on', async () => {
    const house = new StoryHouse();
    const { caller, anna } = await house.talk();
    house.sip.register('1001', false);
    await house.pass(1_000);
    expect([caller.isEnded, anna.isEnded]).toEqual([false, false]);
    caller.bye();
    await house.pass(1_000);
    expect(house.agentState('anna')).toBe('offline');
  });

  test('vanishes in a call: the caller hears why and waits again, with the age of the first wait', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    const { leg } = await house.call(SALES);
    await house.pass(5_000);
    const anna = house.ringAt('1001').answer();
    await house.settle();
    await house.pass(60_000);
    anna.alive = false;
    house.media.leg('agent').silent.emit(30_000);
    await house.settle();
    expect(house.told('agent.left')).toMatchObject({ agent: 'anna', by: 'vanished', talkSeconds: 60 });
    expect(house.callerHears.orders.slice(-2)).toEqual(['music music-of-sales', 'play en/sorry-agent-lost']);
    await house.pass(1_000);
    house.sip.register('1002');
    await house.settle();
    await house.pass(2_000);
    house.ringAt('1002').answer();
    await house.settle();
    leg.bye();
    await house.pass(1_000);
    // 5 s before Anna and 3 s before Bo; the minute with Anna was no wait.
    expect(house.told('call.ended')).toMatchObject({ outcome: 'answered', waitSeconds: 8, talkSeconds: 60 });
    expect(await house.summary()).toMatchObject({ agent: 'bo' });
    // Nobody is sent to that phone again.
    await house.pass(60_000);
    expect(house.agentState('anna')).toBe('not-ready: unreachable');
  });
});

test('a caller who waits hears the place after a moment, and again after each pause, with music between', async () => {
  const house = new StoryHouse({ announceMs: 5_000 });
  await house.call(SALES);
  await house.call(SALES);
  const { orders } = house.callerHears;
  await house.pass(2_100);
  expect(house.callerHears.playing).toBe('en/position-2');
  house.callerHears.heard();
  await house.pass(5_100);
  expect(orders).toEqual(['music music-of-sales', 'play en/position-2', 'play en/all-busy + en/position-2']);
});

test('a caller who holds in the queue: recorded; nothing else happens', async () => {
  const house = new StoryHouse();
  const { leg } = await house.call(SALES);
  await leg.reoffer(sdpOf('sendonly'));
  await house.pass(1_000);
  await leg.reoffer(sdpOf());
  expect(house.told('call.held')).toEqual({ by: 'caller' });
  expect(house.told('call.resumed')).toEqual({ by: 'caller' });
  expect(leg.isEnded).toBe(false);
});

describe('a queue that tells how long it takes', () => {
  const QUEUE = { id: 'sales', name: 'sales', number: SALES, music: 'music', announceMs: 60_000, announceWait: true, announceWaitStep: 1 };

  /** Anna talks with somebody; two more wait. */
  async function waiting() {
    const house = new StoryHouse({ settings: { queues: new Map([['sales', QUEUE]]) } });
    const { caller } = await house.talk();
    await house.call(SALES);
    await house.call(SALES);
    return { house, caller };
  }

  test('tells the minutes with the place, and only what was told is in the record', async () => {
    const { house } = await waiting();
    await house.pass(2_100);
    // Two ahead of nobody known: three minutes each, and the ring.
    expect(house.callerHears.playing).toBe('en/position-2 + en/wait-6');
    const told = house.store.events.filter(({ type }) => type === 'queue.position').map(({ data }) => data);
    expect(told).toEqual([{ position: 1, minutes: 3 }, { position: 2, minutes: 6 }]);
  });

  test('never tells much more than before, however long it takes', async () => {
    const { house } = await waiting();
    house.sip.register('1002');
    await house.settle();
    house.ringAt('1002').answer();
    await house.pass(2_100);
    expect(house.callerHears.playing).toBe('en/position-1 + en/wait-2');
    house.callerHears.heard();
    house.sip.register('1002', false);
    house.sip.register('1001', false);
    house.sip.register('1001');
    await house.pass(600_000);
    for (let again = 0; again < 3; again++) {
      house.callerHears.heard();
      await house.pass(61_000);
    }
    const told = house.store.events.filter(({ type }) => type === 'queue.position').map(({ data }) => Number(data['minutes']));
    expect(told.slice(1).every((minutes, i) => minutes <= (told[i] ?? 0) + 1)).toBe(true);
    expect(told.at(-1)).toBeGreaterThan(2);
  });

  test('writes down how right it was, for those who had to wait for an agent', async () => {
    const { house, caller } = await waiting();
    expect(house.story).not.toContain('queue.measured');
    await house.pass(100_000);
    caller.bye();
    await house.pass(WRAP_UP_MS);
    house.ringAt('1001').answer();
    await house.settle();
    expect(house.told('queue.measured')).toMatchObject({ queue: 'sales', expectedSeconds: 184.167, waitSeconds: 105, errorSeconds: -79.167, announcedMinutes: 3, announcedErrorSeconds: -77 });
  });
});

describe('a queue that dissuades', () => {
  const QUEUE = { id: 'sales', name: 'sales', number: SALES, music: 'music', announceMs: 0, dissuadeMs: 240_000 };

  test('takes those who wait a bearable time; the others hear that it is long and are hung up', async () => {
    const house = new StoryHouse({ settings: { queues: new Map([['sales', QUEUE]]) } });
    await house.talk();
    await house.call(SALES, { from: 'second' });
    const { leg } = await house.call(SALES, { from: 'third' });
    // Three minutes for each of the two before, and the ring.
    expect(house.told('queue.dissuaded')).toMatchObject({ queue: 'sales', expectedSeconds: expect.closeTo(364, 0) });
    expect([house.callerHears.playing, house.house.desk.counts().waiting]).toEqual(['en/long-wait', 1]);
    house.callerHears.heard();
    await house.settle();
    expect([leg.isEnded, house.told('call.ended')['outcome']]).toEqual([true, 'finished']);
  });

  test('turns nobody away who was in it already, nor while nothing is known', async () => {
    const house = new StoryHouse({ settings: { queues: new Map([['sales', QUEUE]]) } });
    for (const from of ['a', 'b', 'c']) await house.call(SALES, { from });
    expect(house.house.desk.counts().waiting).toBe(3);
    expect(house.story).not.toContain('queue.dissuaded');
  });
});
