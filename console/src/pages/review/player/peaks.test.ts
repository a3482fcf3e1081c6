import { describe, expect, it } from 'vitest';
import { PeakReader } from './peaks.ts';

/** A recording of stereo samples at 8 kHz. */
function wav(frames: readonly (readonly [number, number])[]): Uint8Array {
  const bytes = new Uint8Array(44 + frames.length * 4);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('RIFF'), 0);
  bytes.set(new TextEncoder().encode('WAVE'), 8);
  view.setUint16(22, 2, true);
  view.setUint32(24, 8_000, true);
  frames.flat().forEach((sample, i) => view.setInt16(44 + i * 2, sample, true));
  return bytes;
}

const read = (bytes: Uint8Array, step: number) => {
  const reader = new PeakReader(bytes.length);
  for (let at = 0; at < bytes.length; at += step) reader.push(bytes.subarray(at, at + step));
  return reader.peaks();
};

describe('the peaks of a recording', () => {
  it('are low and high of each channel', () => {
    expect(read(wav([[0x4000, -0x8000], [-0x2000, 0x2000]]), 1_000)).toEqual({ channels: [[0, 0.5, -0.25, 0], [-1, 0, 0, 0.25]], seconds: 2 / 8_000 });
  });
  it('do not depend on how the network cuts the file', () => {
    const bytes = wav(Array.from({ length: 5_000 }, (_, i) => [i * 6, -i * 6] as const));
    expect(read(bytes, 7)).toEqual(read(bytes, 100_000));
  });
  it('are not made of a file that is no recording', () => {
    expect(() => read(new Uint8Array(100).fill(255), 1_000)).toThrow();
    const lanes = wav([[1, 1]]);
    lanes[22] = 200;
    expect(() => read(lanes, 1_000)).toThrow();
  });
  it('are at most 1500 slices however long the call', () => {
    expect(read(wav(Array.from({ length: 16_000 }, () => [1, 1] as const)), 4_096).channels[0]).toHaveLength(2 * Math.ceil(16_000 / Math.ceil(16_000 / 1_500)));
  });
});
