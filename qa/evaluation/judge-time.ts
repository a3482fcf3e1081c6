import type { CallSeconds } from '#core';
import type { Alert } from '../model.ts';
import type { Hit } from '../spotting/ear.ts';
import { absenceAlert } from './alert.ts';
import { listenForSilence } from './dead-air.ts';
import { draftHitsOf, type Evaluation, hitsOf, type Progress } from './evaluation-state.ts';

/** What has become true by `at`, when everything before it was heard: missed deadlines and dead air. */
export function judgeClock(state: Evaluation, at: CallSeconds): Alert[] {
  const alerts = judgeSilence(state, at);
  for (const progress of state.progress) if (progress.applies && !progress.settled) alerts.push(...judgeDeadline(state, progress, at, false));
  return alerts;
}

/** What can only be judged when the call is over; a deadline still open counts as missed. */
export function judgeEnd(state: Evaluation, at: CallSeconds): Alert[] {
  const alerts = judgeSilence(state, at);
  for (const progress of state.progress) {
    if (!progress.applies || progress.settled) continue;
    alerts.push(...judgeDeadline(state, progress, at, true), ...judgeLast(state, progress, at));
  }
  return alerts;
}

/** The caller goes on to somebody else: what is still to be said is for them, and judged in their conversation. */
export function judgeTransfer(state: Evaluation, at: CallSeconds): Alert[] {
  const alerts = judgeClock(state, at);
  for (const progress of state.progress) progress.leftOpen = !progress.settled && isOpen(state, progress);
  return alerts;
}

function isOpen(state: Evaluation, { rule: { condition }, triggered }: Progress): boolean {
  if (condition.kind === 'last') return true;
  if (condition.kind === 'order') return !condition.optional && !triggered;
  return condition.kind === 'within' && hitsOf(state, condition.phrase, condition.channels).length === 0;
}

/** RULES.md §3. Judged at base + N exactly, however late the tick is. */
function judgeDeadline(state: Evaluation, progress: Progress, at: CallSeconds, over: boolean): Alert[] {
  const { condition } = progress.rule;
  if (condition.kind !== 'within') return [];
  const base = baseOf(state, condition.after);
  if (base === undefined) return [];
  progress.triggered = true;
  const deadline = base + condition.seconds;
  if (at < deadline && !over) return [];
  const inTime = (hit: Hit) => hit.to >= base && hit.to <= deadline;
  const draft = draftHitsOf(state, condition.phrase, condition.channels).some(inTime);
  // Heard in words that are not final yet: they will be in a moment, and a violation cannot be taken back.
  if (draft && !over) return [];
  progress.settled = true;
  if (draft || hitsOf(state, condition.phrase, condition.channels).some(inTime)) return [];
  progress.violated = true;
  return [absenceAlert(state, progress, condition.channels, base, Math.min(deadline, at))];
}

function baseOf(state: Evaluation, after: string | undefined): CallSeconds | undefined {
  if (after === undefined) return 0;
  const times = hitsOf(state, after, ['caller', 'agent']).map((hit) => hit.to);
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** RULES.md §4. */
function judgeLast(state: Evaluation, progress: Progress, at: CallSeconds): Alert[] {
  const { condition } = progress.rule;
  let from = 0;
  if (condition.kind === 'last') from = Math.max(0, at - condition.seconds);
  else if (condition.kind !== 'order' || condition.optional || progress.triggered) return [];
  progress.settled = true;
  const heard = [...hitsOf(state, condition.phrase, condition.channels), ...draftHitsOf(state, condition.phrase, condition.channels)];
  if (heard.some((hit) => hit.to >= from)) return [];
  progress.violated = true;
  return [absenceAlert(state, progress, condition.channels, from, at)];
}

/** RULES.md §5: one alert per gap and rule. */
function judgeSilence(state: Evaluation, at: CallSeconds): Alert[] {
  return listenForSilence(state.silence, at).flatMap((gap) =>
    state.progress.flatMap((progress) => {
      const { condition } = progress.rule;
      if (condition.kind !== 'dead-air' || !progress.applies) return [];
      const due = gap.from + condition.seconds;
      if (gap.to < due || due <= progress.lastAlert || due - progress.lastAlert < progress.rule.cooldown) return [];
      progress.violated = true;
      progress.lastAlert = due;
      return [absenceAlert(state, progress, ['caller', 'agent'], gap.from, due)];
    }),
  );
}
