import { describe, expect, it } from 'vitest';
import { answered, answerTo, commented, type Draft, noted, pointsOfKey, withEvidence, withoutEvidence } from './draft.ts';

const empty: Draft = { answers: [], comments: [] };
const evidence = { from: 1, to: 2, text: '您好' };

describe('the draft of a review', () => {
  it('takes an answer, and takes it back', () => {
    const draft = answered(noted(empty, 'q', 'late'), 'q', 0);
    expect(answerTo(draft, 'q')).toEqual({ question: 'q', points: 0, note: 'late', evidence: [] });
    expect(answerTo(answered(draft, 'q', undefined), 'q')).toEqual({ question: 'q', note: 'late', evidence: [] });
  });
  it('takes the same evidence once', () => {
    const draft = withEvidence(withEvidence(empty, 'q', evidence), 'q', evidence);
    expect(answerTo(draft, 'q').evidence).toEqual([evidence]);
    expect(answerTo(withoutEvidence(draft, 'q', 0), 'q').evidence).toEqual([]);
  });
  it('has comments in the order of the call; an emptied one is gone', () => {
    const draft = commented(commented(empty, { id: 'b', at: 9, text: 'later' }), { id: 'a', at: 3, text: 'first' });
    expect(draft.comments.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(commented(draft, { id: 'b', at: 9, text: ' ' }).comments.map(({ id }) => id)).toEqual(['a']);
  });
  it('takes digit keys up to the points of the question', () => {
    const question = { id: 'q', text: { zh: '', en: '' }, weight: 1, points: 4, autoFail: false, mayNotApply: false };
    expect([pointsOfKey(question, 4), pointsOfKey(question, 5)]).toEqual([4, undefined]);
  });
});
