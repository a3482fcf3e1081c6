import type { Clock } from '#core';
import type { FactMaker } from '#mining';
import { type AnalysisRules, analysisOf } from '#qa';
import type { DerivedOf, DerivedStore } from '#store';

/** Calls deleted and made again in one go: bounds memory, and what is done twice when it is interrupted. */
const CALLS_AT_ONCE = 100;
/** Where an interrupted run goes on. */
const PLACE = 'analyse.place';

export interface Analysing extends AnalysisRules {
  readonly derived: DerivedStore;
  readonly facts: FactMaker;
  /** Makes the curves of a call again; how many. Without it they stay as they are. */
  readonly curves?: ((call: string) => Promise<number>) | undefined;
  /** Gives a call words that has none; whether it did. Without it nothing is recognised. */
  readonly transcribe?: ((call: string) => Promise<boolean>) | undefined;
  readonly clock: Clock;
}

export interface Analysed {
  readonly calls: number;
  /** Of them done by the run that was interrupted. */
  readonly before: number;
  readonly curves: number;
  /** Calls that were given words. */
  readonly transcribed: number;
  readonly seconds: number;
}

interface Place {
  readonly which: DerivedOf;
  readonly done: number;
  readonly cursor: string;
}

/** Deletes what is derived from these calls and makes it again, the newest first; goes on where a run over the same calls was interrupted, unless `fresh`. */
export async function analyseCalls(parts: Analysing, which: DerivedOf, fresh: boolean, told: (done: number, of: number, perSecond: number) => void): Promise<Analysed> {
  const { derived, clock } = parts;
  const began = clock.now();
  const total = await derived.count(which);
  const place = fresh ? undefined : placeOf(await derived.timeline.setting(PLACE), which);
  const before = place?.done ?? 0;
  let [done, curves, transcribed, cursor] = [before, 0, 0, place?.cursor];
  for (;;) {
    const { calls, next } = await derived.page(which, CALLS_AT_ONCE, cursor);
    for (const call of parts.transcribe ? calls : []) transcribed += (await parts.transcribe?.(call)) === true ? 1 : 0;
    curves += await makeAgain(parts, calls);
    done += calls.length;
    await derived.timeline.setSetting(PLACE, next === undefined ? '' : JSON.stringify({ which, done, cursor: next } satisfies Place));
    const seconds = (clock.now() - began) / 1_000;
    told(done, total, (done - before) / Math.max(seconds, 0.001));
    if (next === undefined) return { calls: done, before, curves, transcribed, seconds: Math.round(seconds * 10) / 10 };
    cursor = next;
  }
}

function placeOf(kept: string | undefined, which: DerivedOf): Place | undefined {
  if (kept === undefined || kept === '') return undefined;
  const place = JSON.parse(kept) as Place;
  return JSON.stringify(place.which) === JSON.stringify(which) ? place : undefined;
}

/** From the recordings, the timeline and the corrections alone. */
async function makeAgain(parts: Analysing, calls: readonly string[]): Promise<number> {
  const { derived, facts, curves } = parts;
  if (calls.length === 0) return 0;
  await derived.forget(calls);
  await derived.makeSearchable(calls);
  const words = await derived.mining.words(calls);
  const spoken = words.filter(({ turns }) => turns.length > 0);
  await derived.mining.keep(facts.version, spoken.map(({ call, made, turns }) => ({ call, made, ...facts.factsOf(turns) })));
  const read = await derived.quality.analysable(calls);
  await derived.quality.keepAnalyses(read.map((call) => analysisOf(call, parts)));
  let made = 0;
  if (curves) for (const call of calls) made += await curves(call);
  return made;
}
