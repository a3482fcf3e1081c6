import { describe, expect, it } from 'vitest';
import type { Report } from './orders.ts';
import { TapBatch } from './tap-batch.ts';
import { eachRun, giveBack, samplesOf, type TapRun } from './tap-runs.ts';

function batch() {
  const told: { memory: SharedArrayBuffer; pcm: Int16Array; runs: TapRun[] }[] = [];
  const taps = new TapBatch((report: Report) => {
    if (report.type !== 'frames') return;
    const runs: TapRun[] = [];
    eachRun(report.runs, (run) => runs.push(run));
    told.push({ memory: report.memory, pcm: samplesOf(report.memory), runs });
  });
  return { taps, told };
}

describe('what the taps of one flush tell', () => {
  it('is one message: the samples of all runs, and whose they are', () => {
    const { taps, told } = batch();
    taps.room({ audio: 7, speaker: 'caller', at: 800 }, 2).set([1, 2]);
    taps.room({ audio: 7, speaker: 'agent', at: 800 }, 2).set([3, 4]);
    taps.flush();
    taps.flush();
    expect(told).toHaveLength(1);
    expect(told[0]?.runs).toEqual([
      { audio: 7, speaker: 'caller', at: 800, from: 0, length: 2 },
      { audio: 7, speaker: 'agent', at: 800, from: 2, length: 2 },
    ]);
    expect([...(told[0]?.pcm.subarray(0, 4) ?? [])]).toEqual([1, 2, 3, 4]);
  });

  it('lies in memory that is used again when it was given back, not before', () => {
    const { taps, told } = batch();
    const tell = (value: number) => {
      taps.room({ audio: 7, speaker: 'caller', at: 0 }, 2).fill(value);
      taps.flush();
    };
    tell(1);
    tell(2);
    expect(told.map(({ pcm }) => pcm[0])).toEqual([1, 2]);
    const [first] = told;
    if (first) giveBack(first.memory);
    tell(3);
    tell(4);
    expect(told.map(({ pcm }) => pcm[0])).toEqual([3, 2, 3, 4]);
    expect(new Set(told.map(({ memory }) => memory)).size).toBe(3);
  });

  it('goes over several messages when it is more than the room of one', () => {
    const { taps, told } = batch();
    for (let audio = 0; audio < 10; audio++) taps.room({ audio, speaker: 'caller', at: 0 }, 20_000).fill(audio);
    taps.flush();
    const heard = told.flatMap(({ pcm, runs }) => runs.map(({ audio, from, length }) => [audio, length, pcm[from], pcm[from + 19_999]]));
    expect(heard).toEqual(Array.from({ length: 10 }, (_, audio) => [audio, 20_000, audio, audio]));
    expect(told.length).toBeGreaterThan(1);
  });
});
