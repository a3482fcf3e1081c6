import { expect, test } from 'vitest';
import { MemoryStore } from '#test/simulators/house/memory-store';
import { ManualClock } from '#core';
import { recordingOf } from './api-rows.ts';

const told = (...types: string[]) => {
  const store = new MemoryStore();
  types.forEach((type, seq) => store.append({ callId: 'c', seq, at: 0, type, data: type === 'recording.failed' ? { reason: 'ENOSPC' } : { file: '/r/c.wav' } }));
  return store;
};

test.each([
  [['recording.started'], '/r/c.wav'],
  [['recording.started', 'recording.finished'], '/r/c.wav'],
  [['recording.started', 'recording.failed'], undefined],
  [['recording.started', 'recording.failed', 'recording.finished'], '/r/c.wav'],
  [['call.arrived'], undefined],
])('after %j the recording is %s', async (types, file) => {
  expect((await recordingOf({ store: told(...types), clock: new ManualClock(), settings: {} }, 'c', false))?.file).toBe(file);
});

test('a database that is away does not keep the reader waiting', async () => {
  const clock = new ManualClock();
  const store = told('recording.started');
  store.flush = () => new Promise(() => {});
  const found = recordingOf({ store, clock, settings: {} }, 'c', true);
  clock.advance(1_000);
  expect(await found).toEqual({ file: '/r/c.wav', open: true });
});
