/** An agent's browser that goes away in mid-call and comes back, on a clock that stands still. */
import { describe, expect, test } from 'vitest';
import type { EndCause } from '#sip';
import { NOTHING_LEFT, SALES, StoryHouse, WRAP_UP_MS } from '#test/simulators/house/index';

/** A caller who talks with Anna at her browser. */
async function inBrowser() {
  const house = new StoryHouse();
  house.sip.kinds.set('1001', 'browser');
  house.sip.register('1001');
  await house.rooms.desk.order('anna', 'state', { state: 'ready' });
  const { leg: caller } = await house.call(SALES);
  const anna = house.ringAt('1001').answer();
  await house.settle();
  return { house, caller, anna };
}
const fresh = (house: StoryHouse) => house.sip.registration.emit({ account: '1001', registered: true, fresh: true });
const bridged = (house: StoryHouse) => house.media.areBridged(house.callerHears, house.media.leg('agent'));
const breakConnection = (leg: { ended: { emit(cause: EndCause): void }; isEnded: boolean }) => {
  leg.isEnded = true;
  leg.ended.emit({ code: 408, by: 'vanished', text: 'connection lost' });
};
/** Packets of the agent's page go on to come. */
const heard = (house: StoryHouse) => {
  let packetsReceived = 0;
  house.media.leg('agent').stats = async () => ({ packetsReceived: packetsReceived++, packetsSent: 0, packetsLost: 0, jitterMs: 0, refused: 0 });
};
const call = (house: StoryHouse) => house.rooms.desk.desk('anna')?.call;

describe('a page loaded anew in mid-call', () => {
  test('is called, answers, and has the caller again; the old line is let go', async () => {
    const { house, caller, anna } = await inBrowser();
    fresh(house);
    await house.settle();
    expect([call(house)?.connected, bridged(house), house.callerHears.background]).toEqual([false, false, 'music']);
    const ring = house.ringAt('1001');
    expect(ring.request).toMatchObject({ kind: 'browser', headers: { 'X-Huawu-Resume': call(house)?.callId } });
    const again = ring.answer();
    await house.settle();
    expect([call(house)?.connected, bridged(house), house.callerHears.background]).toEqual([true, true, undefined]);
    expect([anna.isEnded, again.isEnded, caller.isEnded]).toEqual([true, false, false]);
    expect(house.media.audios[0]?.attached.agent).toBe(house.media.leg('agent-again'));
    expect(house.story.slice(-2)).toEqual(['agent.away', 'agent.back']);
    again.bye();
    await house.pass(WRAP_UP_MS + 1_000);
    expect(house.told('call.ended')).toMatchObject({ by: 'agent', outcome: 'answered' });
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });

  test('twice: the newer page gets the call', async () => {
    const { house } = await inBrowser();
    fresh(house);
    await house.settle();
    const first = house.ringAt('1001');
    fresh(house);
    await house.settle();
    expect(first.cancelled).toBe('another contact came');
    house.ringAt('1001').answer();
    await house.settle();
    expect([call(house)?.connected, bridged(house)]).toEqual([true, true]);
  });

  test('that does not answer leaves the call where it was, where somebody is still heard', async () => {
    const { house, anna } = await inBrowser();
    heard(house);
    fresh(house);
    await house.settle();
    house.ringAt('1001').fail(480);
    await house.pass(1_100);
    const old = house.media.legs.find(({ id }) => id.includes('/agent-'));
    expect(old && house.media.areBridged(house.callerHears, old)).toBe(true);
    expect([call(house)?.connected, anna.isEnded]).toEqual([true, false]);
  });

  test('that cannot answer yet is called again, while the caller hears music', async () => {
    const { house } = await inBrowser();
    fresh(house);
    await house.settle();
    house.ringAt('1001').fail(480);
    await house.pass(1_100);
    expect([call(house)?.connected, house.callerHears.background, house.sip.rings.length]).toEqual([false, 'music', 3]);
    house.ringAt('1001').answer();
    await house.settle();
    expect([call(house)?.connected, bridged(house)]).toEqual([true, true]);
  });

  test('keeps a hold and a mute of the desk', async () => {
    const { house } = await inBrowser();
    await house.rooms.desk.order('anna', 'mute', { on: true });
    await house.rooms.desk.order('anna', 'hold', { on: true });
    fresh(house);
    await house.settle();
    house.ringAt('1001').answer();
    await house.settle();
    expect([call(house)?.held, bridged(house), house.callerHears.background]).toEqual([true, false, 'music']);
    expect([call(house)?.muted, house.media.leg('agent-again').orders]).toMatchObject([true, expect.arrayContaining(['mute'])]);
    await house.rooms.desk.order('anna', 'hold', { on: false });
    expect(bridged(house)).toBe(true);
  });

  test('while the caller leaves: nothing is left', async () => {
    const { house, caller } = await inBrowser();
    fresh(house);
    await house.settle();
    caller.bye();
    await house.pass(WRAP_UP_MS + 1_000);
    expect(await house.left()).toEqual(NOTHING_LEFT);
  });
});

describe('a connection that broke in mid-call', () => {
  test('does not end it: the page gets 30 s to be back', async () => {
    const { house, caller, anna } = await inBrowser();
    house.sip.register('1001', false);
    breakConnection(anna);
    await house.pass(20_000);
    expect([caller.isEnded, call(house)?.connected, house.agentState('anna')]).toEqual([false, false, 'busy']);
    house.sip.register('1001');
    fresh(house);
    await house.settle();
    house.ringAt('1001').answer();
    await house.settle();
    expect([call(house)?.connected, bridged(house)]).toEqual([true, true]);
  });

  test('and came back with the same contact changes nothing', async () => {
    const { house } = await inBrowser();
    heard(house);
    house.sip.register('1001', false);
    await house.pass(5_000);
    house.sip.register('1001');
    await house.settle();
    expect([call(house)?.connected, bridged(house), house.agentState('anna')]).toEqual([true, true, 'busy']);
    expect(house.sip.rings).toHaveLength(1);
  });

  test('with its audio: the caller hears music, and the page that is back is called', async () => {
    const { house } = await inBrowser();
    house.sip.register('1001', false);
    await house.pass(1_500);
    expect([call(house)?.connected, house.callerHears.background]).toEqual([false, 'music']);
    house.sip.register('1001');
    await house.settle();
    house.ringAt('1001').answer();
    await house.settle();
    expect([call(house)?.connected, bridged(house)]).toEqual([true, true]);
  });

  test('for good: after 30 s the caller waits again and hears why', async () => {
    const { house, caller, anna } = await inBrowser();
    house.sip.register('1001', false);
    breakConnection(anna);
    await house.pass(30_500);
    expect(house.told('agent.left')).toMatchObject({ agent: 'anna', by: 'vanished' });
    expect([caller.isEnded, house.callerHears.playing, house.agentState('anna')]).toEqual([false, 'en/sorry-agent-lost', 'offline']);
  });

  test('of a desk phone is no return to wait for', async () => {
    const house = new StoryHouse();
    const { anna } = await house.talk();
    breakConnection(anna);
    await house.settle();
    expect(house.callerHears.playing).toBe('en/sorry-agent-lost');
  });

  test('and the agent hangs up at the page meanwhile: the call is over', async () => {
    const { house, caller, anna } = await inBrowser();
    breakConnection(anna);
    await house.settle();
    await house.rooms.desk.order('anna', 'hang-up', {});
    await house.settle();
    expect(caller.isEnded).toBe(true);
    expect(house.told('call.ended')).toMatchObject({ by: 'agent' });
  });
});

describe('the state of an agent at a browser', () => {
  const browser = () => {
    const house = new StoryHouse();
    house.sip.kinds.set('1001', 'browser');
    house.sip.register('1001');
    return house;
  };

  test('after signing in is not ready', () => expect(browser().agentState('anna')).toBe('not-ready: signed-in'));

  test('ready outlives a reload, and no call is offered to the page meanwhile', async () => {
    const house = browser();
    await house.rooms.desk.order('anna', 'state', { state: 'ready' });
    house.sip.register('1001', false);
    expect(house.agentState('anna')).toBe('not-ready: reconnecting');
    await house.pass(3_000);
    house.sip.register('1001');
    expect(house.agentState('anna')).toBe('ready');
  });

  test('not ready outlives it, too', async () => {
    const house = browser();
    await house.rooms.desk.order('anna', 'state', { state: 'not-ready', reason: 'lunch' });
    house.sip.register('1001', false);
    house.sip.register('1001');
    expect(house.agentState('anna')).toBe('not-ready: lunch');
  });

  test('is offline when the page stays away', async () => {
    const house = browser();
    house.sip.register('1001', false);
    await house.pass(30_000);
    expect(house.agentState('anna')).toBe('offline');
  });
});
