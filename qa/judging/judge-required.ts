import type { CallSeconds } from '#core';
import { draftHitsOf, hitsOf } from '../facts/facts.ts';
import type { Condition } from '../language/policy.ts';
import { heard, type Judged, met, missed, NEVER } from './firing.ts';
import { type Case, heardOf } from './case.ts';

type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>;

/** RULES.md §3. Judged at base + N exactly, however late the clock tells it. */
export function judgeWithin({ phrase, channels, seconds, after }: Of<'within'>, given: Case): Judged {
  const { facts } = given;
  const base = after === undefined ? 0 : hitsOf(facts, given.phrase(after), ['caller', 'agent'])[0]?.to;
  if (base === undefined) return { firings: [], open: facts.end !== 'over', applies: false, due: NEVER };
  const index = given.phrase(phrase);
  const deadline = base + seconds;
  const inTime = ({ to }: { to: CallSeconds }) => to >= base && to <= deadline;
  const said = hitsOf(facts, index, channels).find(inTime);
  if (said) return met(facts, said.to);
  const over = facts.end === 'over' || facts.clock >= deadline;
  // Heard in words that are not final yet: they will be in a moment, and a violation cannot be taken back.
  const waits = draftHitsOf(facts, index, channels).some(inTime);
  if (!over || waits) return { firings: [], open: true, applies: true, owed: true, due: deadline };
  return { firings: [missed(channels, base, Math.min(deadline, facts.clock))], open: false, applies: true, due: NEVER };
}

/** RULES.md §4: judged at the hang-up. */
export function judgeLast({ phrase, channels, seconds }: Of<'last'>, { facts, phrase: index }: Case): Judged {
  const open = { firings: [], open: true, applies: true, owed: true, due: NEVER };
  if (facts.end !== 'over') return open;
  const from = Math.max(0, facts.clock - seconds);
  const said = hitsOf(facts, index(phrase), channels).some(({ to }) => to >= from);
  return { ...open, open: false, firings: said ? [] : [missed(channels, from, facts.clock)] };
}

/** Checked on each channel by itself when the later phrase is heard there. */
export function judgeOrder({ phrase, before, channels, optional }: Of<'order'>, given: Case): Judged {
  const { facts } = given;
  const said = heardOf(given, phrase, channels);
  const broken = said.filter((hit) => {
    const [first] = heardOf(given, before, [hit.channel]);
    return !first || first.to > hit.to;
  });
  if (said.length === 0 && !optional && facts.end === 'over') return { firings: [missed(channels, 0, facts.clock)], open: false, applies: true, due: NEVER };
  const owed = said.length === 0 && !optional;
  return { firings: broken.map((hit) => heard(hit)), open: facts.end !== 'over' || owed, applies: said.length > 0 || !optional, ...(owed ? { owed } : {}), due: NEVER };
}
