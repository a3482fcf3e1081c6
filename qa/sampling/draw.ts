import { createHash } from 'node:crypto';
import type { EpochMillis } from '#core';
import type { DrawReason } from '#contract';
import type { SampleDraw } from '#store';
import type { SamplingPlan } from './sampling-plan.ts';

/** What plans look at. */
export interface DrawnCall {
  readonly id: string;
  readonly startedAt: EpochMillis;
  readonly endedAt: EpochMillis;
  readonly agent?: string | undefined;
  readonly queue?: string | undefined;
  readonly broken: readonly string[];
  /** Automatic score. */
  readonly score?: number | undefined;
}

/** The calls that plans ask for: the same answer whenever, wherever and in whatever order it is asked. Nobody spoke to the caller: nothing to review. */
export function drawsOf(call: DrawnCall, plans: readonly SamplingPlan[], timeZone: string): SampleDraw[] {
  const { agent } = call;
  if (agent === undefined) return [];
  return plans.flatMap((plan): SampleDraw[] => {
    const because = reasonsOf(plan, call, agent);
    const lot = lotOf(plan.id, call.id);
    if (because === undefined || lot >= plan.share) return [];
    const period = periodOf(plan.per, call.startedAt, timeZone);
    const quota = plan.perAgent === undefined ? {} : { quota: plan.perAgent };
    const reason: DrawReason = { lot, share: plan.share, because, period, ...quota };
    const reviewer = reviewerOf(plan, call.id);
    return [{ plan: plan.id, callId: call.id, agent, period, lot, ...quota, reason, at: call.endedAt, ...(reviewer === undefined ? {} : { reviewer }) }];
  });
}

/** What of the call the plan asks for; undefined when something is missing. */
function reasonsOf({ queues, agents, rules, alert, scoreBelow }: SamplingPlan, { queue, broken, score }: DrawnCall, agent: string): string[] | undefined {
  if (queues !== undefined && (queue === undefined || !queues.includes(queue))) return undefined;
  if (agents !== undefined && !agents.includes(agent)) return undefined;
  if (alert && broken.length === 0) return undefined;
  const hit = broken.filter((rule) => rules?.includes(rule) === true);
  if (rules !== undefined && hit.length === 0) return undefined;
  if (scoreBelow !== undefined && (score === undefined || score >= scoreBelow)) return undefined;
  return [
    ...(queues === undefined ? [] : [`queue:${queue}`]),
    ...(alert ? ['alert'] : []),
    ...hit.map((rule) => `rule:${rule}`),
    ...(scoreBelow === undefined ? [] : [`score:${score}`]),
  ];
}

/** 48 bits are exact in a number. */
const LOT_BYTES = 6;

/** 0…1, evenly spread, from nothing but the names: SHA-256 of `<plan> LF <call>`, its first 48 bits ÷ 2⁴⁸. */
export function lotOf(plan: string, call: string): number {
  return createHash('sha256').update(`${plan}\n${call}`).digest().readUIntBE(0, LOT_BYTES) / 2 ** (8 * LOT_BYTES);
}

function reviewerOf({ id, reviewers = [] }: SamplingPlan, call: string): string | undefined {
  return reviewers[Math.floor(lotOf(`${id}\nreviewer`, call) * reviewers.length)];
}

const DAY_MS = 86_400_000;

/** `2026-01-05`, `2026-W02` (ISO 8601), `2026-01` in this time zone. */
export function periodOf(per: SamplingPlan['per'], at: EpochMillis, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  if (per === 'day') return day;
  if (per === 'month') return day.slice(0, 7);
  const noon = Date.parse(`${day}T12:00:00Z`);
  // The week belongs to the year of its Thursday.
  const thursday = new Date(noon + (4 - (new Date(noon).getUTCDay() || 7)) * DAY_MS);
  const year = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * DAY_MS));
  return `${year}-W${String(week).padStart(2, '0')}`;
}
