import { describe, expect, it } from 'vitest';
import { LogTime } from './log-time.ts';

describe('the time of the log', () => {
  it('is taken from the quickest answer', () => {
    const time = new LogTime();
    time.sample(1_010, 0, 20);
    expect(time.shift).toBe(1_000);
    time.sample(1_101, 100, 102);
    expect(time.shift).toBe(1_000);
    time.sample(1_231, 200, 260);
    expect(time.shift).toBe(1_000);
  });

  it('believes slower answers again after a while: clocks drift', () => {
    const time = new LogTime();
    time.sample(1_000.5, 0, 1);
    for (let at = 100; at < 30_000; at += 100) time.sample(1_001 + at + 2.5, at, at + 5);
    expect(time.shift).toBeCloseTo(1_001, 5);
  });

  it('follows at once when the other clock was set', () => {
    const time = new LogTime();
    time.sample(1_000.5, 0, 1);
    time.sample(61_105, 100, 110);
    expect(time.shift).toBe(61_000);
  });
});
