import { ManualClock } from '#core';
import { routingLogContract } from '#test/contracts/routing-log';
import { describe, expect, it } from 'vitest';
import { memoryRoutingLog } from './memory-routing-log.ts';

routingLogContract('memory', () => {
  const clock = new ManualClock();
  const log = memoryRoutingLog();
  return { clock, log, again: () => log, pass: (ms) => clock.advance(ms), close() {} };
});

describe('the memory log', () => {
  it('forgets the oldest entries but not their numbers', () => {
    const log = memoryRoutingLog(100);
    const clock = new ManualClock();
    const line = log.follow({ reset() {}, decide: () => [], tell() {}, caughtUp() {}, lead() {}, snapshot: () => undefined }, clock);
    for (let at = 0; at < 1_000; at++, clock.advance(1)) line.tick();
    const kept = log.read();
    expect(kept.length).toBeGreaterThanOrEqual(100);
    expect(kept.length).toBeLessThanOrEqual(125);
    expect(log.read(998).map((entry) => entry.at)).toEqual([998, 999]);
  });
});
