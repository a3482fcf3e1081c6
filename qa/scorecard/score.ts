import type { ReviewAnswer, Scorecard, ScorecardQuestion } from '#contract';

export interface Scoring {
  /** 0–100, to a tenth; undefined while a question has no answer, and when none applies. */
  readonly score?: number;
  /** The first auto-fail question answered with 0 points. */
  readonly failedBy?: string;
  /** Ids of questions without an answer. */
  readonly unanswered: readonly string[];
}

/**
 * Score = 100 × Σ(points ÷ highest points × weight) ÷ Σ(weight) over the questions that apply; 0 when an auto-fail question
 * got 0 points. A question answered "not applicable" is taken out of both sums. In a section that one of its questions failed
 * nothing is reached.
 */
export function scoreOf(scorecard: Scorecard, answers: readonly ReviewAnswer[]): Scoring {
  const given = new Map(answers.map(({ question, points }) => [question, points]));
  const questions = questionsOf(scorecard);
  const unanswered = questions.filter(({ id }) => given.get(id) === undefined).map(({ id }) => id);
  const failedBy = questions.find(({ id, autoFail }) => autoFail && given.get(id) === 0)?.id;
  const failed = failedBy === undefined ? {} : { failedBy };
  if (unanswered.length > 0) return { ...failed, unanswered };
  if (failedBy !== undefined) return { score: 0, failedBy, unanswered };
  let reached = 0;
  let total = 0;
  for (const section of scorecard.sections) {
    const isFailed = section.questions.some(({ id, failsSection }) => failsSection === true && given.get(id) === 0);
    for (const { id, weight, points } of section.questions) {
      const got = given.get(id);
      if (typeof got !== 'number') continue;
      reached += isFailed ? 0 : (got / points) * weight;
      total += weight;
    }
  }
  return total === 0 ? { unanswered } : { score: toTenth((100 * reached) / total), unanswered };
}

/** A half counts up, also where the sum of fractions lies a hair below it. */
const toTenth = (score: number) => Math.round(Number((10 * score).toFixed(6))) / 10;

export const questionsOf = (scorecard: Scorecard): readonly ScorecardQuestion[] => scorecard.sections.flatMap(({ questions }) => questions);

/** What is wrong with an answer, in words, or undefined. */
export function wrongAnswer(scorecard: Scorecard, { question, points }: ReviewAnswer): string | undefined {
  const asked = questionsOf(scorecard).find(({ id }) => id === question);
  if (!asked) return `the scorecard has no question "${question}"`;
  if (points === undefined) return undefined;
  if (points === 'not-applicable') return asked.mayNotApply ? undefined : `question "${question}" always applies`;
  return Number.isInteger(points) && points >= 0 && points <= asked.points ? undefined : `question "${question}" takes whole points from 0 to ${asked.points}`;
}
