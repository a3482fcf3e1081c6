import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, systemClock } from '#core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedStore, openStore } from '../index.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'huawu-voicemails-'));
let store: OpenedStore;
beforeAll(async () => {
  const opened = await openStore({ dataDir, clock: systemClock, log: silentLog });
  if (!opened.ok) throw opened.fault;
  store = opened.value;
}, 60_000);
afterAll(async () => {
  await store.close();
  rmSync(dataDir, { recursive: true });
});

const message = (id: string, queue: string, at: number) => ({ id, call: `call-${id}`, queue, from: '13800138000', language: 'zh' as const, at, seconds: 2.5, file: `voicemail/${id}.wav` });

test('messages are listed newest first, by queue and by whether somebody took care of them', async () => {
  const { voicemails } = store;
  await voicemails.add({ ...message('a', 'sales', 1_000), text: '请回电' });
  await voicemails.add(message('b', 'support', 2_000));
  await voicemails.add(message('c', 'sales', 2_000));
  await voicemails.add(message('c', 'support', 9_000));
  const ids = async (query: Parameters<typeof voicemails.find>[0]) => (await voicemails.find(query)).map(({ id }) => id);
  expect(await ids({ limit: 10 })).toEqual(['c', 'b', 'a']);
  expect(await ids({ limit: 2, before: { at: 2_000, id: 'c' } })).toEqual(['b', 'a']);
  expect(await ids({ limit: 10, queues: ['sales'] })).toEqual(['c', 'a']);
  expect(await ids({ limit: 10, queues: [] })).toEqual([]);
  expect(await voicemails.mark('a', { by: 'anna', at: 5_000 })).toBe(true);
  expect(await voicemails.mark('a', { by: 'bo', at: 6_000 })).toBe(false);
  expect(await voicemails.mark('none', { by: 'bo', at: 6_000 })).toBe(false);
  expect(await ids({ limit: 10, done: false })).toEqual(['c', 'b']);
  await voicemails.heard('a', 'anna', 4_000);
  await voicemails.heard('a', 'bo', 4_500);
  expect(await voicemails.get('a')).toEqual({ ...message('a', 'sales', 1_000), text: '请回电', done: { by: 'anna', at: 5_000 }, heard: { by: 'anna', at: 4_000 } });
  expect(await voicemails.mark('a', undefined)).toBe(true);
  expect(await ids({ limit: 10, done: true })).toEqual([]);
  expect(await voicemails.get('x\u0000')).toBeUndefined();
});
