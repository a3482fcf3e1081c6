import type { CallSeconds } from '#core';
import { byTime, type HeardHit } from '../facts/facts.ts';
import type { Condition } from '../language/policy.ts';
import { type Firing, heard, type Judged, NEVER } from './firing.ts';
import { inRange } from './in-range.ts';
import { type Case, heardOf } from './case.ts';

type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>;

/** RULES.md §4: at once, each time; from the `count`-th time on; only inside its range. */
export function judgeSaid({ phrase, channels, count, range }: Of<'forbid' | 'said'>, given: Case): Judged {
  const { facts } = given;
  const hits = heardOf(given, phrase, channels);
  if (!range) return { firings: hits.slice(count - 1).map((hit) => heard(hit)), open: facts.end !== 'over', applies: true, due: NEVER };
  const { inside, applies, closed, due } = inRange(range, hits, given, channels);
  const firings = inside.slice(count - 1).map(({ hit, at }) => heard(hit, at));
  return { firings, open: facts.end !== 'over' && !closed, applies, due };
}

/** All phrases within so many seconds of each other; each hit serves once. */
export function judgeNear({ phrases, channels, seconds, count }: Of<'near'>, given: Case): Judged {
  const all = phrases.map((name) => heardOf(given, name, channels));
  const used = new Set<HeardHit>();
  const firings: Firing[] = [];
  for (const last of all.flat().toSorted(byTime)) {
    const found = all.map((hits) => hits.findLast((hit) => !used.has(hit) && hit.to <= last.to && hit.to >= last.to - seconds));
    const hits = found.filter((hit) => hit !== undefined);
    if (hits.length < phrases.length) continue;
    for (const hit of hits) used.add(hit);
    firings.push(together(hits.toSorted(byTime), last.to));
  }
  return { firings: firings.slice(count - 1), open: given.facts.end === undefined, applies: true, due: NEVER };
}

function together(hits: readonly HeardHit[], at: CallSeconds): Firing {
  const [first] = hits;
  const same = hits.every(({ channel }) => channel === first?.channel);
  return { at, channel: same && first ? first.channel : 'both', hits, from: Math.min(...hits.map(({ from }) => from)), to: at };
}
