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
    const [audio, at, from, length] = [runs[i] as number, runs[i + 2] as number, runs[i + 3] as number, runs[i + 4] as number];
    hear({ audio, speaker: SPEAKERS[runs[i + 1] as number] ?? 'caller', at, from, length });
  }
}

/**
 * The memory of one message of taps, shared by the worker that fills it and the main thread that reads it:
 *
 *     0          4
 *     │ flag     │ 16-bit samples …        flag: 1 from the worker's sending until the main thread has read it
 */
const FLAG_BYTES = 4;

export const newTapMemory = (samples: Samples) => new SharedArrayBuffer(FLAG_BYTES + samples * 2);

export const samplesOf = (memory: SharedArrayBuffer) => new Int16Array(memory, FLAG_BYTES);

const flagOf = (memory: SharedArrayBuffer) => new Int32Array(memory, 0, 1);

/** Called by the worker: from now on the main thread reads. */
export function lend(memory: SharedArrayBuffer): void {
  Atomics.store(flagOf(memory), 0, 1);
}

/** Called by the main thread: whoever heard the samples has what he needs. */
export function giveBack(memory: SharedArrayBuffer): void {
  Atomics.store(flagOf(memory), 0, 0);
}

export const isLent = (memory: SharedArrayBuffer) => Atomics.load(flagOf(memory), 0) !== 0;
