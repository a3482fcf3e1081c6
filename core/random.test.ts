import { describe, expect, it } from 'vitest';
import { systemRandom } from './random.ts';

describe("the machine's randomness", () => {
  it('gives as many bytes as were asked for, never the same twice, however often the stock is filled again', () => {
    const given = Array.from({ length: 5_000 }, () => systemRandom.hex(16));
    expect(given.every((hex) => /^[0-9a-f]{32}$/.test(hex))).toBe(true);
    expect(new Set(given).size).toBe(5_000);
    expect(systemRandom.hex(10_000)).toHaveLength(20_000);
  });

  it('spreads its bytes and its numbers evenly', () => {
    const counts = Array.from({ length: 256 }, () => 0);
    for (const byte of Buffer.from(systemRandom.hex(4_000), 'hex')) counts[byte] = (counts[byte] ?? 0) + 1;
    for (let i = 0; i < 16; i++) for (const byte of Buffer.from(systemRandom.hex(4_000), 'hex')) counts[byte] = (counts[byte] ?? 0) + 1;
    // 68,000 bytes: 266 of each, 16 its spread; zeros of a wiped stock would stand out.
    expect(Math.min(...counts)).toBeGreaterThan(170);
    expect(Math.max(...counts)).toBeLessThan(360);
    const numbers = Array.from({ length: 3_000 }, () => systemRandom.int(3));
    for (const value of [0, 1, 2]) expect(numbers.filter((each) => each === value).length).toBeGreaterThan(850);
  });
});
