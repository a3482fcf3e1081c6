import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core';
import { dueTicks, startPacer } from './pacer.ts';

describe('the pacer', () => {
  it('ticks every 20 ms of the clock', () => {
    const clock = new ManualClock();
    const ticks: number[] = [];
    const timer = startPacer(clock, (at) => ticks.push(at));
    clock.advance(100);
    timer.cancel();
    clock.advance(100);
    expect(ticks).toEqual([20, 40, 60, 80, 100]);
    expect(clock.pending).toBe(0);
  });

  it('makes up for a short delay without drift', () => {
    expect(dueTicks(100, 99)).toEqual({ ticks: [], next: 100 });
    expect(dueTicks(100, 107)).toEqual({ ticks: [100], next: 120 });
    expect(dueTicks(100, 145)).toEqual({ ticks: [100, 120, 140], next: 160 });
  });

  it('leaves out what is older than three packets after a stall', () => {
    expect(dueTicks(100, 1005)).toEqual({ ticks: [960, 980, 1000], next: 1020 });
  });
});
