/** The supervisor's wallboard, on a clock that stands still. */
import { describe, expect, test } from 'vitest';
import type { FloorChanges } from '#contract';
import { NUMBER, SALES, StoryHouse, WRAP_UP_MS } from '#test/simulators/house/index';

const alert = (kind: string) => ({ kind, rule: 'no-guarantee', severity: 'critical', message: 'm', at: 4, evidence: { words: [{ text: 'no', start: 3, end: 3.5 }, { text: 'risk', start: 3.5, end: 4 }] } });
const heard = (house: StoryHouse) => {
  const news: FloorChanges[] = [];
  house.rooms.floor.changed.on((change) => news.push(change));
  return news;
};

describe('the floor', () => {
  test('shows queues with their target, agents and calls', async () => {
    const house = new StoryHouse();
    await house.talk();
    await house.call(SALES, { from: '700' });
    await house.pass(3_000);
    const floor = house.rooms.floor.floor();
    expect(floor.queues[0]).toEqual({
      id: 'sales', name: 'sales', waiting: 1, waitingSince: house.clock.wall() - 3_000,
      serviceLevel: 1, levelToday: { inTime: 1, offered: 1 }, target: { share: 0.8, seconds: 20 }, answeredToday: 1, abandonedToday: 0, agentsReady: 0,
    });
    expect(floor.agents).toMatchObject([{ id: 'anna', state: 'busy', callsToday: 0, callId: floor.calls[0]?.id }, { id: 'bo', state: 'offline' }]);
    expect(floor.calls).toMatchObject([{ stage: 'talk', agent: 'anna', held: false }, { stage: 'queue', from: '700' }]);
  });

  test('tells rows that changed, together, four times a second at most', async () => {
    const house = new StoryHouse();
    const news = heard(house);
    const { caller } = await house.talk();
    expect(news).toEqual([]);
    await house.pass(250);
    expect(news.map(({ agents, calls, queues }) => [agents?.map(({ id, state }) => `${id} ${state}`), calls?.map(({ stage }) => stage), queues?.map(({ id }) => id)])).toEqual([
      [['anna busy'], ['talk'], ['sales', 'support']],
    ]);
    await house.pass(1_000);
    expect(news).toHaveLength(1);
    await house.rooms.desk.order('anna', 'hold', { on: true });
    await house.pass(250);
    expect(news[1]).toMatchObject({ calls: [{ held: true }] });
    expect(Object.keys(news[1] ?? {})).toEqual(['type', 'at', 'calls']);
    const [{ id } = { id: '' }] = house.rooms.floor.floor().calls;
    caller.bye();
    await house.pass(1_000);
    expect(news.flatMap(({ gone = [] }) => gone)).toEqual([id]);
    expect(house.rooms.floor.floor().calls).toEqual([]);
  });

  test('counts a caller who gave up after the target against the service level, one who gave up before not', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    const [other, hasty] = [await house.call(SALES), await house.call(SALES)];
    hasty.leg.bye();
    await house.pass(21_000);
    other.leg.bye();
    caller.bye();
    await house.pass(WRAP_UP_MS);
    expect(house.rooms.floor.floor().queues[0]).toMatchObject({ answeredToday: 1, abandonedToday: 2, serviceLevel: 0.5, levelToday: { inTime: 1, offered: 2 } });
    expect(house.rooms.floor.floor().agents[0]).toMatchObject({ id: 'anna', callsToday: 1 });
  });

  test('tells of a caller in the menu where the menu can still lead, and of one who waits since when', async () => {
    const house = new StoryHouse();
    await house.call(NUMBER);
    await house.call(SALES);
    await house.pass(4_000);
    const [menu, waiting] = house.rooms.floor.floor().calls;
    expect(menu).toMatchObject({ stage: 'flow', queues: ['sales'] });
    expect([menu?.queue, waiting?.queues]).toEqual([undefined, undefined]);
    expect(waiting).toMatchObject({ stage: 'queue', queue: 'sales', waitingSince: house.rooms.floor.floor().queues[0]?.waitingSince });
  });

  test('knows the calls that each number of today counts', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    const hasty = await house.call(SALES);
    hasty.leg.bye();
    caller.bye();
    await house.pass(WRAP_UP_MS);
    const { queues, agents } = house.rooms.floor.floor();
    const served = house.rooms.floor.served({ queue: 'sales' });
    expect(served.filter(({ as }) => as === 'answered')).toHaveLength(queues[0]?.answeredToday ?? -1);
    expect(served.filter(({ as }) => as === 'abandoned')).toHaveLength(queues[0]?.abandonedToday ?? -1);
    expect(house.rooms.floor.served({ agent: 'anna' })).toHaveLength(agents[0]?.callsToday ?? -1);
    expect(house.rooms.floor.served({ queue: 'support' })).toEqual([]);
  });

  test('knows the calls of today after a restart', async () => {
    const before = new StoryHouse();
    const { caller } = await before.talk();
    caller.bye();
    await before.pass(WRAP_UP_MS);
    const after = new StoryHouse({ clock: before.clock });
    for (const event of before.store.events) after.store.append(event);
    await after.rooms.load();
    expect(after.rooms.floor.floor().queues[0]).toMatchObject({ answeredToday: 1, serviceLevel: 1 });
    expect(after.rooms.floor.floor().agents[0]).toMatchObject({ id: 'anna', callsToday: 1 });
  });
});

describe('an alert', () => {
  test('is shown with its words, until an hour after the call, and who saw it stands on the timeline', async () => {
    const house = new StoryHouse();
    const { caller } = await house.talk();
    const [call] = house.flow.open;
    const news = heard(house);
    call?.record('qa.alert', { agent: 'anna', alert: alert('pending') });
    call?.record('qa.alert', { agent: 'anna', alert: alert('violation') });
    const id = `${call?.id}/no-guarantee/0`;
    expect(news).toMatchObject([{ alerts: [{ id, severity: 'critical', agent: 'anna', audioAt: 4, evidence: 'no risk' }] }]);
    await house.pass(250);
    expect(news[1]).toMatchObject({ calls: [{ alerts: 1 }] });
    caller.bye();
    await house.pass(1_000);
    expect(house.rooms.floor.acknowledge(id, 'sue')).toBe(true);
    expect(house.rooms.floor.acknowledge('x/y/0', 'sue')).toBe(false);
    expect(house.told('qa.acknowledged')).toEqual({ alert: id, by: 'sue' });
    await house.pass(250);
    expect(news.at(-1)).toMatchObject({ alerts: [{ id, acknowledgedBy: 'sue' }] });
    house.clock.advance(3_600_000);
    expect(house.rooms.floor.floor().alerts).toEqual([]);
  });

  test('carries what it says in both languages, whose words caused it, and what to say now', async () => {
    const house = new StoryHouse();
    await house.talk();
    const [call] = house.flow.open;
    const news = heard(house);
    const title = { zh: '承诺没有风险', en: 'Denied any risk' };
    const hint = { zh: '任何投资都有风险', en: 'Every investment carries a risk' };
    call?.record('qa.alert', { agent: 'anna', alert: { ...alert('violation'), channel: 'agent', title, hint } });
    await house.pass(250);
    expect(news[0]?.alerts).toMatchObject([{ title, hint, speaker: 'agent' }]);
  });

  test('belongs to whoever talked when it became true, also when it comes after a transfer', async () => {
    const house = new StoryHouse();
    await house.talk();
    const [call] = house.flow.open;
    call?.record('qa.alert', { agent: 'bo', alert: alert('violation') });
    await house.pass(250);
    expect(house.rooms.floor.floor().alerts.map(({ agent }) => agent)).toEqual(['bo']);
  });

  test('of the last hour is shown after a restart, too, and can be acknowledged', async () => {
    const before = new StoryHouse();
    const { caller } = await before.talk();
    const [call] = before.flow.open;
    call?.record('qa.alert', { agent: 'anna', alert: alert('violation') });
    call?.record('qa.alert', { agent: 'anna', alert: alert('violation') });
    before.rooms.floor.acknowledge(`${call?.id}/no-guarantee/0`, 'sue');
    caller.bye();
    await before.pass(WRAP_UP_MS);
    const after = new StoryHouse({ clock: before.clock });
    for (const event of before.store.events) after.store.append(event);
    await after.rooms.load();
    expect(after.rooms.floor.floor().alerts.map(({ id, agent, acknowledgedBy }) => [id, agent, acknowledgedBy])).toEqual([
      [`${call?.id}/no-guarantee/0`, 'anna', 'sue'],
      [`${call?.id}/no-guarantee/1`, 'anna', undefined],
    ]);
    expect(after.rooms.floor.acknowledge(`${call?.id}/no-guarantee/1`, 'max')).toBe(true);
    expect(after.told('qa.acknowledged')).toEqual({ alert: `${call?.id}/no-guarantee/1`, by: 'max' });
  });
});
