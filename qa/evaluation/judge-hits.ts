import type { Speaker } from '#core';
import type { Alert } from '../model.ts';
import type { Hit } from '../spotting/ear.ts';
import { hitAlert } from './alert.ts';
import { draftHitsOf, type Evaluation, hitsOf, type Progress } from './evaluation-state.ts';

/** Alerts for a phrase heard in final words: `forbid` and `order`. */
export function judgeFinalHit(state: Evaluation, channel: Speaker, hit: Hit): Alert[] {
  return state.progress.flatMap((progress) => {
    if (!concerns(state, progress, channel, hit)) return [];
    const { condition } = progress.rule;
    progress.triggered = true;
    if (condition.kind === 'forbid') progress.hits++;
    if (!breaks(state, progress, channel, hit, progress.hits)) return [];
    progress.violated = true;
    progress.settled = condition.kind === 'order';
    progress.lastAlert = hit.to;
    return [hitAlert(state, progress, 'violation', channel, hit)];
  });
}

/** What the words not yet final would break, by rule: each may only warn (RULES.md §6). */
export function judgeDraft(state: Evaluation, channel: Speaker): Map<string, { progress: Progress; hit: Hit }> {
  const broken = new Map<string, { progress: Progress; hit: Hit }>();
  const hits = state.channels[channel].draft?.hits ?? [];
  for (const progress of hits.length > 0 ? state.progress : []) {
    let count = progress.hits;
    for (const hit of hits) {
      if (broken.has(progress.rule.id) || !concerns(state, progress, channel, hit)) continue;
      if (breaks(state, progress, channel, hit, ++count)) broken.set(progress.rule.id, { progress, hit });
    }
  }
  return broken;
}

/** Whether the rule watches for this phrase on this channel and has not said its last word. */
function concerns(state: Evaluation, { rule, applies, settled }: Progress, channel: Speaker, hit: Hit): boolean {
  const { condition } = rule;
  if (!applies || settled || (condition.kind !== 'forbid' && condition.kind !== 'order')) return false;
  return condition.channels.includes(channel) && state.policy.book.phrase(condition.phrase) === hit.phrase;
}

function breaks(state: Evaluation, { rule, lastAlert }: Progress, channel: Speaker, hit: Hit, count: number): boolean {
  const { condition, cooldown } = rule;
  if (hit.to - lastAlert < cooldown) return false;
  if (condition.kind === 'forbid') return count >= condition.count;
  if (condition.kind !== 'order') return false;
  const earlier = [...hitsOf(state, condition.before, [channel]), ...draftHitsOf(state, condition.before, [channel])];
  return !earlier.some((before) => before.to <= hit.to);
}
