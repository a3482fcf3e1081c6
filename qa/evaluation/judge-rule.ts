import type { HeardHit } from '../facts/facts.ts';
import type { Firing } from '../judging/firing.ts';
import { judge } from '../judging/judge.ts';
import type { Alert } from '../model.ts';
import { alertOf } from './alert.ts';
import type { Evaluation, Progress } from './evaluation-state.ts';

/** Judges those rules again that something has changed for. */
export function broken(state: Evaluation, concerned: (progress: Progress) => boolean): Alert[] {
  const alerts: Alert[] = [];
  for (const progress of state.progress) if (concerned(progress)) alerts.push(...judgeRule(state, progress));
  return alerts;
}

/** Alerts for what has become true of a rule since it was judged last. */
export function judgeRule(state: Evaluation, progress: Progress): Alert[] {
  const { rule, once, known } = progress;
  if (!progress.applies || (once && progress.violated)) return [];
  const judged = judge(rule.condition, caseOf(state, false));
  progress.due = judged.due;
  progress.concerned = judged.applies;
  progress.leftOpen = state.facts.end === 'goes-on' && judged.owed === true;
  return judged.firings.slice(0, once ? 1 : undefined).flatMap((firing) => {
    const key = keyOf(firing);
    if (known.has(key)) return [];
    known.add(key);
    progress.violated = true;
    if (firing.at - progress.lastAlert < rule.cooldown) return [];
    progress.lastAlert = firing.at;
    return [alertOf(state, progress, 'violation', firing)];
  });
}

/** What the words not yet final would break, by rule: each may only warn (RULES.md §6). */
export function judgeDrafts(state: Evaluation, hits: readonly HeardHit[]): Map<string, { progress: Progress; firing: Firing }> {
  const found = new Map<string, { progress: Progress; firing: Firing }>();
  if (hits.length === 0) return found;
  for (const progress of state.progress) {
    const { rule, applies, once, violated, phrases, known, lastAlert } = progress;
    if (!applies || (once && violated) || !hits.some((hit) => phrases.has(hit.phrase))) continue;
    const { firings } = judge(rule.condition, caseOf(state, true));
    const firing = firings.find((one) => one.hits.some(({ draft }) => draft) && !known.has(keyOf(one)) && one.at - lastAlert >= rule.cooldown);
    if (firing) found.set(rule.id, { progress, firing });
  }
  return found;
}

function caseOf({ facts, call, policy }: Evaluation, drafts: boolean) {
  return { facts, call, drafts, phrase: (name: string) => policy.book.phrase(name) };
}

const keyOf = ({ channel, at, from, hits }: Firing) => `${channel} ${at.toFixed(3)} ${hits.length === 0 ? from.toFixed(3) : ''}`;
