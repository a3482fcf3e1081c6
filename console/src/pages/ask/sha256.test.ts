import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { firstBits, workOn } from './sha256.ts';

test('the first bits are those of SHA-256, whatever the length', () => {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 119, 120, 300]) {
    const text = 'abc'.repeat(100).slice(0, length);
    expect([length, firstBits(text)]).toEqual([length, createHash('sha256').update(text).digest().readUInt32BE(0)]);
  }
});

test('work ends with an answer that a server can check', async () => {
  const answer = await workOn('1.abc.mac', 10);
  expect(createHash('sha256').update(`1.abc.mac:${answer}`).digest().readUInt32BE(0) >>> 22).toBe(0);
});
