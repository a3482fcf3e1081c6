import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Emitter, ManualClock } from '#core';
import type { FloorChanges } from '#contract';
import { FLOOR } from '../testing/fake-rooms.ts';
import { openHouse } from '../testing/open-house.ts';

/** Rights that change, and orders that overtake each other, while a socket is open. */

const clock = new ManualClock();
const BY = { id: 'terminal', address: '' };
const [north] = FLOOR.calls;
const calls = Array.from({ length: 80 }, (_, i) => ({ ...north, id: `c-${i}` })) as unknown as typeof FLOOR.calls;
const floor = { changed: new Emitter<FloorChanges>(), floor: () => ({ ...FLOOR, calls: [...FLOOR.calls, ...calls] }), served: () => [], acknowledge: () => false };

let house: Awaited<ReturnType<typeof openHouse>>;
afterEach(() => house.close());

async function open(login: string, path: string) {
  house = await openHouse({ clock, floor });
  const { cookie } = await house.signIn(login);
  const socket = new WebSocket(`${house.api.url.replace('http', 'ws')}${path}`, { headers: { cookie, origin: house.api.url } });
  const heard: { type: string; code?: string; callId?: string }[] = [];
  socket.on('message', (text, binary) => !binary && heard.push(JSON.parse(String(text)) as { type: string }));
  await once(socket, 'open');
  const say = (type: string, topic: string) => socket.send(JSON.stringify({ type, topic }));
  return { socket, heard, say };
}

it('a supervisor who left the team hears its call no more, within half a minute', async () => {
  const { socket } = await open('sue', '/api/calls/c-north/audio');
  await expect.poll(() => house.rooms.listeners.length).toBe(1);
  const closed = once(socket, 'close');
  await house.doors.people.change('sue', { teams: ['south'] }, BY);
  clock.advance(30_000);
  expect((await closed)[0]).toBe(4403);
  expect(house.rooms.listeners[0]?.scope.ended).toBe(true);
});

it('a supervisor who left the team reads its call no more', async () => {
  const { heard, say } = await open('sue', '/api/live');
  say('subscribe', 'call:c-north');
  await expect.poll(async () => (await house.doors.audit.find({ limit: 1, action: 'call-read' })).length).toBe(1);
  await house.doors.people.change('sue', { teams: ['south'] }, BY);
  clock.advance(30_000);
  await expect.poll(() => heard.at(-1)?.code).toBe('api.forbidden');
});

it('fifty calls are followed at once, however quickly they are asked for', async () => {
  const { heard, say } = await open('sue', '/api/live');
  for (const { id } of calls) say('subscribe', `call:${id}`);
  await expect.poll(() => heard.filter(({ code }) => code === 'api.too-many-topics').length).toBe(30);
});

it('an unsubscribe right behind its subscribe is obeyed', async () => {
  const { heard, say } = await open('sue', '/api/live');
  say('subscribe', 'call:c-1');
  say('unsubscribe', 'call:c-1');
  say('subscribe', 'call:c-2');
  say('subscribe', 'call:none');
  await expect.poll(() => heard.filter(({ type }) => type === 'refused').length).toBe(1);
  await expect.poll(async () => (await house.doors.audit.find({ limit: 9, action: 'call-read' })).length).toBe(2);
  for (const callId of ['c-1', 'c-2']) house.api.live.publish({ type: 'words', callId });
  await expect.poll(() => heard.at(-1)?.type).toBe('words');
  expect(heard.filter(({ type }) => type === 'words')).toEqual([{ type: 'words', callId: 'c-2' }]);
});
