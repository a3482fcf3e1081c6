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
  | { readonly type: 'answer'; readonly kind: 'acknowledged' | 'disputed'; readonly text: string }
  /** The reviewer stands by a disputed review. */
  | { readonly type: 'escalate'; readonly by: Doer; readonly revision: number; readonly text: string }
  /** Somebody else has the last word. */
  | { readonly type: 'arbitrate'; readonly by: Doer; readonly revision: number; readonly verdict: 'upheld' | 'changed'; readonly text: string }
  /** A review of a blind calibration is done. */
  | { readonly type: 'hand-in'; readonly by: Doer; readonly revision: number };

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
 *   │ ↺ save               ▲ └────answer──▶ disputed ↺ save ──escalate──▶ arbitration ↺ save (arbiter)
 *   │                      └────publish────────┘    second dispute ──────▶     └──arbitrate──▶ final
 *   └──hand-in──▶ handed-in                                (only in a blind calibration)
 *
 * Every step counts the revision up; the score is always computed here.
 * Faults: qa.review-changed, qa.review-closed, qa.bad-answer, qa.review-incomplete, qa.nothing-applies, qa.not-published, qa.reason-missing,
 * qa.not-disputed, qa.not-in-arbitration, qa.own-review.
 */
export function step(review: Review, scorecard: Scorecard, order: ReviewOrder, now: EpochMillis): Result<Review> {
  switch (order.type) {
    case 'save':
      return save(review, scorecard, order, now);
    case 'publish':
      return publish(review, scorecard, order, now);
    case 'answer':
      return answer(review, order, now);
    case 'escalate':
      return escalate(review, order, now);
    case 'arbitrate':
      return arbitrate(review, scorecard, order, now);
    case 'hand-in':
      return handIn(review, scorecard, order);
  }
}

function save(review: Review, scorecard: Scorecard, order: Extract<ReviewOrder, { type: 'save' }>, now: EpochMillis): Result<Review> {
  const refused = notEditable(review, order);
  if (refused) return failed(refused);
  const wrong = order.answers.map((each) => wrongAnswer(scorecard, each)).find((text) => text !== undefined);
  if (wrong !== undefined) return failed(new Fault('qa.bad-answer', `The review was not saved: ${wrong}. Load the page again to see the scorecard as it is.`));
  const latest = new Map(order.answers.map((each) => [each.question, each]));
  const comments = order.comments.map((each) => authored(review, each, order.by, now));
  // What an arbiter changes stays the review of who wrote it.
  const author = review.status === 'arbitration' ? {} : { reviewer: order.by.id, reviewerName: order.by.name };
  const changed = { ...review, answers: [...latest.values()], comments, ...author, revision: review.revision + 1 };
  return ok(scored(changed, scorecard));
}

function publish(review: Review, scorecard: Scorecard, { by, revision }: Extract<ReviewOrder, { type: 'publish' }>, now: EpochMillis): Result<Review> {
  const refused = notEditable(review, { by, revision }) ?? (review.status === 'arbitration' ? closed(review) : undefined) ?? notComplete(review, scorecard);
  if (refused) return failed(refused);
  const published = { ...review, status: 'published' as const, publishedAt: now, reviewer: by.id, reviewerName: by.name, revision: review.revision + 1 };
  return ok(scored(published, scorecard));
}

function answer(review: Review, { kind, text }: Extract<ReviewOrder, { type: 'answer' }>, now: EpochMillis): Result<Review> {
  if (review.status !== 'published') return failed(new Fault('qa.not-published', 'This review does not wait for an answer: it is not published, or was answered before.'));
  if (kind === 'disputed' && text.trim() === '') return failed(new Fault('qa.reason-missing', 'Say why you dispute the review: the text is empty.'));
  const answered = { ...review, answer: { kind, text: text.trim(), at: now }, revision: review.revision + 1 };
  if (kind === 'acknowledged') return ok({ ...answered, status: kind });
  // Reviewer and agent have both said it twice: somebody else decides.
  const disputes = (review.disputes ?? 0) + 1;
  return ok({ ...answered, disputes, status: disputes > 1 ? 'arbitration' : 'disputed' });
}

function escalate(review: Review, { by, revision, text }: Extract<ReviewOrder, { type: 'escalate' }>, now: EpochMillis): Result<Review> {
  if (revision !== review.revision) return failed(changedElsewhere());
  if (review.status !== 'disputed') return failed(new Fault('qa.not-disputed', 'Only a disputed review goes to arbitration.'));
  if (text.trim() === '') return failed(new Fault('qa.reason-missing', 'Say why you stand by the review: the text is empty.'));
  return ok({ ...review, status: 'arbitration', escalation: { text: text.trim(), byName: by.name, at: now }, revision: review.revision + 1 });
}

function arbitrate(review: Review, scorecard: Scorecard, { by, revision, verdict, text }: Extract<ReviewOrder, { type: 'arbitrate' }>, now: EpochMillis): Result<Review> {
  if (revision !== review.revision) return failed(changedElsewhere());
  if (review.status !== 'arbitration') return failed(new Fault('qa.not-in-arbitration', 'This review does not wait for an arbiter.'));
  if (by.id === review.reviewer) return failed(ownReview());
  if (text.trim() === '') return failed(new Fault('qa.reason-missing', 'Say why you decide so: the text is empty.'));
  const refused = notComplete(review, scorecard);
  if (refused) return failed(refused);
  const arbitration = { verdict, text: text.trim(), by: by.id, byName: by.name, at: now };
  return ok(scored({ ...review, status: 'final', arbitration, revision: review.revision + 1 }, scorecard));
}

function handIn(review: Review, scorecard: Scorecard, { by, revision }: Extract<ReviewOrder, { type: 'hand-in' }>): Result<Review> {
  const refused = notEditable(review, { by, revision }) ?? notComplete(review, scorecard);
  if (refused) return failed(refused);
  return ok({ ...review, status: 'handed-in', revision: review.revision + 1 });
}

function notComplete(review: Review, scorecard: Scorecard): Fault | undefined {
  const { score, unanswered } = scoreOf(scorecard, review.answers);
  if (unanswered.length > 0) return new Fault('qa.review-incomplete', `The review is not complete yet: ${unanswered.length} question(s) have no answer (${unanswered.join(', ')}).`);
  return score === undefined ? new Fault('qa.nothing-applies', 'The review has no score: every question is answered "not applicable".') : undefined;
}

const ownReview = (): Fault => new Fault('qa.own-review', 'Nobody decides the dispute of an own review. Ask another supervisor or administrator.');

export const changedElsewhere = (): Fault =>
  new Fault('qa.review-changed', 'The review was changed elsewhere in the meantime and nothing was saved. Load it again, then repeat your change.');

/** A published review stands until its agent disputes it; in arbitration only somebody else than its author changes it. */
function notEditable(review: Review, { by, revision }: { readonly by: Doer; readonly revision: number }): Fault | undefined {
  if (revision !== review.revision) return changedElsewhere();
  if (review.status === 'draft' || review.status === 'disputed') return undefined;
  if (review.status === 'arbitration') return by.id === review.reviewer ? ownReview() : undefined;
  return closed(review);
}

const closed = ({ status }: Review): Fault =>
  status === 'published' ? new Fault('qa.review-closed', 'A published review stands until its agent disputes it; it cannot be changed now.') : new Fault('qa.review-closed', `This review is ${status} and cannot be changed now.`);

/** An untouched comment keeps its author; a new or changed one gets this person's name. */
function authored(review: Review, { id, at, text }: NewComment, by: Doer, now: EpochMillis): ReviewComment {
  const before = review.comments.find((each) => each.id === id);
  return before && before.text === text && before.at === at ? before : { id, at, text, by: by.name, writtenAt: now };
}

function scored({ score: _score, failedBy: _failedBy, ...review }: Review, scorecard: Scorecard): Review {
  const { score, failedBy } = scoreOf(scorecard, review.answers);
  return { ...review, ...(score === undefined ? {} : { score }), ...(failedBy === undefined ? {} : { failedBy }) };
}
