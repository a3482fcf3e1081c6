import { describe, expect, it } from 'vitest';
import type { Review, Scorecard } from '#contract';
import { emptyReview, type ReviewOrder, step } from './review-machine.ts';

const both = { zh: '问', en: 'q' };
const card: Scorecard = { id: 'card', version: 2, name: both, sections: [{ id: 's', name: both, questions: [{ id: 'q', text: both, weight: 1, points: 2, autoFail: false, mayNotApply: true }] }] };
const rita = { id: 'p1', name: 'Rita' };
const saved = (revision: number, points?: 0 | 1 | 2 | 'not-applicable'): ReviewOrder => ({ type: 'save', by: rita, revision, answers: [{ question: 'q', evidence: [], ...(points === undefined ? {} : { points }) }], comments: [] });

/** All steps one after the other, a second apart; the review at the end or the code of the first refusal. */
function run(...orders: ReviewOrder[]): Review | string {
  let review = emptyReview('c1', card, []);
  for (const [i, order] of orders.entries()) {
    const next = step(review, card, order, (i + 1) * 1_000);
    if (!next.ok) return next.fault.code;
    review = next.value;
  }
  return review;
}

const PUBLISH = (revision: number): ReviewOrder => ({ type: 'publish', by: rita, revision });
const DISPUTE: ReviewOrder = { type: 'answer', kind: 'disputed', text: ' 录音里说了 ' };

describe('a review', () => {
  it('is saved, published and acknowledged', () => {
    expect(run(saved(0, 1), PUBLISH(1), { type: 'answer', kind: 'acknowledged', text: '' })).toEqual({
      callId: 'c1', scorecard: 'card', scorecardVersion: 2, status: 'acknowledged', answers: [{ question: 'q', points: 1, evidence: [] }], comments: [],
      score: 50, reviewer: 'p1', reviewerName: 'Rita', publishedAt: 2_000, answer: { kind: 'acknowledged', text: '', at: 3_000 }, revision: 3,
    });
  });
  it('is changed and published again after a dispute, which stays readable', () => {
    expect(run(saved(0, 1), PUBLISH(1), DISPUTE, saved(3, 2), PUBLISH(4))).toMatchObject({ status: 'published', score: 100, revision: 5, publishedAt: 5_000, answer: { kind: 'disputed', text: '录音里说了' } });
  });
  it('stays disputed while the reviewer works on it', () => expect(run(saved(0, 1), PUBLISH(1), DISPUTE, saved(3, 2))).toMatchObject({ status: 'disputed', score: 100 }));

  it.each([
    ['saved from an older state', [saved(0, 1), saved(0, 2)], 'qa.review-changed'],
    ['published from an older state', [saved(0, 1), PUBLISH(0)], 'qa.review-changed'],
    ['published with a question open', [saved(0), PUBLISH(1)], 'qa.review-incomplete'],
    ['published when nothing applies', [saved(0, 'not-applicable'), PUBLISH(1)], 'qa.nothing-applies'],
    ['saved once published', [saved(0, 1), PUBLISH(1), saved(2, 2)], 'qa.review-closed'],
    ['answered as a draft', [saved(0, 1), DISPUTE], 'qa.not-published'],
    ['answered twice', [saved(0, 1), PUBLISH(1), DISPUTE, DISPUTE], 'qa.not-published'],
    ['disputed without a reason', [saved(0, 1), PUBLISH(1), { type: 'answer', kind: 'disputed', text: '  ' }], 'qa.reason-missing'],
    ['saved with points the question does not have', [{ ...saved(0), answers: [{ question: 'q', points: 3, evidence: [] }] } as ReviewOrder], 'qa.bad-answer'],
  ] as const)('is not %s', (_, orders, code) => expect(run(...orders)).toBe(code));

  it('keeps the author of a comment that is saved again unchanged', () => {
    const first: ReviewOrder = { ...saved(0), comments: [{ id: 'k', at: 3, text: 'listen' }] } as ReviewOrder;
    const second = { type: 'save', by: { id: 'p2', name: 'Sam' }, revision: 1, answers: [], comments: [{ id: 'k', at: 3, text: 'listen' }, { id: 'l', at: 9, text: 'good' }] } as ReviewOrder;
    expect(run(first, second)).toMatchObject({ comments: [{ id: 'k', by: 'Rita', writtenAt: 1_000 }, { id: 'l', by: 'Sam', writtenAt: 2_000 }] });
  });
});
