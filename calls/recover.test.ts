import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ManualClock, silentLog } from '#core';
import { MemoryStore } from '#test/simulators/house/memory-store';
import { closeUnfinished } from './recover.ts';

const restartedAt = Date.UTC(2026, 0, 5, 9);
const clock = new ManualClock(restartedAt);

function interrupted(...events: [type: string, at: number, data?: Record<string, unknown>][]): MemoryStore {
  const store = new MemoryStore();
  events.forEach(([type, at, data = {}], seq) => store.append({ callId: 'c', seq, at, type, data }));
  return store;
}

test('a call cut off by a crash ended at its last step, not when the server came back', async () => {
  const store = interrupted(['call.arrived', 1_000, { from: 'a', to: 'b' }], ['queue.entered', 5_000]);
  expect(await closeUnfinished(store, clock, silentLog)).toBe(1);
  expect(store.events.at(-1)).toMatchObject({ seq: 3, type: 'call.ended', at: restartedAt, data: { outcome: 'failed', by: 'server', code: 503, endedAt: 5_000 } });
  expect(await store.unfinished()).toEqual([]);
});

test('what is recorded tells how long it went on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huawu-recover-'));
  const file = join(folder, 'c.wav');
  // Killed before the first header was written: 2 s of both lanes behind zeroes.
  writeFileSync(file, new Uint8Array(44 + 2 * 8_000 * 4));
  const store = interrupted(['call.arrived', 1_000], ['recording.started', 5_000, { file }]);
  await closeUnfinished(store, clock, silentLog);
  rmSync(folder, { recursive: true });
  expect(store.events.slice(2).map(({ type, data }) => [type, data])).toMatchObject([
    ['recording.finished', { file, seconds: 2, repaired: true }],
    ['call.ended', { endedAt: 7_000 }],
  ]);
});

test('a recording that is gone is told', async () => {
  const store = interrupted(['recording.started', 5_000, { file: '/nowhere/c.wav' }]);
  await closeUnfinished(store, clock, silentLog);
  expect(store.events.map(({ type }) => type)).toEqual(['recording.started', 'recording.failed', 'call.ended']);
});

test('a conversation cut off has its agent leave, and lasted to its end', async () => {
  const store = interrupted(['queue.entered', 1_000, { queue: 'sales' }], ['agent.connected', 5_000, { agent: 'anna', waitSeconds: 4 }], ['transcript.final', 65_000, {}]);
  await closeUnfinished(store, clock, silentLog);
  expect(store.events.slice(3).map(({ type, at, data }) => [type, at, data])).toMatchObject([
    ['agent.left', 65_000, { agent: 'anna', by: 'server', talkSeconds: 60 }],
    ['call.ended', restartedAt, { endedAt: 65_000, waitSeconds: 4, talkSeconds: 60 }],
  ]);
});

test('a wait cut off ends with it, and nobody abandoned', async () => {
  const store = interrupted(['queue.entered', 1_000, { queue: 'sales' }], ['queue.position', 3_500, { position: 1 }]);
  await closeUnfinished(store, clock, silentLog);
  expect(store.events.slice(2).map(({ type, data }) => [type, data])).toMatchObject([
    ['queue.left', { queue: 'sales', why: 'removed', waitSeconds: 2.5 }],
    ['call.ended', { waitSeconds: 2.5, talkSeconds: 0 }],
  ]);
});
