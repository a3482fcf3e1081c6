import type { CallSeconds } from '#core';
import type { Facts } from '../facts/facts.ts';
import type { Condition } from '../language/policy.ts';
import { type Firing, type Judged, NEVER } from './firing.ts';

type Group = Extract<Condition, { kind: 'all' | 'any' | 'not' }>;

/** A part of a group: it has fired, it never will, it may still, or what it is about never came. */
type Standing = { readonly is: 'true'; readonly firing: Firing } | { readonly is: 'false' | 'unknown' | 'none' };

/** Kleene's logic of three values over "has fired"; a group fires once, when it is sure. */
export function judgeGroup(group: Group, judgePart: (part: Condition) => Judged, { clock, end }: Facts): Judged {
  const parts = (group.kind === 'not' ? [group.part] : group.parts).map(judgePart);
  const standing = standingOf(group, parts, end, clock);
  return {
    firings: standing.is === 'true' ? [standing.firing] : [],
    open: standing.is === 'unknown' || (end === 'goes-on' && parts.some(({ open }) => open)),
    applies: standing.is !== 'none',
    ...(parts.some(({ owed }) => owed) && standing.is !== 'true' ? { owed: true } : {}),
    due: Math.min(NEVER, ...parts.map(({ due }) => due)),
  };
}

function standingOf(group: Group, parts: readonly Judged[], end: Facts['end'], clock: CallSeconds): Standing {
  const all = parts.map((part) => partStanding(part, end));
  const has = (is: Standing['is']) => all.some((one) => one.is === is);
  const fired = all.flatMap((one) => (one.is === 'true' ? [one.firing] : [])).toSorted((a, b) => a.at - b.at);
  switch (group.kind) {
    case 'not': {
      const [one] = all;
      if (one?.is !== 'false') return { is: one?.is === 'true' ? 'false' : (one?.is ?? 'none') };
      return { is: 'true', firing: { at: clock, channel: 'both', hits: [], from: 0, to: clock } };
    }
    case 'all':
      if (has('false')) return { is: 'false' };
      if (has('unknown')) return { is: 'unknown' };
      return has('none') ? { is: 'none' } : { is: 'true', firing: together(fired) };
    case 'any': {
      if (fired.length >= group.count) return { is: 'true', firing: together(fired.slice(0, group.count)) };
      const possible = fired.length + all.filter(({ is }) => is === 'unknown').length;
      if (possible >= group.count) return { is: 'unknown' };
      return { is: all.every(({ is }) => is === 'none') ? 'none' : 'false' };
    }
  }
}

/** At a transfer nothing is sure of what could still come: it is the next agent's. */
function partStanding({ firings: [first], open, applies }: Judged, end: Facts['end']): Standing {
  if (first) return { is: 'true', firing: first };
  if (open) return { is: end === 'goes-on' ? 'none' : 'unknown' };
  if (!applies) return { is: end === undefined ? 'unknown' : 'none' };
  return { is: 'false' };
}

/** One firing of several: what all of them rest on. */
function together(firings: readonly Firing[]): Firing {
  const at = Math.max(...firings.map((firing) => firing.at));
  // Attributes of the call are no moment in it.
  const moments = firings.filter(({ hits, to }) => hits.length > 0 || to > 0);
  const [first] = moments;
  const same = first && moments.every(({ channel }) => channel === first.channel);
  const hits = [...new Set(moments.flatMap((firing) => firing.hits))].toSorted((a, b) => a.to - b.to);
  return { at, channel: same ? first.channel : 'both', hits, from: Math.min(at, ...moments.map(({ from }) => from)), to: at };
}
