/** What an agent's page shows and orders, on a clock that stands still. */
import { describe, expect, test } from 'vitest';
import { foldCall } from '#statistics';
import type { DeskOrders } from '#contract';
import { NUMBER, RING_MS, SALES, StoryHouse, SUPPORT, WRAP_UP_MS } from '#test/simulators/house/index';

const DISPOSITIONS = [{ id: 'sold', zh: '成交', en: 'Sold' }, { id: 'callback', zh: '回访', en: 'Call back' }];
const strict = () => new StoryHouse({ settings: { dispositions: DISPOSITIONS, dispositionRequired: true, notReadyReasons: [{ id: 'lunch', zh: '午餐', en: 'Lunch' }] } });
const annas = (house: StoryHouse) => house.rooms.desk.desk('anna');
/** `ok`, or the code of the fault. */
async function order<K extends keyof DeskOrders>(house: StoryHouse, kind: K, what: DeskOrders[K], agent = 'anna'): Promise<string> {
  const done = await house.rooms.desk.order(agent, kind, what);
  await house.settle();
  return done.ok ? 'ok' : done.fault.code;
}
const bridged = (house: StoryHouse) => house.media.areBridged(house.callerHears, house.media.leg('agent'));

describe('the desk', () => {
  test('shows who calls, what the flow learned, for how long it rings and why here', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    const incoming = await house.call(NUMBER, { from: '13800138000' });
    await house.pass(2_000);
    incoming.leg.press('1');
    await house.settle();
    expect(annas(house)).toMatchObject({
      agent: 'anna', state: 'offered', phone: 'desk-phone',
      offer: {
        phone: 'desk-phone',
        queue: 'sales', waitedSeconds: 0, until: house.clock.wall() + RING_MS,
        caller: { number: '13800138000', path: ['menu', '1', 'sales'], language: 'en' },
        why: 'You are the only free agent with the skills needed.',
        reason: { strategy: 'longest-idle', candidates: 1, idleSeconds: 2 },
      },
    });
    house.ringAt('1001').answer();
    await house.settle();
    expect(annas(house)?.offer).toBeUndefined();
    expect(annas(house)).toMatchObject({ state: 'busy', call: { queue: 'sales', audioAtSince: 0, held: false, heldAtPhone: false, muted: false, phone: 'desk-phone', connected: true } });
  });

  test('clears an offer that rang out, and counts it as missed', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    await house.call(SALES);
    await house.pass(RING_MS);
    expect(annas(house)).toMatchObject({ state: 'not-ready', reason: 'no-answer', today: { missed: 1 } });
    expect(annas(house)?.offer).toBeUndefined();
  });

  test('of a phone that rings with others: a round that nobody took is no miss yet, a call that a colleague took is counted apart', async () => {
    const house = new StoryHouse({ queues: { strategy: 'ring-all' } });
    for (const account of ['1001', '1002']) house.sip.register(account);
    const { leg } = await house.call(SALES);
    await house.pass(RING_MS + 100);
    expect(house.told('offer.failed')).toMatchObject({ why: 'no-answer', together: true });
    expect(annas(house)).toMatchObject({ state: 'offered', today: { missed: 0, answeredElsewhere: 0 } });
    house.ringAt('1002').answer();
    await house.settle();
    expect(annas(house)?.today).toMatchObject({ missed: 0, answeredElsewhere: 1 });
    leg.bye();
    await house.pass(WRAP_UP_MS + 100);
    const { leg: next } = await house.call(SALES);
    await house.pass(2 * RING_MS + 100);
    next.bye();
    await house.settle();
    expect(annas(house)?.today).toMatchObject({ missed: 1, answeredElsewhere: 1 });
    const facts = new Map(house.store.events.map(({ callId }) => [callId, foldCall(callId, house.store.events.filter((step) => step.callId === callId), house.clock.wall())]));
    const told = [...facts.values()].flatMap(({ rang }) => rang.filter(({ agent }) => agent === 'anna').map(({ as }) => as));
    expect(told).toEqual(['elsewhere', 'missed']);
  });

  test('rejects an offer: the phone stops ringing, and the caller goes to the next', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    await house.pass(1_000);
    house.sip.register('1002');
    await house.call(SALES);
    const ring = house.ringAt('1001');
    expect(await order(house, 'reject', {})).toBe('ok');
    expect(ring.cancelled).toBe('rejected at the desktop');
    expect(annas(house)).toMatchObject({ state: 'not-ready', reason: 'rejected', today: { missed: 1 } });
    expect(annas(house)?.offer).toBeUndefined();
    house.ringAt('1002').answer();
    await house.settle();
    expect(house.agentState('bo')).toMatch(/^busy/);
    expect(await order(house, 'reject', {})).toBe('calls.no-offer');
  });

  test('tells when something on it changed', async () => {
    const house = new StoryHouse();
    const told = new Set<string>();
    house.rooms.desk.changed.on((agent) => told.add(agent));
    await house.talk();
    expect([...told]).toEqual(['anna']);
  });

  test('counts calls, talk and occupancy of today', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    await house.pass(60_000);
    caller.bye();
    await house.pass(WRAP_UP_MS);
    await house.pass(65_000 - WRAP_UP_MS);
    expect(annas(house)?.today).toEqual({ calls: 1, talkSeconds: 60, handleSeconds: 65, occupancy: 0.52, missed: 0, answeredElsewhere: 0 });
  });

  test('is there for agents only', () => expect(new StoryHouse().rooms.desk.desk('nobody')).toBeUndefined());
});

describe('hold at the desk', () => {
  test('the caller hears music, the agent nothing, and the record no agent', async () => {
    const house = new StoryHouse();
    await house.talk();
    expect(await order(house, 'hold', { on: true })).toBe('ok');
    expect([bridged(house), house.callerHears.background, house.media.leg('agent').background]).toEqual([false, 'music', undefined]);
    expect(Object.keys(house.media.audios[0]?.attached ?? {})).toEqual(['caller']);
    expect(annas(house)?.call?.held).toBe(true);
    expect(await order(house, 'hold', { on: false })).toBe('ok');
    expect([bridged(house), house.callerHears.background]).toEqual([true, undefined]);
    expect(house.story.filter((type) => /held|resumed/.test(type))).toEqual(['call.held', 'call.resumed']);
  });

  test('and on the phone: both must be taken back, and it counts as one', async () => {
    const house = new StoryHouse();
    const { anna } = await house.talk();
    await order(house, 'hold', { on: true });
    await anna.reoffer('v=0\r\na=sendonly\r\n');
    await order(house, 'hold', { on: false });
    expect([bridged(house), annas(house)?.call]).toMatchObject([false, { held: true, heldAtPhone: true }]);
    expect(await order(house, 'hold', { on: false })).toBe('calls.held-at-phone');
    await anna.reoffer('v=0\r\na=sendrecv\r\n');
    expect(bridged(house)).toBe(true);
    expect(house.story.filter((type) => /held|resumed/.test(type))).toEqual(['call.held', 'call.resumed']);
  });
});

describe('orders in a call', () => {
  test('hang-up ends the call as if the phone had hung up', async () => {
    const house = new StoryHouse();
    const { caller, anna } = await house.talk();
    expect(await order(house, 'hang-up', {})).toBe('ok');
    expect([anna.isEnded, caller.isEnded]).toEqual([true, true]);
    expect(house.told('agent.left')).toMatchObject({ by: 'agent' });
    expect(house.told('call.ended')).toMatchObject({ by: 'agent', outcome: 'answered' });
  });

  test('mute keeps the agent from the caller, also at a phone, until it is taken back', async () => {
    const house = new StoryHouse();
    await house.talk();
    expect([await order(house, 'mute', { on: true }), annas(house)?.call?.muted]).toEqual(['ok', true]);
    expect([await order(house, 'mute', { on: false }), annas(house)?.call?.muted]).toEqual(['ok', false]);
    expect(house.media.leg('agent').orders.filter((one) => /mute/.test(one))).toEqual(['mute', 'unmute']);
  });

  test('keys reach the caller, unless on hold', async () => {
    const house = new StoryHouse();
    await house.talk();
    expect(await order(house, 'keys', { digits: '12#' })).toBe('ok');
    expect(house.callerHears.orders.at(-1)).toBe('keys 12#');
    await order(house, 'hold', { on: true });
    expect(await order(house, 'keys', { digits: '1' })).toBe('calls.on-hold');
    expect(await order(house, 'keys', { digits: 'x' })).toBe('calls.bad-keys');
  });

  test('a transfer to an agent shows to whom, and the other one has the call', async () => {
    const house = new StoryHouse();
    const { anna } = await house.talk();
    house.sip.register('1002');
    expect(await order(house, 'transfer', { target: 'bo' })).toBe('ok');
    expect(annas(house)?.call?.transferring).toBe('bo');
    expect(await order(house, 'transfer', { target: 'support' })).toBe('calls.transfer-pending');
    expect(await order(house, 'hold', { on: true })).toBe('calls.transfer-pending');
    house.ringAt('1002').answer();
    await house.pass(600);
    expect([anna.isEnded, annas(house)?.call]).toEqual([true, undefined]);
    expect(house.rooms.desk.desk('bo')?.call).toBeDefined();
  });

  test('a transfer that fails gives the call back and says why', async () => {
    const house = new StoryHouse();
    await house.talk();
    expect(await order(house, 'transfer', { target: 'nobody' })).toBe('calls.no-such-target');
    expect(await order(house, 'transfer', { target: 'bo' })).toBe('ok');
    expect(annas(house)?.call).toMatchObject({ transferFailed: { target: 'bo', why: 'agent bo is offline' } });
    expect(annas(house)?.call?.transferring).toBeUndefined();
    expect(bridged(house)).toBe(true);
    expect(await order(house, 'hang-up', {})).toBe('ok');
    expect(house.told('call.ended')).toMatchObject({ by: 'agent' });
  });

  test('a transfer to a queue lets the agent go', async () => {
    const house = new StoryHouse();
    await house.talk();
    expect(await order(house, 'transfer', { target: SUPPORT })).toBe('ok');
    await house.pass(600);
    expect(annas(house)).toMatchObject({ state: 'wrap-up' });
    expect(await house.summary()).toMatchObject({ queue: 'support', outcome: 'open' });
  });

  test('without a call are refused', async () => {
    const house = new StoryHouse();
    house.sip.register('1001');
    expect(await order(house, 'hold', { on: true })).toBe('calls.no-call');
    expect(await order(house, 'hang-up', {})).toBe('calls.no-call');
    expect(await order(house, 'finish', {})).toBe('calls.no-wrap-up');
    expect(await order(house, 'hang-up', {}, 'nobody')).toBe('calls.no-such-agent');
  });
});

describe('states', () => {
  test('ready and not ready with a reason of the list', async () => {
    const house = strict();
    expect(await order(house, 'state', { state: 'ready' })).toBe('calls.no-phone');
    house.sip.register('1001');
    expect(await order(house, 'state', { state: 'not-ready', reason: 'moon' })).toBe('calls.no-such-reason');
    expect(await order(house, 'state', { state: 'not-ready', reason: 'lunch' })).toBe('ok');
    expect(house.agentState('anna')).toBe('not-ready: lunch');
    expect(await order(house, 'state', { state: 'ready' })).toBe('ok');
    expect(house.agentState('anna')).toBe('ready');
  });
});

describe('wrap-up', () => {
  test('with a disposition missing turns into not ready, and finishing it makes ready', async () => {
    const house = strict();
    const { caller } = await house.talk();
    expect(annas(house)?.state).toBe('busy');
    caller.bye();
    await house.settle();
    expect(annas(house)).toMatchObject({ state: 'wrap-up', wrapUp: { until: house.clock.wall() + WRAP_UP_MS, notes: '' } });
    await house.pass(WRAP_UP_MS);
    expect(annas(house)).toMatchObject({ state: 'not-ready', reason: 'disposition-missing', wrapUp: { notes: '' } });
    expect(await order(house, 'state', { state: 'ready' })).toBe('calls.disposition-missing');
    expect(await order(house, 'finish', { notes: 'n' })).toBe('calls.disposition-missing');
    expect(await order(house, 'finish', { disposition: 'moon' })).toBe('calls.no-such-disposition');
    expect(await order(house, 'finish', { disposition: 'sold', notes: 'two boxes' })).toBe('ok');
    expect(house.agentState('anna')).toBe('ready');
    expect(annas(house)?.wrapUp).toBeUndefined();
    expect(house.told('wrap-up.saved')).toEqual({ agent: 'anna', disposition: 'sold', notes: 'two boxes' });
  });

  test('is kept as typed, during the call and after its end, once for each pause', async () => {
    const house = strict();
    const { caller } = await house.talk();
    await order(house, 'wrap-up', { notes: 'as' });
    await order(house, 'wrap-up', { notes: 'asks for' });
    await house.pass(1_100);
    expect(annas(house)?.call?.notes).toBe('asks for');
    caller.bye();
    await house.settle();
    expect(await order(house, 'wrap-up', { disposition: 'callback' })).toBe('ok');
    await house.pass(WRAP_UP_MS);
    expect(house.agentState('anna')).toBe('ready');
    const saved = house.store.events.filter(({ type }) => type === 'wrap-up.saved').map(({ data }) => data);
    expect(saved).toEqual([{ agent: 'anna', notes: 'asks for' }, { agent: 'anna', notes: 'asks for', disposition: 'callback' }]);
    expect(await house.summary()).toMatchObject({ outcome: 'answered' });
  });

  test('of an agent who has a SIP phone and no page open asks for nothing', async () => {
    const house = strict();
    const { caller } = await house.talk();
    caller.bye();
    await house.pass(WRAP_UP_MS);
    expect(house.agentState('anna')).toBe('ready');
  });

  test('more time moves its end', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    caller.bye();
    await house.settle();
    expect(await order(house, 'more-time', { seconds: 60 })).toBe('ok');
    await house.pass(WRAP_UP_MS + 59_000);
    expect(house.agentState('anna')).toBe('wrap-up');
    await house.pass(1_000);
    expect(house.agentState('anna')).toBe('ready');
    expect(await order(house, 'more-time', { seconds: 60 })).toBe('calls.no-wrap-up');
  });

  test('ready ends it where nothing is missing', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    caller.bye();
    await house.settle();
    expect(await order(house, 'state', { state: 'ready' })).toBe('ok');
    expect(house.agentState('anna')).toBe('ready');
  });
});

describe('earlier contacts', () => {
  test('of the same number, newest first, with what was written about them', async () => {
    const house = new StoryHouse({ settings: { dispositions: DISPOSITIONS } });
    house.sip.register('1001');
    const first = await house.call(SALES, { from: '700' });
    house.ringAt('1001').answer();
    await house.pass(3_000);
    await order(house, 'wrap-up', { disposition: 'sold', notes: 'box' });
    first.leg.bye();
    await house.pass(WRAP_UP_MS);
    const other = await house.call(SALES, { from: '800' });
    expect((await house.rooms.desk.earlier('anna')).contacts).toEqual([]);
    other.leg.bye();
    await house.settle();
    await house.call(SALES, { from: '700' });
    const { contacts } = await house.rooms.desk.earlier('anna');
    expect(contacts).toMatchObject([{ outcome: 'answered', agentName: 'anna', queueName: 'sales', talkSeconds: 3, disposition: 'sold', notes: 'box' }]);
  });
});

test('targets tell since when the longest waits', async () => {
  const house = new StoryHouse();
  await house.call(SALES);
  const since = house.clock.wall();
  await house.pass(5_000);
  await house.call(SALES);
  expect(house.rooms.desk.targets('anna').queues[0]).toMatchObject({ id: 'sales', waiting: 2, waitingSince: since });
});

test('targets are the others, with presence, and the queues', async () => {
  const house = new StoryHouse();
  house.sip.register('1002');
  expect(house.rooms.desk.targets('anna')).toEqual({
    agents: [{ id: 'bo', name: 'bo', extension: '1002', state: 'ready' }],
    queues: [{ id: 'sales', name: 'sales', waiting: 0, agentsReady: 1 }, { id: 'support', name: 'support', waiting: 0, agentsReady: 1 }],
  });
});
