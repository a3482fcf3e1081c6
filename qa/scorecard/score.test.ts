import { describe, expect, it } from 'vitest';
import type { ReviewAnswer, Scorecard } from '#contract';
import { prefilledAnswers } from './prefill.ts';
import { scoreOf, wrongAnswer } from './score.ts';

const both = (text: string) => ({ zh: text, en: text });
const question = (id: string, more: object = {}) => ({ id, text: both(id), weight: 1, points: 1, autoFail: false, mayNotApply: false, ...more });
const card: Scorecard = {
  id: 'card',
  version: 1,
  name: both('card'),
  sections: [
    { id: 'a', name: both('a'), questions: [question('greeting', { rule: 'greeting' }), question('empathy', { weight: 3, points: 4 })] },
    { id: 'b', name: both('b'), questions: [question('secrets', { weight: 4, autoFail: true, rule: 'no-secrets' }), question('identity', { weight: 2, mayNotApply: true, rule: 'dead-air' })] },
  ],
};
const answers = (points: Record<string, ReviewAnswer['points']>): ReviewAnswer[] => Object.entries(points).map(([id, given]) => ({ question: id, evidence: [], ...(given === undefined ? {} : { points: given }) }));

describe('the score', () => {
  it('is the weighted share of the points reached', () => {
    // (1·1 + 3·2/4 + 4·1 + 2·1) / 10
    expect(scoreOf(card, answers({ greeting: 1, empathy: 2, secrets: 1, identity: 1 }))).toEqual({ score: 85, unanswered: [] });
  });
  it('takes what does not apply out of both sums', () => {
    // (0 + 3·3/4 + 4) / 8
    expect(scoreOf(card, answers({ greeting: 0, empathy: 3, secrets: 1, identity: 'not-applicable' })).score).toBe(78.1);
  });
  it('is 0 with an auto-fail question answered with 0, which is named', () => {
    expect(scoreOf(card, answers({ greeting: 1, empathy: 4, secrets: 0, identity: 1 }))).toEqual({ score: 0, failedBy: 'secrets', unanswered: [] });
  });
  it('loses all of a section that one of its questions failed, and no other', () => {
    const [a, b] = [question('greeting', { weight: 2 }), question('notice', { weight: 3, failsSection: true, mayNotApply: true })];
    const failing: Scorecard = { ...card, sections: [{ id: 'a', name: both('a'), questions: [a, b] }, { id: 'b', name: both('b'), questions: [question('empathy', { weight: 5 })] }] };
    const scores = [0, 1, 'not-applicable'].map((notice) => scoreOf(failing, answers({ greeting: 1, notice: notice as 0, empathy: 1 })));
    expect(scores).toEqual([{ score: 50, unanswered: [] }, { score: 100, unanswered: [] }, { score: 100, unanswered: [] }]);
  });
  it('waits for the last answer, but names a failing question before', () => {
    expect(scoreOf(card, answers({ greeting: 1, secrets: 0 }))).toEqual({ failedBy: 'secrets', unanswered: ['empathy', 'identity'] });
  });
  it('does not exist when nothing applies', () => {
    const only: Scorecard = { ...card, sections: [{ id: 'a', name: both('a'), questions: [question('identity', { mayNotApply: true })] }] };
    expect(scoreOf(only, answers({ identity: 'not-applicable' }))).toEqual({ unanswered: [] });
  });
});

describe('an answer', () => {
  it.each([
    ['identity', 'not-applicable', undefined],
    ['greeting', 'not-applicable', 'question "greeting" always applies'],
    ['empathy', 5, 'question "empathy" takes whole points from 0 to 4'],
    ['empathy', 1.5, 'question "empathy" takes whole points from 0 to 4'],
    ['nothing', 1, 'the scorecard has no question "nothing"'],
  ] as const)('to %s of %s is judged: %s', (id, points, wrong) => expect(wrongAnswer(card, { question: id, points, evidence: [] })).toBe(wrong));

  it('is given beforehand by the verdict of its rule, with the words that broke it', () => {
    const verdicts = [{ rule: 'greeting', verdict: 'met' }, { rule: 'no-secrets', verdict: 'met' }, { rule: 'no-secrets', verdict: 'violated' }, { rule: 'dead-air', verdict: 'not-applicable' }] as const;
    const words = [{ text: '告诉', start: 4, end: 5 }, { text: '我', start: 5, end: 5.5 }];
    const alert = { rule: 'no-secrets', policyVersion: '1', kind: 'violation', severity: 'critical', channel: 'agent', at: 5.5, message: '', evidence: { words, from: 4, to: 5.5 } } as const;
    expect(prefilledAnswers(card, verdicts, [alert])).toEqual([
      { question: 'greeting', points: 1, evidence: [] },
      { question: 'empathy', evidence: [] },
      { question: 'secrets', points: 0, evidence: [{ from: 4, to: 5.5, text: '告诉我' }] },
      { question: 'identity', points: 'not-applicable', evidence: [] },
    ]);
  });
});
