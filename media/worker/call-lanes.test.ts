import { expect, it } from 'vitest';
import { encode } from '../g711/g711.ts';
import type { Lane } from '../lanes/lane.ts';
import type { RecordingFile } from '../recorder/recording-file.ts';
import { CallLanes } from './call-lanes.ts';
import type { Leg } from './leg.ts';
import type { TapBatch } from './tap-batch.ts';

/** 20 ms of one value that A-law carries exactly. */
const SPOKEN = encode('alaw', new Int16Array(160).fill(1008));

it('a paused recording is silent for that span to the sample, on both sides, while the taps hear on', () => {
  const written: number[][] = [[], []];
  const recording = { append: (...sides: Int16Array[]) => sides.forEach((run, i) => written[i]?.push(...run)) } as unknown as RecordingFile;
  const lanes = new CallLanes(8, { start: 0, tap: true, recording });
  const heard: Lane[] = [];
  const leg = { tap: ({ lane }: { lane: Lane }) => heard.push(lane), untap: () => undefined } as unknown as Leg;
  lanes.attach('caller', leg);
  lanes.attach('agent', leg);
  const tapped: Int16Array[] = [];
  const taps = { room: (_run: unknown, length: number) => tapped[tapped.push(new Int16Array(length)) - 1] } as unknown as TapBatch;
  lanes.pauseRecording(1_000, 2_600);
  for (let ms = 20; ms <= 500; ms += 20) {
    for (const lane of heard) lane.place('alaw', SPOKEN, 0, 160, ms * 8, ms * 8, false);
    lanes.flush(ms, taps);
  }
  for (const side of written) {
    expect(side.length).toBe(3_360);
    expect([side[998], side[999], side[1_000], side[2_599], side[2_600]]).toEqual([1008, 1008, 0, 0, 1008]);
    expect(side.slice(1_000, 2_600).every((sample) => sample === 0)).toBe(true);
  }
  expect(tapped.flatMap((run) => [...run]).filter((sample) => sample !== 0).length).toBeGreaterThan(6_000);
});
