import { describe, expect, it } from 'vitest';
import { routingLogContract } from '#test/contracts/routing-log';
import { memoryRoutingLog } from './memory-routing-log.ts';

routingLogContract('memory', () => ({ log: memoryRoutingLog(), close() {} }));

describe('the memory log', () => {
  it('forgets the oldest entries but not their numbers', () => {
    const log = memoryRoutingLog(100);
    for (let at = 0; at < 1_000; at++) log.append({ at, command: { type: 'tick' } });
    const kept = log.read();
    expect(kept.length).toBeGreaterThanOrEqual(100);
    expect(kept.length).toBeLessThanOrEqual(125);
    expect(log.read(998).map((entry) => entry.at)).toEqual([998, 999]);
  });
});
