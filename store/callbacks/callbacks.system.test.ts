import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Callback } from '#callbacks';
import { silentLog, systemClock } from '#core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenedStore, openStore } from '../index.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'huawu-callbacks-'));
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

const one = (id: string, more: Partial<Callback> = {}): Callback => ({
  id, number: '10086', queue: 'sales', skills: [{ skill: 'zh', level: 1 }], priority: 5, language: 'zh', kind: 'keep-place', order: 'agent-first',
  askedAt: 1_000, waitingSince: 500, notBefore: 1_000, until: 9_000, state: 'open', attempts: [], revision: 1, ...more,
});

test('a change is taken only over the revision before it', async () => {
  const { callbacks } = store;
  expect(await callbacks.save(one('a', { revision: 2 }))).toBe(false);
  expect(await callbacks.save(one('a'))).toBe(true);
  expect(await callbacks.save(one('a'))).toBe(false);
  const both = await Promise.all([1, 2].map((n) => callbacks.save(one('a', { revision: 2, state: 'attempting', attempts: [{ at: n }] }))));
  expect(both.toSorted()).toEqual([false, true]);
  expect(await callbacks.get('a')).toMatchObject({ state: 'attempting', revision: 2, skills: [{ skill: 'zh', level: 1 }] });
});

test('what is open, and what was asked for lately, is read at start; lists are newest first', async () => {
  const { callbacks } = store;
  await callbacks.save(one('b', { state: 'done', askedAt: 2_000 }));
  await callbacks.save(one('c', { state: 'done', askedAt: 50_000, queue: 'support' }));
  expect((await callbacks.load(10_000)).map(({ id }) => id)).toEqual(['a', 'c']);
  expect((await callbacks.find({ limit: 10 })).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  expect((await callbacks.find({ limit: 10, queues: ['sales'], states: ['done'] })).map(({ id }) => id)).toEqual(['b']);
  expect((await callbacks.find({ limit: 10, before: { at: 50_000, id: 'c' } })).map(({ id }) => id)).toEqual(['b', 'a']);
  expect(await callbacks.get('nobody')).toBeUndefined();
});
