import type { CallSeconds, Speaker } from '#core';
import { type HeardHit, knownTo } from '../facts/facts.ts';
import { sentencesBy } from '../facts/sentences.ts';
import type { Range } from '../language/policy.ts';
import { NEVER } from './firing.ts';
import { type Case, heardOf } from './case.ts';

interface Inside {
  /** Those that count, with the moment from which that is sure. */
  readonly inside: readonly { readonly hit: HeardHit; readonly at: CallSeconds }[];
  readonly applies: boolean;
  /** No later hit can be inside. */
  readonly closed: boolean;
  readonly due: CallSeconds;
}

/** Which hits lie in the range. What is counted from the end of the call is sure at its end only. */
export function inRange(range: Range, hits: readonly HeardHit[], given: Case, channels: readonly Speaker[]): Inside {
  if (range.kind === 'anchor') return nearAnchor(range, hits, given);
  const { facts } = given;
  const fromEnd = range.from < 0 || (range.to ?? 0) < 0;
  if (fromEnd && facts.end === undefined) return { inside: [], applies: true, closed: false, due: NEVER };
  const inside = hits.filter((hit) => isAt(range, hit, given)).map((hit) => ({ hit, at: fromEnd ? facts.clock : hit.to }));
  const { to } = range;
  const past = to !== undefined && to > 0 && (range.kind === 'seconds' ? facts.clock >= to : channels.every((channel) => facts.of[channel].sentences.starts.length > to));
  return { inside, applies: true, closed: past, due: !past && range.kind === 'seconds' && to !== undefined && to > 0 ? to : NEVER };
}

function isAt(range: Exclude<Range, { kind: 'anchor' }>, hit: HeardHit, { facts }: Case): boolean {
  const { sentences } = facts.of[hit.channel];
  const [at, whole] = range.kind === 'seconds' ? [hit.to, facts.clock] : [sentencesBy(sentences, hit.to), sentences.starts.length + 1];
  const place = (value: number) => (value < 0 ? whole + value : value);
  return at >= place(range.from) && (range.to === undefined || at <= place(range.to));
}

function nearAnchor(range: Extract<Range, { kind: 'anchor' }>, hits: readonly HeardHit[], given: Case): Inside {
  const { facts } = given;
  const anchors = heardOf(given, range.phrase, range.by);
  // How many sentences lie between is sure once all of them were heard.
  const sure = (hit: HeardHit, anchor: HeardHit) => range.side === 'after' || range.sentences === undefined || knownTo(facts, [hit.channel]) >= anchor.to;
  const inside = hits.flatMap((hit) => {
    const anchor = anchors.find((one) => one !== hit && sure(hit, one) && isNear(range, hit, one, given));
    return anchor ? [{ hit, at: Math.max(hit.to, anchor.to) }] : [];
  });
  return { inside, applies: anchors.length > 0, closed: false, due: range.side === 'before' && range.sentences !== undefined && facts.end === undefined ? facts.clock : NEVER };
}

/** The sentence in which the anchor was said counts, and so many of the speaker's after or before it. */
export function isNear({ side, seconds, sentences }: Extract<Range, { kind: 'anchor' }>, hit: HeardHit, anchor: HeardHit, { facts }: Case): boolean {
  const own = facts.of[hit.channel].sentences;
  const steps = sentencesBy(own, hit.to) - sentencesBy(own, anchor.to);
  if (side === 'after') return hit.to > anchor.to && hit.to - anchor.to <= (seconds ?? NEVER) && steps <= (sentences ?? NEVER);
  return hit.to <= anchor.from && anchor.from - hit.to <= (seconds ?? NEVER) && -steps <= (sentences ?? NEVER);
}
