import { describe, expect, test } from 'vitest';
import { type Deaths, restartAfter } from './restart-rule.ts';

function waits(times: readonly number[]): readonly number[] {
  let deaths: Deaths = [];
  return times.map((now) => {
    const next = restartAfter(deaths, now, 0);
    deaths = next.deaths;
    return next.wait;
  });
}

describe('restarting a recogniser', () => {
  test('is immediate after the first death and doubles up to ten seconds', () => {
    expect(waits([0, 1, 2, 3, 4, 5, 6, 7, 8])).toEqual([0, 250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  test('forgets deaths after a minute', () => {
    expect(waits([0, 1, 60_001, 130_000])).toEqual([0, 250, 0, 0]);
  });

  test('spreads waits by up to a fifth', () => {
    expect(restartAfter([0], 1, 0.5).wait).toBe(275);
  });
});
