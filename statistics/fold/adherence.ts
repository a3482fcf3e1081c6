import type { EpochMillis, Millis } from '#core';
import type { AgentSpan } from '../model.ts';

/** What an agent is to do at a time: `work` = be there for contacts, `away` = a break, training or anything else. */
export interface PlannedSpan {
  readonly agent: string;
  readonly activity: 'work' | 'away';
  readonly from: EpochMillis;
  readonly until: EpochMillis;
}

export interface Adherence {
  readonly plannedMs: Millis;
  /** As planned, work or away. */
  readonly keptMs: Millis;
  readonly workPlannedMs: Millis;
  /** At work, planned or not. Conformance is this ÷ `workPlannedMs`, and may be more than 1. */
  readonly workedMs: Millis;
}

const AT_WORK: readonly string[] = ['ready', 'offered', 'busy', 'wrap-up'];

/** How well one agent kept to the plan, as of `now`: what is planned for later does not count. A contact that runs into a break counts as work. */
export function adherence(plan: readonly PlannedSpan[], spans: readonly AgentSpan[], now: EpochMillis): Adherence {
  const sum = { plannedMs: 0, keptMs: 0, workPlannedMs: 0, workedMs: 0 };
  const working = spans.filter(({ state }) => AT_WORK.includes(state));
  for (const span of working) sum.workedMs += Math.max(0, Math.min(span.until, now) - span.from);
  for (const { activity, from, until } of plan) {
    const planned = Math.max(0, Math.min(until, now) - from);
    const worked = working.reduce((ms, span) => ms + Math.max(0, Math.min(span.until, until, now) - Math.max(span.from, from)), 0);
    sum.plannedMs += planned;
    if (activity === 'work') sum.workPlannedMs += planned;
    sum.keptMs += activity === 'work' ? worked : planned - worked;
  }
  return sum;
}
