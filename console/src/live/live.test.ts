import { afterEach, expect, test, vi } from 'vitest';
import { createBatch } from './batch.ts';
import { keepPlaces } from './keep-places.ts';
import { retryDelay } from './retry-delay.ts';
import { topicOf } from './topic-of.ts';

afterEach(() => void vi.useRealTimers());

test('the first news goes at once, the rest together four times a second', () => {
  vi.useFakeTimers();
  const heard: (readonly number[])[] = [];
  const batch = createBatch<number>((items) => void heard.push(items));
  batch.add(1);
  batch.add(2);
  batch.add(3);
  expect(heard).toEqual([[1]]);
  vi.advanceTimersByTime(249);
  expect(heard).toEqual([[1]]);
  vi.advanceTimersByTime(1);
  expect(heard).toEqual([[1], [2, 3]]);
  vi.advanceTimersByTime(1_000);
  batch.add(4);
  expect(heard).toEqual([[1], [2, 3], [4]]);
});

test('waiting doubles up to ten seconds, each page at another moment', () => {
  expect([0, 1, 2, 10, 1_000].map((failures) => retryDelay(failures, 1))).toEqual([500, 1_000, 2_000, 10_000, 10_000]);
  expect(retryDelay(2, 0)).toBe(1_000);
});

test('rows keep their place: values change, new ones come last, gone ones stay', () => {
  const row = (id: string, value: number) => ({ id, value });
  const shown = [row('a', 1), row('b', 1), row('c', 1)];
  const next = [row('d', 2), row('c', 2), row('a', 2)];
  expect(keepPlaces(shown, next, ({ id }) => id)).toEqual([row('a', 2), row('b', 1), row('c', 2), row('d', 2)]);
});

test('news of a call belong to the topic of that call', () => {
  expect(topicOf({ type: 'words', callId: 'c7', speaker: 'caller', turn: 0, kind: 'final', words: [] })).toBe('call:c7');
  expect(topicOf({ type: 'hello', at: 0 })).toBeUndefined();
});
