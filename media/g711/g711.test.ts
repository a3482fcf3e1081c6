import { describe, expect, it } from 'vitest';
import { DECODE, SILENCE, TRANSCODE, decode, encode } from './g711.ts';

describe('G.711', () => {
  it('decodes the corner code words of the tables of the recommendation', () => {
    expect([0xff, 0x7f, 0x80, 0x00].map((b) => DECODE.ulaw[b])).toEqual([0, 0, 32124, -32124]);
    expect([0xd5, 0x55, 0xaa, 0x2a].map((b) => DECODE.alaw[b])).toEqual([8, -8, 32256, -32256]);
  });

  it('encodes well-known samples', () => {
    expect([...encode('ulaw', Int16Array.of(0, 1000, -1000, 32767, -32768))]).toEqual([0xff, 0xce, 0x4e, 0x80, 0x00]);
    expect([...encode('alaw', Int16Array.of(0, 1000, -1000, 32767, -32768))]).toEqual([0xd5, 0xfa, 0x7a, 0xaa, 0x2a]);
  });

  it('gives every code word back after decoding (the two mu-law zeroes become one)', () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect([...encode('alaw', decode('alaw', all))]).toEqual([...all]);
    expect([...encode('ulaw', decode('ulaw', all))].filter((b, i) => b !== i)).toEqual([0xff]);
  });

  it('keeps the error of a transcoded sample within one step of either law', () => {
    for (let byte = 0; byte < 256; byte++) {
      const before = DECODE.alaw[byte] as number;
      const after = DECODE.ulaw[TRANSCODE.alaw[byte] as number] as number;
      expect(Math.abs(after - before)).toBeLessThanOrEqual(Math.max(16, Math.abs(before) / 16));
    }
  });

  it('has silence that decodes to at most one step', () => {
    expect(DECODE.alaw[SILENCE.alaw]).toBe(8);
    expect(DECODE.ulaw[SILENCE.ulaw]).toBe(0);
  });
});
