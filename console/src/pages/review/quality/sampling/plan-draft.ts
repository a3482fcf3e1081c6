import type { SamplingPlanOrder, SamplingPlanRow } from '#contract';

/** A plan as it stands in the form: what is not asked for is empty. */
export interface PlanDraft {
  readonly zh: string;
  readonly en: string;
  readonly percent: number;
  readonly queues: readonly string[];
  readonly agents: readonly string[];
  readonly rules: readonly string[];
  readonly alert: boolean;
  readonly scoreBelow?: number | undefined;
  readonly perAgent?: number | undefined;
  readonly per: SamplingPlanRow['per'];
  readonly reviewers: readonly string[];
  /** Days of before that are drawn from, too; 0 = none. */
  readonly days: number;
}

const DAY_MS = 86_400_000;
export const NEW_PLAN: PlanDraft = { zh: '', en: '', percent: 5, queues: [], agents: [], rules: [], alert: false, per: 'week', reviewers: [], days: 0 };

export function draftOfPlan({ name, share, queues = [], agents = [], rules = [], alert, scoreBelow, perAgent, per, reviewers }: SamplingPlanRow): PlanDraft {
  return { ...name, percent: percentOf(share), queues, agents, rules, alert, scoreBelow, perAgent, per, reviewers, days: 0 };
}

/** To a hundredth: 0.1 + 0.2 is not shown as 0.30000000000000004. */
export const percentOf = (share: number): number => Math.round(share * 10_000) / 100;

/** What is sent: a name in one language stands for both. */
export function orderOf({ zh, en, percent, days, alert, per, scoreBelow, perAgent, ...lists }: PlanDraft, now: number): SamplingPlanOrder {
  const [inChinese, inEnglish] = [zh.trim(), en.trim()];
  const named = Object.entries(lists).filter(([, list]) => list.length > 0);
  return {
    name: { zh: inChinese || inEnglish, en: inEnglish || inChinese },
    share: percent / 100,
    alert,
    per,
    ...(Object.fromEntries(named) as typeof lists),
    ...(scoreBelow === undefined ? {} : { scoreBelow }),
    ...(perAgent === undefined ? {} : { perAgent }),
    ...(days === 0 ? {} : { since: Math.floor(now - days * DAY_MS) }),
  };
}
