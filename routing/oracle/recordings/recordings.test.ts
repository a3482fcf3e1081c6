import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay } from '../../replay/replay.ts';
import { digestOf, readRecording } from './recorded-day.ts';

describe('a recorded day', () => {
  const { part, digest } = readRecording('floor-of-nine-queues');

  it('is decided the same as when it was recorded: every offer and every event', () => {
    const { offers, different, differences } = replay([part]);
    expect({ different, differences }).toEqual({ different: 0, differences: [] });
    expect(offers).toBeGreaterThan(1_500);
    expect(digestOf(part)).toBe(digest);
  });

  it('is a small file', () => {
    expect(statSync(join(import.meta.dirname, 'floor-of-nine-queues.jsonl.gz')).size).toBeLessThan(300_000);
  });
});
