import { type CallSeconds, SAMPLE_RATE, type Samples } from '#core';

/**
 * Where the audio fed to a recogniser lies on the call's audio clock.
 *
 *    call   ──silence──[====turn 1====]──────silence──────[==turn 2==]
 *    fed               [====turn 1====][==turn 2==]        (silence is never fed)
 *
 * The recogniser counts what it was fed since its birth; each run notes the fed position where it began.
 */
export interface TimeMap {
  readonly fed: Samples;
  readonly runs: readonly { readonly from: Samples; readonly at: Samples }[];
}

export const emptyTimeMap: TimeMap = { fed: 0, runs: [] };

/** Notes that `length` samples lying at `at` on the call were fed. Runs that continue each other are one. */
export function feed(map: TimeMap, at: Samples, length: Samples): TimeMap {
  const last = map.runs.at(-1);
  const continues = last !== undefined && last.at + (map.fed - last.from) === at;
  return { fed: map.fed + length, runs: continues ? map.runs : [...map.runs, { from: map.fed, at }] };
}

/** Forgets the runs that are closed: no later word can lie in them. */
export function closeTurn(map: TimeMap): TimeMap {
  return { fed: map.fed, runs: [] };
}

/** A word's recogniser times (s) on the call's audio clock; held inside the runs known. */
export function onCall(map: TimeMap, start: number, end: number): { start: CallSeconds; end: CallSeconds } {
  return { start: locate(map, start, false), end: locate(map, end, true) };
}

function locate(map: TimeMap, seconds: number, isEnd: boolean): CallSeconds {
  const first = map.runs[0];
  if (!first) return seconds;
  const position = Math.min(Math.max(seconds * SAMPLE_RATE, first.from), map.fed);
  let run = first;
  // An end exactly on a border belongs to the run before it, a start to the run after it.
  for (const next of map.runs) if (isEnd ? next.from < position : next.from <= position) run = next;
  return Math.round(run.at + position - run.from) / SAMPLE_RATE;
}
