import type { Samples, Speaker } from '#core';
import type { Handle } from './orders.ts';

const SPEAKERS: readonly Speaker[] = ['caller', 'agent'];

/** One speaker's run inside the shared samples of a `frames` report. */
export interface TapRun {
  readonly audio: Handle;
  readonly speaker: Speaker;
  readonly at: Samples;
  /** Where it lies in the shared samples. */
  readonly from: number;
  readonly length: number;
}

/**
 * Runs as numbers, because threads exchange one array of numbers for a fraction of what objects cost:
 *
 *     audio  speaker (0 caller, 1 agent)  at  from  length   audio …
 */
export type TapRuns = Float64Array;
const FIELDS = 5;

export function addRun(to: number[], { audio, speaker, at, from, length }: TapRun): void {
  to.push(audio, SPEAKERS.indexOf(speaker), at, from, length);
}

export function eachRun(runs: TapRuns, hear: (run: TapRun) => void): void {
  for (let i = 0; i + FIELDS <= runs.length; i += FIELDS) {
    const [audio = 0, speaker = 0, at = 0, from = 0, length = 0] = runs.subarray(i, i + FIELDS);
    hear({ audio, speaker: SPEAKERS[speaker] ?? 'caller', at, from, length });
  }
}
