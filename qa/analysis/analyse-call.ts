import type { AutomaticScore, CallDigest, Scorecard } from '#contract';
import type { AnalysableCall, NewAnalysis, StoredCorrection } from '#store';
import type { Policy } from '../language/policy.ts';
import { assembleCall } from '../review/assemble-call.ts';
import { drawsOf } from '../sampling/draw.ts';
import type { SamplingPlan } from '../sampling/sampling-plan.ts';
import { automaticScore } from '../scorecard/automatic-score.ts';
import { scorecardFor, type ScorecardForm } from '../scorecard/load-scorecards.ts';
import { judgedAfterwards } from './judged-afterwards.ts';
import type { SummaryTurn } from '../summary/sentences.ts';
import { summarise } from '../summary/summarise.ts';

/** What is derived from an ended call; nothing in it depends on when it was made. */
export interface CallAnalysis {
  /** Of calls that an agent took and a scorecard is for. */
  readonly automatic?: AutomaticScore;
  /** Of calls with words. */
  readonly summary?: CallDigest;
  /** Rules that were broken. */
  readonly broken: readonly string[];
}

/** What calls are analysed by. */
export interface AnalysisRules {
  readonly plans: readonly SamplingPlan[];
  /** Of the company: days and weeks of quotas. */
  readonly timeZone: string;
  /** Judges what nobody judged while it went on; without it such calls have no verdicts. */
  readonly policy?: Policy | undefined;
}

/** All that is kept of an ended call: by the scorecards of its day, with the plans that ask for it. */
export function analysisOf(call: AnalysableCall, { plans, timeZone, policy }: AnalysisRules): NewAnalysis {
  const { id, startedAt, endedAt = startedAt, agent, queue } = call.summary;
  const body = analyseCall(call, scorecardFor((call.forms ?? []) as readonly ScorecardForm[], queue), policy);
  const score = body.automatic?.score;
  const draws = drawsOf({ id, startedAt, endedAt, agent, queue, broken: body.broken, score }, plans, timeZone);
  return { call: id, body, draws, ...(score === undefined ? {} : { score }) };
}

/** The same timeline, corrections, scorecard and policy give the same analysis. */
export function analyseCall(call: Pick<AnalysableCall, 'summary' | 'events' | 'corrections'>, scorecard: Scorecard | undefined, policy?: Policy): CallAnalysis {
  const { turns, ...live } = assembleCall(call.events);
  const after = policy && judgedAfterwards(call, policy);
  const [verdicts, alerts] = after ? [after.verdicts, [...live.alerts, ...after.alerts]] : [live.verdicts, live.alerts];
  const words = correctedTurns(turns, call.corrections);
  const automatic = call.summary.agent === undefined || scorecard === undefined ? undefined : automaticScore(scorecard, verdicts, alerts);
  return {
    ...(automatic === undefined ? {} : { automatic: after ? { ...automatic, judgedAfterwards: after.policy } : automatic }),
    ...(words.length === 0 ? {} : { summary: { madeBy: 'rules', parts: summarise(words) } }),
    broken: [...new Set(alerts.map(({ rule }) => rule))],
  };
}

/** Turns with the words as people corrected them; the newest correction of a word counts. */
export function correctedTurns(turns: readonly SummaryTurn[], corrections: readonly StoredCorrection[]): SummaryTurn[] {
  return turns.map(({ speaker, turn, words }) => ({
    speaker,
    turn,
    words: words.map(({ text, start, end }, index) => {
      const corrected = corrections.findLast((each) => each.speaker === speaker && each.turn === turn && each.word === index);
      return { text: corrected?.text ?? text, start, end };
    }),
  }));
}
