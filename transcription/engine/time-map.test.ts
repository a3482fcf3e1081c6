import { describe, expect, test } from 'vitest';
import { closeTurn, emptyTimeMap, feed, onCall } from './time-map.ts';

describe('the time map', () => {
  test('moves the words of a turn to where its audio lies on the call', () => {
    const map = feed(emptyTimeMap, 80_000, 16_000);
    expect(onCall(map, 0.5, 1.25)).toEqual({ start: 10.5, end: 11.25 });
  });

  test('is not shifted by the silence between turns, which is never fed', () => {
    const first = closeTurn(feed(feed(emptyTimeMap, 80_000, 8000), 88_000, 8000));
    const second = feed(first, 240_000, 8000);
    expect(onCall(second, 2.25, 2.75)).toEqual({ start: 30.25, end: 30.75 });
  });

  test('steps over audio that was dropped inside a turn', () => {
    const map = feed(feed(emptyTimeMap, 0, 8000), 24_000, 8000);
    expect(onCall(map, 0.5, 1)).toEqual({ start: 0.5, end: 1 });
    expect(onCall(map, 1, 1.5)).toEqual({ start: 3, end: 3.5 });
    expect(onCall(map, 0.9, 1.1)).toEqual({ start: 0.9, end: 3.1 });
  });

  test('keeps words inside the audio that was fed', () => {
    const map = feed(closeTurn(feed(emptyTimeMap, 0, 8000)), 80_000, 8000);
    expect(onCall(map, 0.9, 2.2)).toEqual({ start: 10, end: 11 });
  });
});
