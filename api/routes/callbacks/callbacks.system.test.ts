import { CallbackDesk } from '#callbacks';
import { silentLog, systemClock } from '#core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MemoryCallbacks } from '#test/simulators/house/memory-store';
import type { CallbackPort } from '../../index.ts';
import { fakeRooms } from '../../testing/fake-rooms.ts';
import { openHouse } from '../../testing/open-house.ts';

const HOUR = 3_600_000;
const records = new MemoryCallbacks();
const rules = () => ({ attempts: 2, pauses: { busy: 1, 'no-answer': 1, unreachable: 1 }, perNumberPerDay: 2, mostOpen: 9, keepMs: HOUR });
const desk = new CallbackDesk({ records, world: { rules, openFrom: (_, at) => at }, clock: systemClock, log: silentLog });
let house: Awaited<ReturnType<typeof openHouse>>;

beforeAll(async () => {
  await desk.begin(() => new Promise(() => {}));
  let count = 0;
  const callbacks: CallbackPort = {
    find: (query) => records.find(query),
    get: async (id) => desk.get(id),
    cancel: (id, by) => desk.cancel(id, by),
    move: (id, notBefore, until) => desk.move(id, notBefore, until),
    book: async ({ order = 'agent-first', ...wanted }) => (wanted.number === '999' ? undefined : desk.book({ id: `b${count++}`, ...wanted, order, skills: [], priority: 0, kind: 'scheduled' })),
  };
  house = await openHouse({ ports: { ...fakeRooms().ports, callbacks } });
});
afterAll(async () => {
  desk.close();
  await house.close();
});

const codeOf = async (response: Response) => `${response.status} ${((await response.json()) as { code?: string }).code ?? ''}`;

test('an agent has a customer called back, moves it, cancels it; each step is in the audit log', async () => {
  const anna = await house.signIn('anna');
  const notBefore = systemClock.wall() + HOUR;
  const made = await anna.post('/api/callbacks', { number: '13800138000', queue: 'sales', notBefore });
  const body = (await made.json()) as Record<string, unknown>;
  expect(body).toMatchObject({ number: '13800138000', queue: 'sales', kind: 'scheduled', order: 'agent-first', state: 'open', notBefore, until: notBefore + HOUR, by: anna.me.person.id, byName: 'anna', attempts: [] });
  expect(await (await anna.get(`/api/callbacks/${String(body['id'])}`)).json()).toEqual(body);
  expect(body).not.toHaveProperty('revision');
  expect(await codeOf(await anna.post('/api/callbacks', { number: '13800138000', queue: 'sales' }))).toBe('409 api.callback-refused');
  expect(await codeOf(await anna.post('/api/callbacks', { number: '999', queue: 'sales' }))).toBe('409 api.callback-no-way');
  expect(await (await anna.post(`/api/callbacks/${String(body['id'])}/move`, { notBefore: notBefore + HOUR })).json()).toMatchObject({ notBefore: notBefore + HOUR });
  expect(await codeOf(await anna.post(`/api/callbacks/${String(body['id'])}/move`, { notBefore, until: 5 }))).toBe('409 callbacks.bad-window');
  expect(await (await anna.post(`/api/callbacks/${String(body['id'])}/cancel`)).json()).toMatchObject({ state: 'cancelled', cancelledBy: anna.me.person.id });
  expect(await codeOf(await anna.post(`/api/callbacks/${String(body['id'])}/cancel`))).toBe('409 callbacks.over');
  const told = await house.doors.audit.find({ limit: 10, subject: String(body['id']) });
  expect(told.map(({ action }) => action)).toEqual(['callback-cancelled', 'callback-moved', 'callback-made']);
});

test('each sees and changes those of own queues only', async () => {
  const [anna, adam, rita] = await Promise.all(['anna', 'adam', 'rita'].map((login) => house.signIn(login)));
  const made = (await (await adam!.post('/api/callbacks', { number: '10086', queue: 'support', notBefore: systemClock.wall() + HOUR })).json()) as { id: string };
  expect(await codeOf(await anna!.post(`/api/callbacks/${made.id}/cancel`))).toBe('403 api.forbidden');
  expect(await codeOf(await anna!.post('/api/callbacks', { number: '10000', queue: 'support' }))).toBe('403 api.forbidden');
  expect(await codeOf(await anna!.post('/api/callbacks/none/cancel'))).toBe('404 api.unknown-callback');
  expect((await rita!.get('/api/callbacks')).status).toBe(403);
  const seen = async (who: typeof anna, query = '') => ((await (await who!.get(`/api/callbacks${query}`)).json()) as { callbacks: { queue: string }[] }).callbacks.map(({ queue }) => queue);
  expect([await seen(anna), await seen(adam), await seen(adam, '?state=open'), await seen(adam, '?state=cancelled,open')]).toEqual([['sales'], ['support', 'sales'], ['support'], ['support', 'sales']]);
  expect((await adam!.get('/api/callbacks?state=lost')).status).toBe(400);
  expect((await anna!.get(`/api/callbacks/${made.id}`)).status).toBe(403);
});
