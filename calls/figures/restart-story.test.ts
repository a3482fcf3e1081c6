/** What people find again after the server was restarted, on a clock that stands still. */
import { expect, test } from 'vitest';
import { SALES, StoryHouse, type StoryOptions, WRAP_UP_MS } from '#test/simulators/house/index';
import { closeUnfinished } from '../recover.ts';

const DISPOSITIONS: StoryOptions['settings'] = { dispositions: [{ id: 'price', zh: '价格', en: 'Price' }], dispositionRequired: true };

/** The server is started again; `kill`: nobody told the one before. */
async function restarted(before: StoryHouse, { kill = false, away = 10_000, settings = {} }: { kill?: boolean; away?: number; settings?: StoryOptions['settings'] } = {}): Promise<StoryHouse> {
  if (!kill) {
    await before.rooms.rest();
    for (const extension of ['1001', '1002']) before.sip.register(extension, false);
  }
  before.scope.end('no longer there');
  before.clock.advance(away);
  const after = new StoryHouse({ before, settings });
  if (kill) await closeUnfinished(after.store, after.clock, after.house.log);
  await after.rooms.load();
  return after;
}

/** Anna has talked for a minute and is in wrap-up. */
async function inWrapUp(settings: StoryOptions['settings'] = {}) {
  const house = new StoryHouse({ settings });
  await house.rooms.load();
  const { caller } = await house.talk();
  house.rooms.desk.desk('anna');
  await house.pass(60_000);
  caller.bye();
  await house.pass(1_000);
  return house;
}

test.each([['stopped', false], ['killed', true]])('own figures and those of the floor are the same after the server was %s', async (_how, kill) => {
  const before = await inWrapUp();
  await before.pass(WRAP_UP_MS);
  const hasty = await before.call(SALES);
  before.ringAt('1001').fail(603);
  await before.pass(30_000);
  hasty.leg.bye();
  await before.pass(24_000);
  const [today, queue] = [before.rooms.desk.desk('anna')?.today, before.rooms.floor.floor().queues[0]];
  expect(today).toMatchObject({ calls: 1, talkSeconds: 60, handleSeconds: 65, missed: 1, occupancy: 0.54 });
  expect(queue).toMatchObject({ answeredToday: 1, abandonedToday: 1, serviceLevel: 0.5 });
  const after = await restarted(before, { kill, away: 3_600_000 });
  expect(after.rooms.desk.desk('anna')?.today).toEqual({ ...today, occupancy: expect.closeTo(today?.occupancy ?? 0, 1) });
  expect(after.rooms.floor.floor().queues[0]).toEqual({ ...queue, agentsReady: 0 });
  expect(after.rooms.floor.floor().agents[0]).toMatchObject({ id: 'anna', callsToday: 1, state: 'offline' });
});

test('a wrap-up goes on when the agent is back: the same call, what was written, the clock where it would be', async () => {
  const before = await inWrapUp();
  await before.rooms.desk.order('anna', 'more-time', { seconds: 600 });
  await before.rooms.desk.order('anna', 'wrap-up', { notes: 'asked for the pri' });
  const shown = before.rooms.desk.desk('anna')?.wrapUp;
  const after = await restarted(before);
  expect(after.rooms.desk.desk('anna')).toMatchObject({ state: 'offline' });
  after.sip.register('1001');
  expect(after.rooms.desk.desk('anna')).toMatchObject({ state: 'wrap-up', wrapUp: { ...shown, notes: 'asked for the pri' } });
  await after.rooms.desk.order('anna', 'finish', { notes: 'asked for the price' });
  expect(after.rooms.desk.desk('anna')).toMatchObject({ state: 'ready' });
  expect(after.told('wrap-up.saved')).toEqual({ agent: 'anna', notes: 'asked for the price' });
  const numbers = after.store.events.map(({ seq }) => seq);
  expect(numbers).toEqual([...numbers.keys()]);
});

test('a disposition that was missing is still asked for, also when the clock ended meanwhile', async () => {
  const before = await inWrapUp(DISPOSITIONS);
  await before.pass(WRAP_UP_MS);
  expect(before.agentState('anna')).toBe('not-ready: disposition-missing');
  const after = await restarted(before, { settings: DISPOSITIONS, away: 3_600_000 });
  after.sip.register('1001');
  expect(await after.rooms.desk.order('anna', 'finish', {})).toMatchObject({ fault: { code: 'calls.disposition-missing' } });
  await after.pass(31_000);
  expect(after.agentState('anna')).toBe('not-ready: disposition-missing');
  expect(await after.rooms.desk.order('anna', 'finish', { disposition: 'price' })).toMatchObject({ ok: true });
  expect(after.agentState('anna')).toBe('ready');
});

test('a conversation cut off by a crash counts, and its agent may write about it', async () => {
  const before = new StoryHouse({ settings: DISPOSITIONS });
  await before.talk();
  before.rooms.desk.desk('anna');
  await before.pass(40_000);
  await before.store.setSetting('alive-at', String(before.clock.wall()));
  const call = before.rooms.floor.floor().calls[0]?.id;
  const after = await restarted(before, { kill: true, settings: DISPOSITIONS });
  after.sip.register('1001');
  expect(after.rooms.desk.desk('anna')).toMatchObject({ state: 'wrap-up', wrapUp: { callId: call }, today: { calls: 1 } });
  expect(after.rooms.floor.floor().queues[0]).toMatchObject({ answeredToday: 1, serviceLevel: 1 });
});

test('who only waited for a customer to answer a callback is ready at once, and the callback is made again', async () => {
  const before = new StoryHouse();
  before.sip.trunk = '127.0.0.1';
  await before.rooms.load();
  before.sip.register('1001');
  const callback = { id: 'back', number: '13800138000', queue: 'sales', skills: [], priority: 0, language: 'en', kind: 'keep-place', order: 'agent-first' } as const;
  expect(await before.house.callbacks?.book(callback)).toMatchObject({ ok: true });
  await before.settle();
  before.ringAt('1001').answer();
  await before.settle();
  expect([before.agentState('anna'), before.ringAt(callback.number).cancelled]).toEqual(['busy', undefined]);
  const after = await restarted(before, { kill: true });
  after.sip.trunk = '127.0.0.1';
  after.sip.register('1001');
  await after.settle();
  after.ringAt('1001').answer();
  await after.settle();
  expect(after.ringAt(callback.number).cancelled).toBeUndefined();
});

test('nothing is asked of an agent who had finished, or comes back the next day', async () => {
  const before = await inWrapUp();
  await before.pass(WRAP_UP_MS);
  const soon = await restarted(before);
  soon.sip.register('1001');
  expect(soon.agentState('anna')).toBe('ready');
  const late = await restarted(await inWrapUp(), { away: 20 * 3_600_000 });
  late.sip.register('1001');
  expect([late.agentState('anna'), late.rooms.desk.desk('anna')?.wrapUp]).toEqual(['ready', undefined]);
});

test('two restarts in a row lose no wrap-up', async () => {
  const after = await restarted(await restarted(await inWrapUp()));
  after.sip.register('1001');
  expect(after.agentState('anna')).toBe('wrap-up');
});
