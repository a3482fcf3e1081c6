/** An agent with a page and a desk phone: which one rings, and who is there, on a clock that stands still. */
import { expect, test } from 'vitest';
import { SALES, StoryHouse } from '#test/simulators/house/index';

const annas = (house: StoryHouse) => house.rooms.desk.desk('anna');
/** The kind of phone that the newest ring goes to, and what the desktop says about it. */
async function rings(house: StoryHouse) {
  await house.call(SALES);
  return [house.ringAt('1001').request.kind, annas(house)?.offer?.phone];
}

test('the page rings whenever it is registered, however often the desk phone comes later', async () => {
  const house = new StoryHouse();
  house.sip.register('1001');
  house.sip.register('1001', true, 'browser');
  house.sip.register('1001', true, 'phone');
  expect(annas(house)?.phone).toBe('both');
  expect(await rings(house)).toEqual(['browser', 'browser']);
});

test('when the page leaves the desk phone rings, and its agent stays what they were', async () => {
  const house = new StoryHouse();
  house.sip.register('1001');
  house.sip.register('1001', true, 'browser');
  house.sip.register('1001', false, 'browser');
  expect([annas(house)?.phone, house.agentState('anna')]).toEqual(['desk-phone', 'ready']);
  expect(await rings(house)).toEqual(['phone', 'desk-phone']);
});

test('the agent goes with the last of both: at once with the desk phone, after half a minute with the page', async () => {
  const house = new StoryHouse();
  house.sip.register('1001', true, 'browser');
  house.sip.register('1001');
  house.sip.register('1001', false, 'browser');
  house.sip.register('1001', false);
  expect(house.agentState('anna')).toBe('offline');
  house.sip.register('1001');
  house.sip.register('1001', true, 'browser');
  house.sip.register('1001', false);
  expect(house.agentState('anna')).toBe('ready');
  house.sip.register('1001', false, 'browser');
  expect(house.agentState('anna')).toBe('not-ready: reconnecting');
  expect(await house.rooms.desk.order('anna', 'state', { state: 'ready' })).toMatchObject({ ok: false, fault: { code: 'calls.no-phone' } });
  await house.pass(30_000);
  expect(house.agentState('anna')).toBe('offline');
});

test('a desk phone that is switched on during a call in the page does not touch the call', async () => {
  const house = new StoryHouse();
  house.sip.register('1001', true, 'browser');
  await house.rooms.desk.order('anna', 'state', { state: 'ready' });
  await house.call(SALES);
  house.ringAt('1001').answer();
  await house.settle();
  house.sip.register('1001', true, 'phone');
  house.sip.registration.emit({ account: '1001', registered: true, fresh: true });
  await house.settle();
  expect(annas(house)).toMatchObject({ phone: 'both', call: { phone: 'browser', connected: true } });
  // The page comes back after a break of its network: it is called, although the desk phone was there all the time.
  const leg = house.media.leg('agent');
  house.sip.register('1001', false, 'browser');
  await house.pass(1_000);
  expect(annas(house)?.call?.connected).toBe(false);
  house.sip.register('1001', true, 'browser');
  await house.settle();
  expect(house.ringAt('1001').request.headers).toHaveProperty('X-Huawu-Resume');
  house.ringAt('1001').answer();
  await house.settle();
  expect([annas(house)?.call?.connected, house.media.leg('agent') === leg]).toEqual([true, false]);
});
