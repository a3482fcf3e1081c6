import type { AutomaticScore, Scorecard } from '#contract';
import type { Alert, RuleVerdict } from '../model.ts';
import { prefilledAnswers } from './prefill.ts';
import { questionsOf, scoreOf } from './score.ts';

/** Scores what the rules can answer of a card; questions for people stay out of the sum, `coverage` tells how much that leaves. */
export function automaticScore(scorecard: Scorecard, verdicts: readonly RuleVerdict[], alerts: readonly Alert[]): AutomaticScore {
  const answers = prefilledAnswers(scorecard, verdicts, alerts).filter(({ points }) => points !== undefined);
  const answered = new Set(answers.map(({ question }) => question));
  const sections = scorecard.sections.map((section) => ({ ...section, questions: section.questions.filter(({ id }) => answered.has(id)) }));
  const { score, failedBy } = scoreOf({ ...scorecard, sections }, answers);
  const all = questionsOf(scorecard);
  const weightOf = (questions: typeof all) => questions.reduce((sum, { weight }) => sum + weight, 0);
  const total = weightOf(all);
  return {
    scorecard: scorecard.id,
    scorecardVersion: scorecard.version,
    name: scorecard.name,
    ...(score === undefined ? {} : { score }),
    ...(failedBy === undefined ? {} : { failedBy }),
    coverage: total === 0 ? 0 : Math.round((weightOf(all.filter(({ id }) => answered.has(id))) / total) * 1_000) / 1_000,
    answers,
    questions: all.filter(({ id }) => answered.has(id)).map(({ id, text, points }) => ({ id, text, points })),
  };
}
