import { afterEach, expect, test, vi } from 'vitest';
import { formatAgo, formatDuration } from './format.ts';
import { serverNow, serverTime, serverTimeFromHeader } from './server-clock.ts';

afterEach(() => void vi.useRealTimers());

test('durations are minutes and seconds, with hours when there are any', () => {
  expect([0, 9.9, 61, 3725].map(formatDuration)).toEqual(['00:00', '00:09', '01:01', '1:02:05']);
});

test('a duration is never negative, and never not a number', () => {
  expect([-5, Number.NaN].map(formatDuration)).toEqual(['00:00', '00:00']);
});

test('relative times are said in the language of the page', () => {
  expect(formatAgo(0, 180_000, 'en')).toBe('3 minutes ago');
  expect(formatAgo(0, 180_000, 'zh')).toBe('3分钟前');
  expect(formatAgo(0, 86_400_000, 'zh')).toBe('昨天');
});

test('a machine whose clock is a day late shows the right durations', () => {
  vi.useFakeTimers({ now: 1_000_000_000_000 });
  serverTime(1_000_086_400_000);
  expect(serverNow()).toBe(1_000_086_400_000);
  vi.advanceTimersByTime(5_000);
  expect(serverNow()).toBe(1_000_086_405_000);
  // Somebody sets the wall clock right: nothing jumps.
  vi.setSystemTime(1_000_086_500_000);
  expect(serverNow()).toBe(1_000_086_405_000);
});

test('the hello of the socket is not spoilt by the coarser header of an answer', () => {
  vi.useFakeTimers({ now: 0 });
  serverTime(5_000);
  serverTimeFromHeader('Thu, 01 Jan 1970 00:01:00 GMT');
  expect(serverNow()).toBe(5_000);
});
