import { describe, expect, test } from 'vitest';
import { FrameCutter } from './frame-cutter.ts';

const run = (at: number, length: number, value = 1) => ({ at, pcm: new Int16Array(length).fill(value) });

/** The frames that come of the runs. */
function frames(...runs: readonly { at: number; pcm: Int16Array }[]): readonly { at: number; pcm: readonly number[] }[] {
  const found: { at: number; pcm: readonly number[] }[] = [];
  const cutter = new FrameCutter((at, pcm, from) => found.push({ at, pcm: [...pcm.subarray(from, from + 160)] }));
  for (const one of runs) cutter.push(one);
  return found;
}

describe('the frame cutter', () => {
  test('cuts runs of any length into frames of 160 samples at their positions', () => {
    const found = frames(run(40, 100), run(140, 300), run(440, 80));
    expect(found.map((f) => [f.at, f.pcm.length])).toEqual([[40, 160], [200, 160], [360, 160]]);
  });

  test('fills missing audio with silence', () => {
    const [frame] = frames(run(0, 80), run(120, 40));
    expect(frame?.pcm).toEqual([...Array(80).fill(1), ...Array(40).fill(0), ...Array(40).fill(1)]);
  });

  test('jumps over more than two seconds of missing audio', () => {
    expect(frames(run(0, 160), run(80_000, 320)).map((f) => f.at)).toEqual([0, 80_000, 80_160]);
  });

  test('drops audio it has heard before', () => {
    const found = frames(run(0, 160), { at: 80, pcm: Int16Array.from({ length: 240 }, (_, i) => i) });
    expect(found.map((f) => [f.at, f.pcm[0]])).toEqual([[0, 1], [160, 80]]);
  });
});
