/** Whole calls on a clock that stands still: from the first signal to the last line of the record. */
import { describe, expect, test } from 'vitest';
import { Fault } from '#core';
import { NOTHING_LEFT, NUMBER, SALES, StoryHouse, WRAP_UP_MS, sdpOf } from '#test/simulators/house/index';

describe('a call that goes well', () => {
  test('menu, queue, agent, hang-up: each step is in the record with its times', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    const incoming = await house.call(NUMBER, { from: '13800138000' });
    expect(house.callerHears.playing).toBe('en/menu');
    await house.pass(2_000);
    incoming.leg.press('1');
    await house.settle();
    await house.pass(3_000);
    house.ringAt('1001').answer();
    await house.settle();
    expect(house.media.areBridged(house.callerHears, house.media.leg('agent'))).toBe(true);
    await house.pass(60_000);
    incoming.leg.bye();
    await house.pass(1_000);
    expect(house.story).toEqual([
      'call.arrived', 'call.answered', 'call.language', 'ivr.entered', 'ivr.note', 'ivr.entered', 'queue.entered', 'offer.made',
      'recording.started', 'agent.connected', 'agent.left', 'recording.finished', 'call.ended',
    ]);
    expect(house.told('call.ended')).toMatchObject({ outcome: 'answered', by: 'caller', code: 200, waitSeconds: 3, talkSeconds: 60 });
    expect(await house.summary()).toMatchObject({
      from: '13800138000', to: NUMBER, queue: 'sales', agent: 'anna', outcome: 'answered', waitSeconds: 3, talkSeconds: 60, recording: true,
    });
    expect(house.agentState('anna')).toBe('wrap-up');
    await house.pass(WRAP_UP_MS);
    expect(house.agentState('anna')).toBe('ready');
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test('the agent hangs up: the caller is hung up too', async () => {
    const house = new StoryHouse();
    const { caller, anna } = await house.talk();
    anna.bye();
    await house.pass(1_000);
    expect(caller.hungUp).toMatchObject({ code: 200 });
    expect(house.told('call.ended')).toMatchObject({ outcome: 'answered', by: 'agent' });
    expect(house.told('agent.left')).toMatchObject({ by: 'agent' });
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test('a caller who lets us make the offer is served like any other', async () => {
    const house = new StoryHouse();
    const incoming = await house.call(SALES, { offer: '' });
    expect(incoming.answered).toContain('a=sendrecv');
    expect(house.story).toContain('queue.entered');
  });
});

describe('a caller who leaves', () => {
  test('while the call is being answered', async () => {
    const house = new StoryHouse();
    let open = () => {};
    house.media.beforeOpen = new Promise((resolve) => (open = resolve));
    const incoming = await house.call(SALES);
    incoming.cancel();
    open();
    await house.pass(100);
    expect(house.told('call.ended')).toMatchObject({ outcome: 'abandoned', by: 'caller', code: 487 });
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test('in the menu, while a sound is played', async () => {
    const house = new StoryHouse();
    const { leg } = await house.call(NUMBER);
    leg.bye();
    await house.pass(100);
    expect(house.told('call.ended')).toMatchObject({ outcome: 'abandoned', by: 'caller', waitSeconds: 0 });
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test('in the queue: the record says how long the wait was', async () => {
    const house = new StoryHouse();
    const { leg } = await house.call(SALES);
    await house.pass(7_000);
    leg.bye();
    await house.pass(100);
    expect(house.told('queue.left')).toEqual({ queue: 'sales', why: 'abandoned', waitSeconds: 7 });
    expect(await house.summary()).toMatchObject({ outcome: 'abandoned', queue: 'sales', waitSeconds: 7 });
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test('while a phone rings: it stops, and its agent is ready for the next', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    const { leg } = await house.call(SALES);
    const ring = house.ringAt('1001');
    leg.bye();
    await house.pass(100);
    expect(ring.cancelled).toBeDefined();
    expect(house.told('offer.failed')).toMatchObject({ agent: 'anna', why: 'abandoned' });
    expect(house.agentState('anna')).toBe('ready');
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test('in the moment the agent answers: the agent is hung up, nobody was served', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    const { leg } = await house.call(SALES);
    const anna = house.ringAt('1001').answer();
    leg.bye();
    await house.pass(100);
    expect(anna.isEnded).toBe(true);
    expect(await house.summary()).toMatchObject({ outcome: 'abandoned' });
    expect(house.agentState('anna')).toBe('ready');
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test('without a word: the phone is asked when its sound stops, and the call ends', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    caller.alive = false;
    house.callerHears.silent.emit(30_000);
    await house.pass(1_000);
    expect(house.told('call.ended')).toMatchObject({ outcome: 'answered', by: 'vanished' });
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test('pressing keys after the end harms nobody', async () => {
    const house = new StoryHouse();
    const { leg } = await house.call(NUMBER);
    leg.bye();
    leg.press('1');
    await house.pass(100);
    leg.press('1');
    await house.pass(100);
    expect(house.story.at(-1)).toBe('call.ended');
  });
});

describe('a call that we refuse', () => {
  test('no codec in common: 488', async () => {
    const house = new StoryHouse();
    const incoming = await house.call(SALES, { offer: 'opus' });
    expect(incoming.rejected).toBe(488);
    expect(house.told('call.ended')).toMatchObject({ outcome: 'rejected', code: 488 });
  });

  test('no port left: 503, and the operator is told', async () => {
    const house = new StoryHouse();
    house.media.full = true;
    const incoming = await house.call(SALES, { from: '13800138000' });
    expect(incoming.rejected).toBe(503);
    expect(house.logged.join('')).toContain('all ports are in use');
    expect(house.logged.join('')).not.toContain('13800138000');
  });

  test('a code that only agents dial: 403', async () => {
    const house = new StoryHouse();
    const incoming = await house.call('*60');
    expect(incoming.rejected).toBe(403);
    expect(house.told('call.ended')).toMatchObject({ outcome: 'rejected', code: 403 });
  });

  test('the server stops before the answer: 503', async () => {
    const house = new StoryHouse();
    house.media.beforeOpen = new Promise(() => {});
    const incoming = await house.call(SALES);
    void house.flow.endAll('server stopping');
    await house.settle();
    expect(incoming.rejected).toBe(503);
  });
});

describe('a fault of ours', () => {
  test('ends this call with a word about it, and no other', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    house.media.beforeOpen = Promise.reject(new Error('a mistake in our code'));
    const other = await house.call(NUMBER);
    expect(other.rejected).toBe(503);
    expect(house.told('call.ended')).toMatchObject({ outcome: 'rejected', by: 'server', code: 500 });
    expect(house.logged.join('')).toContain('a mistake in our code');
    expect(caller.isEnded).toBe(false);
  });

  test('audio that is lost for good ends the call instead of leaving two people in silence', async () => {
    const house = new StoryHouse();
    const { caller, anna } = await house.talk();
    house.callerHears.lost.emit(new Fault('media.worker-died', 'gone'));
    await house.pass(1_000);
    expect([caller.isEnded, anna.isEnded]).toEqual([true, true]);
    expect(house.told('call.ended')).toMatchObject({ by: 'server', code: 500 });
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });
});

describe('an agent with a call of the own', () => {
  test('is not offered callers until it is over', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    const own = await house.call(NUMBER, { agent: '1001', from: '1001' });
    expect(house.agentState('anna')).toBe('not-ready: own-call');
    await house.call(SALES);
    expect(house.sip.rings).toHaveLength(0);
    own.leg.bye();
    await house.pass(100);
    expect(house.ringAt('1001').cancelled).toBeUndefined();
  });

  test('who was not ready before is not ready after it', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    house.house.desk.send({ type: 'agent.not-ready', agent: 'anna', reason: 'lunch' });
    const own = await house.call(NUMBER, { agent: '1001' });
    own.leg.bye();
    await house.pass(100);
    expect(house.agentState('anna')).toBe('not-ready: lunch');
  });

  test('in wrap-up is ready again after both', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    caller.bye();
    await house.pass(100);
    const own = await house.call(NUMBER, { agent: '1001' });
    await house.pass(1_000);
    own.leg.bye();
    await house.pass(100);
    expect(house.agentState('anna')).toBe('wrap-up');
    await house.pass(WRAP_UP_MS);
    expect(house.agentState('anna')).toBe('ready');
  });

  test('dials a code to be ready or not', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    await house.call('*61', { agent: '1001' });
    expect(house.agentState('anna')).toBe('not-ready: by-phone');
    house.callerHears.heard();
    await house.settle();
    await house.call('*60', { agent: '1001' });
    house.callerHears.heard();
    await house.settle();
    expect(house.agentState('anna')).toBe('ready');
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });
});

test('the server stops: every call ends with a word about it', async () => {
  const house = new StoryHouse();
  const { caller, anna } = await house.talk();
  const waiting = await house.call(SALES);
  const stopped = house.flow.endAll('server stopping');
  await house.pass(4_000);
  await stopped;
  expect([caller.hungUp, waiting.leg.hungUp]).toEqual([{ code: 503, text: 'server stopping' }, { code: 503, text: 'server stopping' }]);
  expect(anna.isEnded).toBe(true);
  expect(await house.left()).toEqual(NOTHING_LEFT);
});

test('a description that we cannot speak is refused inside a call, which goes on', async () => {
  const house = new StoryHouse();
  const { caller } = await house.talk();
  expect(await caller.reoffer('opus')).toBe(488);
  expect(await caller.reoffer('')).toContain('a=sendrecv');
  expect(await caller.reoffer(sdpOf('sendonly'))).toContain('v=0');
  expect(caller.isEnded).toBe(false);
});
