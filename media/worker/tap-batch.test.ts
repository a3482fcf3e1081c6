import { describe, expect, it } from 'vitest';
import type { Report } from './orders.ts';
import { TapBatch } from './tap-batch.ts';
import { eachRun, type TapRun } from './tap-runs.ts';

function batch() {
  const told: { pcm: Int16Array; runs: TapRun[] }[] = [];
  const taps = new TapBatch((report: Report, transfer) => {
    if (report.type !== 'frames') return;
    expect(transfer).toEqual([report.pcm.buffer]);
    const runs: TapRun[] = [];
    eachRun(report.runs, (run) => runs.push(run));
    told.push({ pcm: report.pcm, runs });
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

  it('goes over several messages when it is more than the room of one', () => {
    const { taps, told } = batch();
    for (let audio = 0; audio < 10; audio++) taps.room({ audio, speaker: 'caller', at: 0 }, 800).fill(audio);
    taps.flush();
    const heard = told.flatMap(({ pcm, runs }) => runs.map(({ audio, from, length }) => [audio, length, pcm[from], pcm[from + 799]]));
    expect(heard).toEqual(Array.from({ length: 10 }, (_, audio) => [audio, 800, audio, audio]));
    expect(told.length).toBeGreaterThan(1);
  });
});
