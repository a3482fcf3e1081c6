import type { CallSeconds } from '#core';
import type { Facts, SpeakerFacts } from '../facts/facts.ts';
import { LEAST_OVERLAP, type Overlap } from '../facts/sounds.ts';
import type { Condition } from '../language/policy.ts';
import { isBackChannel } from './back-channel.ts';
import { type Firing, type Judged, missed, NEVER } from './firing.ts';

type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>;

/** RULES.md §5: one alert per gap. */
export function judgeDeadAir({ seconds }: Of<'dead-air'>, { sounds, clock, end }: Facts): Judged {
  const firings = sounds.gaps.filter(({ from, to }) => to - from >= seconds).map(({ from }) => missed(['caller', 'agent'], from, from + seconds));
  const silent = sounds.talking.size === 0 && !sounds.hold;
  return { firings, open: end !== 'over', applies: true, due: silent && sounds.since + seconds > clock ? sounds.since + seconds : NEVER };
}

/** RULES.md §5: both talked for so long. */
export function judgeOvertalk({ seconds }: Of<'overtalk'>, { sounds, end }: Facts): Judged {
  const firings = sounds.overlaps.filter(({ from, to }) => to - from >= seconds).map(({ from }) => missed(['caller', 'agent'], from, from + seconds));
  const last = sounds.overlaps.at(-1);
  return { firings, open: end !== 'over', applies: true, due: last && !last.over ? last.from + seconds : NEVER };
}

/** RULES.md §5: overlap of more than half a second, by the later starter; from the `count`-th one on. */
export function judgeInterruptions({ count, channels }: Of<'interruptions'>, facts: Facts): Judged {
  const firings: Firing[] = [];
  let due = NEVER;
  for (const overlap of facts.sounds.overlaps) {
    if (!channels.includes(overlap.by)) continue;
    const found = isInterruption(overlap, facts.of[overlap.by], facts.clock);
    if (found === undefined) due = facts.clock;
    else if (found) firings.push({ at: overlap.from + LEAST_OVERLAP, channel: overlap.by, hits: [], from: overlap.from, to: overlap.to });
  }
  return { firings: firings.slice(count - 1), open: facts.end !== 'over', applies: true, due };
}

/** A back-channel is no longer than this. */
const SHORT_VOICE: CallSeconds = 2;

/** Undefined while it cannot be told. */
function isInterruption({ from, to, over, voice }: Overlap, speaker: SpeakerFacts, clock: CallSeconds): boolean | undefined {
  if (to - from < LEAST_OVERLAP) return over ? false : undefined;
  if (voice === undefined || voice - from > SHORT_VOICE) return clock - from > SHORT_VOICE || voice !== undefined ? true : undefined;
  return !isBackChannel(speaker.words, from, voice);
}
