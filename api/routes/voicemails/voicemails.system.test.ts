import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MemoryVoicemails } from '#test/simulators/house/memory-store';
import { fakeRooms } from '../../testing/fake-rooms.ts';
import { openHouse } from '../../testing/open-house.ts';

const folder = mkdtempSync(join(tmpdir(), 'huawu-voicemail-api-'));
const SOUND = Buffer.alloc(1_044, 7);
const kept = new MemoryVoicemails();
let house: Awaited<ReturnType<typeof openHouse>>;

beforeAll(async () => {
  for (const [id, queue] of [['m1', 'sales'], ['m2', 'support'], ['m3', 'sales']] as const) {
    await kept.add({ id, call: `c-${id}`, queue, from: '13800138000', language: 'zh', at: 1_000, seconds: 2, file: join(folder, `${id}.wav`) });
  }
  for (const id of ['m1', 'm2']) writeFileSync(join(folder, `${id}.wav`), SOUND);
  const voicemails = Object.assign(kept, { file: ({ file }: { file: string }) => file, original: async ({ id }: { id: string }) => (id === 'm1' ? { size: SOUND.length, modified: new Date(1_000), stream: () => Readable.from([SOUND]) } : undefined) });
  house = await openHouse({ ports: { ...fakeRooms().ports, voicemails } });
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true });
});

const idsOf = async (response: Response) => ((await response.json()) as { voicemails: { id: string }[] }).voicemails.map(({ id }) => id);

test('each sees the messages of the queues of own teams, with the number to call', async () => {
  const [anna, adam, rita] = await Promise.all(['anna', 'adam', 'rita'].map((login) => house.signIn(login)));
  expect(await idsOf(await anna!.get('/api/voicemails'))).toEqual(['m3', 'm1']);
  expect(await idsOf(await anna!.get('/api/voicemails?queue=support'))).toEqual([]);
  expect(await idsOf(await adam!.get('/api/voicemails'))).toEqual(['m3', 'm2', 'm1']);
  expect((await rita!.get('/api/voicemails')).status).toBe(403);
  const [first] = ((await (await anna!.get('/api/voicemails?limit=1')).json()) as { voicemails: Record<string, unknown>[] }).voicemails;
  expect(first).toEqual({ id: 'm3', call: 'c-m3', queue: 'sales', from: '13800138000', language: 'zh', at: 1_000, seconds: 2 });
});

test('the sound is given in ranges, not to other teams, and hearing it is written down', async () => {
  const anna = await house.signIn('anna');
  const range = await fetch(`${house.api.url}/api/voicemails/m1/audio`, { headers: { cookie: anna.cookie, range: 'bytes=10-19' } });
  expect([range.status, range.headers.get('content-range'), (await range.arrayBuffer()).byteLength]).toEqual([206, 'bytes 10-19/1044', 10]);
  expect((await anna.get('/api/voicemails/m2/audio')).status).toBe(403);
  expect((await anna.get('/api/voicemails/none/audio')).status).toBe(404);
  expect(((await (await anna.get('/api/voicemails/m3/audio')).json()) as { code: string }).code).toBe('api.no-voicemail-audio');
  expect((await kept.get('m1'))?.heard?.by).toBe(anna.me.person.id);
  expect(await house.doors.audit.find({ limit: 10, action: 'voicemail-heard' })).toMatchObject([{ subject: 'm1', person: anna.me.person.id }]);
});

test('what was silenced in a message is heard by administrators alone, and that is written down', async () => {
  const [anna, adam] = await Promise.all(['anna', 'adam'].map((login) => house.signIn(login)));
  expect((await anna!.get('/api/voicemails/m1/audio/original')).status).toBe(403);
  const whole = await adam!.get('/api/voicemails/m1/audio/original');
  expect([whole.status, (await whole.arrayBuffer()).byteLength]).toEqual([200, 1_044]);
  expect(await house.doors.audit.find({ limit: 10, action: 'original-heard' })).toMatchObject([{ subject: 'm1', person: adam!.me.person.id }]);
  expect((await adam!.get('/api/voicemails/m2/audio/original')).status).toBe(404);
});

test('one takes care of a message; a second one is told', async () => {
  const [anna, sue] = await Promise.all(['anna', 'sue'].map((login) => house.signIn(login)));
  const done = await anna!.post('/api/voicemails/m1/done', {});
  expect([done.status, ((await done.json()) as { done: object }).done]).toMatchObject([200, { by: anna!.me.person.id, name: 'anna' }]);
  expect(await (await sue!.get('/api/voicemails/m1')).json()).toMatchObject({ id: 'm1', done: { name: 'anna' } });
  expect([(await sue!.get('/api/voicemails/m2')).status, (await sue!.get('/api/voicemails/none')).status]).toEqual([403, 404]);
  expect((await sue!.post('/api/voicemails/m1/done', { done: true })).status).toBe(409);
  expect(await idsOf(await sue!.get('/api/voicemails?done=false'))).toEqual(['m3']);
  expect((await sue!.post('/api/voicemails/m1/done', { done: false })).status).toBe(200);
  expect((await sue!.post('/api/voicemails/m2/done', {})).status).toBe(403);
});
