import type { CallSeconds } from '#core';
import type { HeardWord } from '../model.ts';

/** How fast somebody speaks: characters (zh) or words (en) a minute of talk. */
export interface Pace {
  /** The words of the last window of talk; `talk`: seconds of talk each stands for. */
  readonly window: { readonly talk: CallSeconds; readonly units: number; readonly from: CallSeconds }[];
  talk: CallSeconds;
  units: number;
  heardTo: CallSeconds;
  /** Measured once a window of talk is full, at most once a second. */
  readonly samples: { readonly from: CallSeconds; readonly at: CallSeconds; readonly perMinute: number }[];
}

/** RULES.md: a window of 15 s of talk. */
const WINDOW: CallSeconds = 15;
/** A pause between words up to this long belongs to talking. */
const BREATH: CallSeconds = 0.6;
const SAMPLE_EVERY: CallSeconds = 1;
const UNITS = /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}'’])+/gu;

export const newPace = (): Pace => ({ window: [], talk: 0, units: 0, heardTo: Number.NEGATIVE_INFINITY, samples: [] });

/** Takes final words of one speaker, in order of time. */
export function addToPace(pace: Pace, words: readonly HeardWord[]): void {
  for (const { text, start, end } of words) {
    if (end <= pace.heardTo) continue;
    const pause = start - pace.heardTo;
    const talk = end - (pause <= BREATH ? pace.heardTo : start);
    const units = text.match(UNITS)?.length ?? 0;
    pace.heardTo = end;
    pace.window.push({ talk, units, from: start });
    pace.talk += talk;
    pace.units += units;
    let [first] = pace.window;
    while (first && pace.talk - first.talk >= WINDOW) {
      pace.talk -= first.talk;
      pace.units -= first.units;
      pace.window.shift();
      [first] = pace.window;
    }
    const measured = pace.samples.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    if (first && pace.talk >= WINDOW && end - measured >= SAMPLE_EVERY) pace.samples.push({ from: first.from, at: end, perMinute: (pace.units * 60) / pace.talk });
  }
}
