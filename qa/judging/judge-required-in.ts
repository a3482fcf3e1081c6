import type { CallSeconds, Speaker } from '#core';
import { draftHitsOf, type Facts, hitsOf, knownTo } from '../facts/facts.ts';
import { type Sentences, sentencesBy } from '../facts/sentences.ts';
import type { Condition, Range } from '../language/policy.ts';
import { type Judged, met, missed, NEVER } from './firing.ts';
import { inRange, isNear } from './in-range.ts';
import type { Case } from './case.ts';

type RequiredIn = Extract<Condition, { kind: 'required-in' }>;
type Places = Exclude<Range, { kind: 'anchor' }>;

/** Missed when its range is over without the phrase; of an anchor the first one counts. */
export function judgeRequiredIn(condition: RequiredIn, given: Case): Judged {
  const { range } = condition;
  return range.kind === 'anchor' ? nearAnchor(condition, range, given) : betweenPlaces(condition, range, given);
}

function betweenPlaces({ phrase, channels }: RequiredIn, range: Places, given: Case): Judged {
  const { facts } = given;
  const open: Judged = { firings: [], open: true, applies: true, owed: true, due: range.kind === 'seconds' && range.to !== undefined && range.to > 0 ? range.to : NEVER };
  const fromEnd = range.from < 0 || (range.to ?? 0) < 0;
  if (fromEnd && facts.end !== 'over') return open;
  const [said] = inRange(range, hitsOf(facts, given.phrase(phrase), channels), given, channels).inside;
  if (said) return met(facts, said.at);
  const closedAt = fromEnd ? facts.clock : endOf(range, facts, channels);
  const mayCome = draftHitsOf(facts, given.phrase(phrase), channels).length > 0;
  if (closedAt !== undefined && closedAt <= knownTo(facts, channels) && !mayCome) return { ...open, firings: [missed(channels, startOf(range), closedAt)], open: false, owed: false, due: NEVER };
  if (facts.end !== 'over') return open;
  // Hung up before its place came: there was nothing to miss.
  if (!hasBegun(range, facts, channels)) return { ...open, open: false, applies: false, due: NEVER };
  return { ...open, firings: [missed(channels, startOf(range), facts.clock)], open: false, owed: false, due: NEVER };
}

const startOf = ({ kind, from }: Places): CallSeconds => (kind === 'seconds' ? Math.max(0, from) : 0);

/** When the last place it counts at was over; undefined while it is not. */
function endOf({ kind, to }: Places, { of, clock }: Facts, channels: readonly Speaker[]): CallSeconds | undefined {
  if (to === undefined) return undefined;
  if (kind === 'seconds') return clock >= to ? to : undefined;
  return latest(channels.map((channel) => of[channel].sentences.ends[to - 1]));
}

function hasBegun({ kind, from }: Places, { of, clock }: Facts, channels: readonly Speaker[]): boolean {
  return kind === 'seconds' ? clock >= from : channels.some((channel) => of[channel].sentences.starts.length >= from);
}

function nearAnchor({ phrase, channels }: RequiredIn, range: Extract<Range, { kind: 'anchor' }>, given: Case): Judged {
  const { facts } = given;
  const known = knownTo(facts, range.by);
  const [anchor] = hitsOf(facts, given.phrase(range.phrase), range.by).filter(({ to }) => to <= known);
  const waiting = facts.end === undefined ? facts.clock : NEVER;
  if (!anchor) return { firings: [], open: facts.end !== 'over', applies: false, due: waiting };
  const said = hitsOf(facts, given.phrase(phrase), channels).find((hit) => isNear(range, hit, anchor, given));
  if (said) return met(facts, Math.max(said.to, anchor.to));
  const open: Judged = { firings: [], open: true, applies: true, owed: range.side === 'after', due: waiting };
  const closedAt = range.side === 'before' ? anchor.to : closeAfter(range, anchor.to, given, channels);
  const mayCome = draftHitsOf(facts, given.phrase(phrase), channels).some((hit) => isNear(range, hit, anchor, given));
  if (closedAt !== undefined && closedAt <= knownTo(facts, channels) && !mayCome) {
    return { firings: [missed(channels, range.side === 'before' ? 0 : anchor.to, closedAt)], open: false, applies: true, due: NEVER };
  }
  return facts.end === 'over' ? { firings: [missed(channels, anchor.to, facts.clock)], open: false, applies: true, due: NEVER } : open;
}

function closeAfter({ seconds, sentences }: Extract<Range, { kind: 'anchor' }>, base: CallSeconds, { facts }: Case, channels: readonly Speaker[]): CallSeconds | undefined {
  const bySeconds = seconds === undefined ? undefined : base + seconds;
  const bySentences = sentences === undefined ? undefined : latest(channels.map((channel) => endOfSentence(facts.of[channel].sentences, base, sentences)));
  if (bySeconds === undefined || bySentences === undefined) return bySeconds ?? bySentences;
  return Math.min(bySeconds, bySentences);
}

/** Of the one that was said at `base`, so many later. */
const endOfSentence = (own: Sentences, base: CallSeconds, later: number) => own.ends[sentencesBy(own, base) + later - 1];

/** The latest, once there is one of each. */
function latest(times: readonly (CallSeconds | undefined)[]): CallSeconds | undefined {
  const all = times.filter((time) => time !== undefined);
  return all.length < times.length ? undefined : Math.max(...all);
}
