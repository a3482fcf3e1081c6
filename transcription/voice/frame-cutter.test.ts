import { describe, expect, test } from 'vitest';
import { FrameCutter } from './frame-cutter.ts';

const run = (at: number, length: number, value = 1) => ({ at, pcm: new Int16Array(length).fill(value) });

describe('the frame cutter', () => {
  test('cuts runs of any length into frames of 160 samples at their positions', () => {
    const cutter = new FrameCutter();
    const frames = [run(40, 100), run(140, 300), run(440, 80)].flatMap((r) => cutter.push(r));
    expect(frames.map((f) => [f.at, f.pcm.length])).toEqual([[40, 160], [200, 160], [360, 160]]);
  });

  test('fills missing audio with silence', () => {
    const cutter = new FrameCutter();
    cutter.push(run(0, 80));
    const [frame] = cutter.push(run(120, 40));
    expect([...(frame?.pcm ?? [])]).toEqual([...Array(80).fill(1), ...Array(40).fill(0), ...Array(40).fill(1)]);
  });

  test('jumps over more than two seconds of missing audio', () => {
    const cutter = new FrameCutter();
    cutter.push(run(0, 160));
    expect(cutter.push(run(80_000, 320)).map((f) => f.at)).toEqual([80_000, 80_160]);
  });

  test('drops audio it has heard before', () => {
    const cutter = new FrameCutter();
    cutter.push(run(0, 160));
    const frames = cutter.push({ at: 80, pcm: Int16Array.from({ length: 240 }, (_, i) => i) });
    expect(frames.map((f) => [f.at, f.pcm[0]])).toEqual([[160, 80]]);
  });
});
