import type { ReviewAnswer, Scorecard } from '#contract';
import type { Alert, RuleVerdict } from '../model.ts';
import { questionsOf } from './score.ts';

/**
 * The answers that the rules give: kept → all points, broken → 0 with the words that broke it, not applicable → so, where the
 * question allows it. A rule judged in several conversations of the call counts as broken when it was broken in one.
 */
export function prefilledAnswers(scorecard: Scorecard, verdicts: readonly RuleVerdict[], alerts: readonly Alert[]): ReviewAnswer[] {
  return questionsOf(scorecard).map(({ id, rule, points, mayNotApply }): ReviewAnswer => {
    const found = verdicts.filter((each) => rule !== undefined && each.rule === rule).map(({ verdict }) => verdict);
    if (found.includes('violated')) return { question: id, points: 0, evidence: evidenceOf(rule, alerts) };
    if (found.includes('met')) return { question: id, points, evidence: [] };
    if (found.length > 0 && mayNotApply) return { question: id, points: 'not-applicable', evidence: [] };
    return { question: id, evidence: [] };
  });
}

function evidenceOf(rule: string | undefined, alerts: readonly Alert[]): ReviewAnswer['evidence'] {
  return alerts
    .filter((alert) => alert.rule === rule && alert.kind === 'violation')
    .map(({ evidence, at }) => {
      const words = evidence.words.map(({ text }) => text).join(' ').replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
      return { from: evidence.from, to: evidence.to, text: words === '' ? `⚑ ${Math.round(at)} s` : words };
    });
}
