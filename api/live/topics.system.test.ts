import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { FLOOR, ALERT } from '../testing/fake-rooms.ts';
import { openHouse, type SignedInPerson, TOKEN } from '../testing/open-house.ts';

interface News {
  readonly type: string;
  readonly [key: string]: unknown;
}

let house: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const address = (path: string) => `${house.api.url.replace('http', 'ws')}${path}`;
const headersOf = ({ cookie }: SignedInPerson) => ({ cookie, origin: house.api.url });

/** A page's live socket: what it heard after the greeting. */
async function page(person: SignedInPerson | undefined, ...topics: string[]) {
  const socket = new WebSocket(address('/api/live'), { headers: person ? headersOf(person) : { authorization: `Bearer ${TOKEN}` } });
  const heard: News[] = [];
  socket.on('message', (text) => heard.push(JSON.parse(String(text)) as News));
  await once(socket, 'message');
  const say = (type: string, topic: string) => socket.send(JSON.stringify({ type, topic }));
  const settled = (count: number) => expect.poll(() => heard.length).toBe(count + 1);
  for (const topic of topics) say('subscribe', topic);
  return { socket, heard: () => heard.slice(1), types: () => heard.slice(1).map(({ type }) => type), say, settled, close: () => (socket.close(), once(socket, 'close')) };
}

const refused = (path: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve) => {
    const socket = new WebSocket(address(path), { headers });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.on('open', () => (socket.close(), resolve(101)));
    socket.on('error', () => {});
  });

describe('a live socket with a session', () => {
  it('must be opened by a page of ours', async () => {
    const { cookie } = await house.signIn('anna');
    expect([await refused('/api/live', { cookie }), await refused('/api/live', { cookie, origin: 'https://evil.example' }), await refused('/api/live', { cookie, origin: house.api.url })]).toEqual([403, 403, 101]);
  });

  it('tells nothing but what was asked for', async () => {
    const anna = await page(await house.signIn('anna'));
    house.api.live.publish({ type: 'words', callId: 'c-north' });
    house.api.live.publish({ type: 'event', event: { callId: 'c-north', type: 'call.arrived' } });
    house.rooms.desk.changed.emit('anna');
    anna.say('subscribe', 'nonsense');
    await anna.settled(1);
    expect(anna.heard()).toMatchObject([{ type: 'refused', code: 'api.bad-request' }]);
    await anna.close();
  });

  it('tells an agent the own desktop at once and when it changes, quick changes together', async () => {
    const anna = await page(await house.signIn('anna'), 'desk');
    await anna.settled(1);
    for (let i = 0; i < 50; i++) house.rooms.desk.changed.emit('anna');
    house.rooms.desk.changed.emit('bo');
    await anna.settled(3);
    expect(anna.heard().map(({ type, desk }) => [type, (desk as { agent: string }).agent])).toEqual([['desk', 'anna'], ['desk', 'anna'], ['desk', 'anna']]);
    await anna.close();
  });

  it('tells of tickets those who may handle them: of own queues, own ones, watched ones; reviewers are refused', async () => {
    const people = await Promise.all(['anna', 'sue', 'adam'].map(async (login) => page(await house.signIn(login), 'tickets', 'nonsense')));
    // The refusal comes behind the subscription.
    for (const each of people) await each.settled(1);
    const ticket = (id: string, queue: string, more: object = {}) => ({ type: 'ticket' as const, ticket: { id, version: 2, queue, state: 'open' as const, priority: 'high' as const, subject: 'No light', createdBy: 'token', watchers: [], ...more }, events: [{ seq: 2, at: 5, type: 'clock', by: 'clock' }], alerts: [{ at: 5, what: 'breach' as const, supervisors: true, agents: [] }] });
    for (const news of [ticket('1', 'sales'), ticket('2', 'support'), ticket('3', 'support', { assignee: 'anna' }), ticket('4', 'support', { watchers: ['anna'] })]) house.api.live.publish(news);
    const [anna, sue, adam] = people;
    const heardBy = (who: (typeof people)[number] | undefined) => who?.heard().slice(1).map((news) => (news['ticket'] as { id: string }).id);
    await adam?.settled(5);
    expect(heardBy(adam)).toEqual(['1', '2', '3', '4']);
    for (const [who, ids] of [[anna, ['1', '3', '4']], [sue, ['1']]] as const) await expect.poll(() => heardBy(who)).toEqual(ids);
    expect(adam?.heard()[1]).toEqual(ticket('1', 'sales'));
    await Promise.all(people.map((each) => each.close()));
    const reviewer = await page(await house.signIn('rita'), 'tickets');
    await reviewer.settled(1);
    expect(reviewer.heard()).toMatchObject([{ type: 'refused', topic: 'tickets', code: 'api.forbidden' }]);
    await reviewer.close();
  });

  it('tells a supervisor the floor of own teams, and what changes on it', async () => {
    const [sue, adam] = [await page(await house.signIn('sue'), 'floor'), await page(await house.signIn('adam'), 'floor')];
    await sue.settled(1);
    await adam.settled(1);
    expect(sue.heard()[0]).toMatchObject({ type: 'floor', queues: [{ id: 'sales' }], agents: [{ id: 'anna' }, { id: 'bo' }], calls: [{ id: 'c-north' }], alerts: [{ callId: 'c-north' }] });
    expect(adam.heard()[0]).toMatchObject({ calls: [{ id: 'c-north' }, { id: 'c-south' }] });
    house.rooms.floor.changed.emit({ type: 'floor', at: 11, agents: FLOOR.agents.slice(2) });
    house.rooms.floor.changed.emit({ type: 'floor', at: 12, agents: FLOOR.agents.slice(0, 1), gone: ['c-south'] });
    await adam.settled(3);
    await sue.settled(2);
    expect(sue.heard()[1]).toEqual({ type: 'floor', at: 12, agents: [FLOOR.agents[0]] });
    await Promise.all([sue.close(), adam.close()]);
  });

  it('tells a supervisor that a call is gone when it went to another team', async () => {
    const sue = await page(await house.signIn('sue'), 'floor');
    await sue.settled(1);
    const [north] = FLOOR.calls;
    if (north) house.rooms.floor.changed.emit({ type: 'floor', at: 13, calls: [{ ...north, queue: 'support', agent: 'cy' }] });
    await sue.settled(2);
    expect(sue.heard()[1]).toEqual({ type: 'floor', at: 13, gone: ['c-north'] });
    await sue.close();
  });

  it('tells words and alerts of a call to its agent and to the supervisor of the team only', async () => {
    const anna = await page(await house.signIn('anna'), 'call:c-north', 'call:c-south', 'floor');
    const sue = await page(await house.signIn('sue'), 'call:c-north', 'call:c-south', 'call:none');
    await anna.settled(2);
    await sue.settled(2);
    expect(anna.heard().map(({ topic, code }) => [topic, code])).toEqual([['call:c-south', 'api.forbidden'], ['floor', 'api.forbidden']]);
    expect(sue.heard().map(({ topic, code }) => [topic, code])).toEqual([['call:c-south', 'api.forbidden'], ['call:none', 'api.unknown-call']]);
    const words = { type: 'words', callId: 'c-north', speaker: 'caller', turn: 0, kind: 'final', words: [] };
    house.api.live.publish(words);
    house.api.live.publish({ ...words, callId: 'c-south' });
    house.rooms.floor.changed.emit({ type: 'floor', at: 12, alerts: [ALERT('c-north', 'anna'), ALERT('c-south', 'cy')] });
    const both = [anna, sue];
    for (const each of both) await each.settled(4);
    for (const each of both) expect(each.heard().slice(2)).toEqual([words, { type: 'call-alert', callId: 'c-north', alert: ALERT('c-north', 'anna') }]);
    anna.say('unsubscribe', 'call:c-north');
    anna.say('subscribe', 'desk');
    await anna.settled(5);
    house.api.live.publish(words);
    await sue.settled(5);
    expect(anna.types().slice(4)).toEqual(['desk']);
    await Promise.all(both.map((each) => each.close()));
  }, 10_000);

  it('ends with the session: signed out, disabled or given a new password', async () => {
    const person = await house.signIn('anna');
    const anna = await page(person, 'desk');
    await anna.settled(1);
    const closed = once(anna.socket, 'close');
    await person.post('/api/sign-out');
    expect((await closed)[0]).toBe(4401);
    expect(anna.heard().at(-1)).toEqual({ type: 'session-ended' });
    expect(await refused('/api/live', headersOf(person))).toBe(401);
  });
});

it('a program with the token hears everything, until it says what it wants', async () => {
  const program = await page(undefined);
  house.api.live.publish({ type: 'words', callId: 'c-north' });
  await program.settled(1);
  program.say('subscribe', 'floor');
  await program.settled(2);
  house.api.live.publish({ type: 'words', callId: 'c-north' });
  house.rooms.floor.changed.emit({ type: 'floor', at: 20, gone: ['c-north'] });
  await program.settled(3);
  expect(program.types()).toEqual(['words', 'floor', 'floor']);
  await program.close();
});

describe('listening to a call', () => {
  const listening = (person: SignedInPerson, call = 'c-north') => new WebSocket(address(`/api/calls/${call}/audio`), { headers: headersOf(person) });

  it('brings its samples, little-endian, and is written down with the call', async () => {
    const person = await house.signIn('sue');
    const socket = listening(person);
    await expect.poll(() => house.rooms.listeners.length).toBe(1);
    const { call, hear, person: who } = house.rooms.listeners[0] ?? { call: '', hear: () => {}, person: '' };
    expect([call, who]).toEqual(['c-north', person.me.person.id]);
    const run = Int16Array.of(1, -2, 256);
    hear(run);
    run.fill(0);
    const [bytes] = (await once(socket, 'message')) as [Buffer];
    expect([...bytes]).toEqual([1, 0, 0xfe, 0xff, 0, 1]);
    expect(await house.doors.audit.find({ limit: 1, action: 'call-listened' })).toMatchObject([{ person: person.me.person.id, subject: 'c-north' }]);
    const closed = once(socket, 'close');
    house.rooms.floor.changed.emit({ type: 'floor', at: 11, gone: ['c-north'] });
    expect((await closed)[0]).toBe(1000);
    expect(house.rooms.listeners[0]?.scope.ended).toBe(true);
  });

  it('is for supervisors of the team', async () => {
    const [anna, sue, rita] = [await house.signIn('anna'), await house.signIn('sue'), await house.signIn('rita')];
    const statuses = [await refused('/api/calls/c-north/audio', headersOf(anna)), await refused('/api/calls/c-south/audio', headersOf(sue)), await refused('/api/calls/none/audio', headersOf(sue)), await refused('/api/calls/c-north/audio', headersOf(rita))];
    expect(statuses).toEqual([403, 403, 404, 403]);
  });

  it('leaves audio out for a client that does not fetch it', async () => {
    const socket = listening(await house.signIn('sue'));
    await once(socket, 'open');
    await expect.poll(() => house.rooms.listeners.at(-1)?.scope.ended).toBe(false);
    socket.pause();
    const entry = house.rooms.listeners.at(-1);
    // 20 s of audio a turn: what is not taken by the sockets' own buffers must be dropped, not kept.
    for (let turn = 0; turn < 200; turn++) {
      for (let run = 0; run < 100; run++) entry?.hear(new Int16Array(1_600));
      await new Promise((resolve) => setImmediate(resolve));
    }
    let received = 0;
    socket.on('message', (bytes) => (received += (bytes as Buffer).length));
    socket.resume();
    await expect.poll(() => received, { timeout: 20_000 }).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(received).toBeLessThan(200 * 100 * 3_200 * 0.5);
    socket.close();
    await once(socket, 'close');
    await expect.poll(() => house.api.counts()['listeners']).toBe(0);
  });
});
