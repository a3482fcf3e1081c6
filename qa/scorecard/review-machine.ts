import type { EpochMillis, Result } from '#core';
import { Fault, failed, ok } from '#core';
import type { Review, ReviewAnswer, ReviewComment, Scorecard } from '#contract';
import { scoreOf, wrongAnswer } from './score.ts';

/** Who does it, as the audit trail and the page name the person. */
export interface Doer {
  readonly id: string;
  readonly name: string;
}

export type ReviewOrder =
  | { readonly type: 'save'; readonly by: Doer; readonly revision: number; readonly answers: readonly ReviewAnswer[]; readonly comments: readonly NewComment[] }
  | { readonly type: 'publish'; readonly by: Doer; readonly revision: number }
  | { readonly type: 'answer'; readonly kind: 'acknowledged' | 'disputed'; readonly text: string };

/** A comment as the page sends it; author and time of a new or changed one are ours to write. */
export interface NewComment {
  readonly id: string;
  readonly at: number;
  readonly text: string;
}

/** A review nobody saved yet: what the rules answered. */
export function emptyReview(callId: string, scorecard: Scorecard, answers: readonly ReviewAnswer[]): Review {
  return scored({ callId, scorecard: scorecard.id, scorecardVersion: scorecard.version, status: 'draft', answers, comments: [], reviewer: '', reviewerName: '', revision: 0 }, scorecard);
}

/**
 * One step of the workflow:
 *
 *   draft ──publish──▶ published ──answer──▶ acknowledged
 *     ↺ save               ▲ └────answer──▶ disputed ↺ save
 *                          └────publish────────┘
 *
 * Every step counts the revision up; the score is always computed here.
 * Faults: qa.review-changed, qa.review-closed, qa.bad-answer, qa.review-incomplete, qa.nothing-applies, qa.not-published, qa.reason-missing.
 */
export function step(review: Review, scorecard: Scorecard, order: ReviewOrder, now: EpochMillis): Result<Review> {
  switch (order.type) {
    case 'save':
      return save(review, scorecard, order, now);
    case 'publish':
      return publish(review, scorecard, order, now);
    case 'answer':
      return answer(review, order, now);
  }
}

function save(review: Review, scorecard: Scorecard, order: Extract<ReviewOrder, { type: 'save' }>, now: EpochMillis): Result<Review> {
  const refused = notEditable(review, order.revision);
  if (refused) return failed(refused);
  const wrong = order.answers.map((each) => wrongAnswer(scorecard, each)).find((text) => text !== undefined);
  if (wrong !== undefined) return failed(new Fault('qa.bad-answer', `The review was not saved: ${wrong}. Load the page again to see the scorecard as it is.`));
  const latest = new Map(order.answers.map((each) => [each.question, each]));
  const comments = order.comments.map((each) => authored(review, each, order.by, now));
  const changed = { ...review, answers: [...latest.values()], comments, reviewer: order.by.id, reviewerName: order.by.name, revision: review.revision + 1 };
  return ok(scored(changed, scorecard));
}

function publish(review: Review, scorecard: Scorecard, { by, revision }: Extract<ReviewOrder, { type: 'publish' }>, now: EpochMillis): Result<Review> {
  const refused = notEditable(review, revision);
  if (refused) return failed(refused);
  const { score, unanswered } = scoreOf(scorecard, review.answers);
  if (unanswered.length > 0) {
    return failed(new Fault('qa.review-incomplete', `The review cannot be published yet: ${unanswered.length} question(s) have no answer (${unanswered.join(', ')}).`));
  }
  if (score === undefined) return failed(new Fault('qa.nothing-applies', 'The review cannot be published: every question is answered "not applicable".'));
  const published = { ...review, status: 'published' as const, publishedAt: now, reviewer: by.id, reviewerName: by.name, revision: review.revision + 1 };
  return ok(scored(published, scorecard));
}

function answer(review: Review, { kind, text }: Extract<ReviewOrder, { type: 'answer' }>, now: EpochMillis): Result<Review> {
  if (review.status !== 'published') return failed(new Fault('qa.not-published', 'This review does not wait for an answer: it is not published, or was answered before.'));
  if (kind === 'disputed' && text.trim() === '') return failed(new Fault('qa.reason-missing', 'Say why you dispute the review: the text is empty.'));
  return ok({ ...review, status: kind, answer: { kind, text: text.trim(), at: now }, revision: review.revision + 1 });
}

export const changedElsewhere = (): Fault =>
  new Fault('qa.review-changed', 'The review was changed elsewhere in the meantime and nothing was saved. Load it again, then repeat your change.');

/** A published review stands until its agent disputes it. */
function notEditable(review: Review, revision: number): Fault | undefined {
  if (revision !== review.revision) return changedElsewhere();
  if (review.status === 'draft' || review.status === 'disputed') return undefined;
  return new Fault('qa.review-closed', 'A published review stands until its agent disputes it; it cannot be changed now.');
}

/** An untouched comment keeps its author; a new or changed one gets this person's name. */
function authored(review: Review, { id, at, text }: NewComment, by: Doer, now: EpochMillis): ReviewComment {
  const before = review.comments.find((each) => each.id === id);
  return before && before.text === text && before.at === at ? before : { id, at, text, by: by.name, writtenAt: now };
}

function scored({ score: _score, failedBy: _failedBy, ...review }: Review, scorecard: Scorecard): Review {
  const { score, failedBy } = scoreOf(scorecard, review.answers);
  return { ...review, ...(score === undefined ? {} : { score }), ...(failedBy === undefined ? {} : { failedBy }) };
}
