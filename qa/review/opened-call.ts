import { type Result, Fault, failed, ok } from '#core';
import type { Correction, Review, ReviewAnswer, ReviewCall, ReviewCallRow, Scorecard } from '#contract';
import type { StoredCorrection, StoredReview } from '#store';
import { prefilledAnswers } from '../scorecard/prefill.ts';
import { changedElsewhere, type Doer, emptyReview, type NewComment, type ReviewOrder, step } from '../scorecard/review-machine.ts';
import { type AssembledCall, assembleCall, shownAlert } from './assemble-call.ts';
import type { CallRead, ReviewParts } from './review-parts.ts';

interface Opened {
  readonly parts: ReviewParts;
  readonly call: CallRead;
  readonly stored: StoredReview | undefined;
  /** '' the main review, else which of the others. */
  readonly copy: string;
  /** Without the answers of the rules: in a blind calibration they would agree with themselves. */
  readonly blank?: boolean;
  readonly corrections: readonly StoredCorrection[];
  /** For a review that is not begun yet. */
  readonly scorecard: Scorecard;
  readonly row: (review?: ReviewCallRow['review']) => ReviewCallRow;
}

/** One call with its review, read once; every order writes one step. */
export class OpenedCall {
  readonly #opened: Opened;
  readonly #assembled: AssembledCall;
  readonly #scorecard: Scorecard;
  readonly #review: Review;

  constructor(opened: Opened) {
    this.#opened = opened;
    this.#assembled = assembleCall(opened.call.events);
    const { stored } = opened;
    this.#scorecard = (stored?.scorecard as Scorecard | undefined) ?? opened.scorecard;
    this.#review = (stored?.review as Review | undefined) ?? emptyReview(opened.call.summary.id, this.#scorecard, opened.blank === true ? [] : this.#prefilled());
  }

  /** The agent whose work is reviewed: the last one the caller spoke to. */
  get agent(): string | undefined {
    return this.#opened.stored?.agent ?? this.#opened.call.summary.agent;
  }

  /** The card it is, or would be, reviewed with. */
  get scorecard(): Scorecard {
    return this.#scorecard;
  }

  get published(): boolean {
    return this.#opened.stored?.published !== undefined;
  }

  get status(): Review['status'] {
    return this.#review.status;
  }

  /** Who wrote it, once it was saved. */
  get author(): string | undefined {
    return this.#review.revision > 0 ? this.#review.reviewer : undefined;
  }

  /** With the draft; before the first save it is what the rules answer, revision 0. */
  forReviewer(writable = true): ReviewCall {
    return { ...this.#shown(this.#review), writable };
  }

  /** The review as it was published last, or undefined; the call without one for `always`. */
  forAgent(always = false): ReviewCall | undefined {
    const published = this.#opened.stored?.published as Review | undefined;
    if (published) return { ...this.#shown(published), writable: false };
    if (!always) return undefined;
    const { review: _, ...call } = this.#shown(this.#review);
    const { review: _status, automatic: _score, ...row } = call.call;
    return { ...call, call: row, writable: false };
  }

  save(by: Doer, draft: { readonly revision: number; readonly answers: readonly ReviewAnswer[]; readonly comments: readonly NewComment[] }): Promise<Result<Review>> {
    return this.#step({ type: 'save', by, ...draft }, by.name);
  }

  publish(by: Doer, revision: number): Promise<Result<Review>> {
    if (this.agent === undefined) return Promise.resolve(failed(new Fault('qa.no-agent', 'Nobody spoke to this caller, so there is no agent to publish a review to.')));
    return this.#step({ type: 'publish', by, revision }, by.name);
  }

  answer(by: Doer, kind: 'acknowledged' | 'disputed', text: string): Promise<Result<Review>> {
    return this.#step({ type: 'answer', kind, text }, by.name);
  }

  escalate(by: Doer, revision: number, text: string): Promise<Result<Review>> {
    return this.#step({ type: 'escalate', by, revision, text }, by.name);
  }

  arbitrate(by: Doer, revision: number, verdict: 'upheld' | 'changed', text: string): Promise<Result<Review>> {
    return this.#step({ type: 'arbitrate', by, revision, verdict, text }, by.name);
  }

  handIn(by: Doer, revision: number): Promise<Result<Review>> {
    return this.#step({ type: 'hand-in', by, revision }, by.name);
  }

  /** Faults: qa.no-such-word. */
  async correct(by: Doer, { speaker, turn, word, text }: Pick<Correction, 'speaker' | 'turn' | 'word' | 'text'>): Promise<Result<Correction>> {
    const { parts, call } = this.#opened;
    const heard = this.#assembled.turns.find((each) => each.speaker === speaker && each.turn === turn)?.words[word];
    if (!heard) return failed(new Fault('qa.no-such-word', 'The transcript has no such word. Load the page again, then correct it.'));
    const correction: Correction = { speaker, turn, word, was: heard.text, text, by: by.name, at: parts.clock.wall() };
    await parts.reviews.correct(call.summary.id, correction);
    return ok(correction);
  }

  async #step(order: ReviewOrder, by: string): Promise<Result<Review>> {
    const { parts, call, stored } = this.#opened;
    const now = parts.clock.wall();
    const next = step(this.#before(order), this.#scorecard, order, now);
    if (!next.ok) return next;
    const review = next.value;
    // The agent sees what was published; what a reviewer changes after a dispute is seen when it is published again.
    const published = order.type === 'save' || order.type === 'hand-in' ? stored?.published : review;
    const kept: StoredReview = {
      callId: call.summary.id,
      ...(this.#opened.copy === '' ? {} : { copy: this.#opened.copy }),
      status: review.status,
      revision: review.revision,
      scorecard: this.#scorecard,
      review,
      ...(this.agent === undefined ? {} : { agent: this.agent }),
      ...(review.score === undefined ? {} : { score: review.score }),
      ...(published === undefined ? {} : { published }),
    };
    const saved = await parts.reviews.save(kept, { by, what: order.type === 'answer' ? order.kind : order.type, at: now });
    return saved ? ok(review) : failed(changedElsewhere());
  }

  /** Who stands by a review stands by what was published: changes made since the dispute are dropped. */
  #before(order: ReviewOrder): Review {
    const published = this.#opened.stored?.published as Review | undefined;
    if (order.type !== 'escalate' || !published || this.#review.status !== 'disputed') return this.#review;
    return { ...published, revision: this.#review.revision };
  }

  #prefilled(): ReviewAnswer[] {
    return prefilledAnswers(this.#scorecard, this.#assembled.verdicts, this.#assembled.alerts);
  }

  #shown(review: Review): Omit<ReviewCall, 'writable'> {
    const { parts, row, corrections } = this.#opened;
    const { alerts, verdicts: _, tags, ...assembled } = this.#assembled;
    const begun = review.revision > 0 ? { status: review.status, ...(review.score === undefined ? {} : { score: review.score }) } : undefined;
    return {
      ...assembled,
      call: { ...row(begun), ...(tags.length === 0 ? {} : { tags }) },
      alerts: alerts.map((alert) => shownAlert(alert, parts.titleOf(alert.rule))).toSorted((a, b) => a.at - b.at),
      corrections: corrections.map((each) => ({ ...each, speaker: each.speaker === 'caller' ? 'caller' : 'agent' })),
      review,
      scorecard: this.#scorecard,
      ...(this.#opened.copy === '' ? {} : { copy: this.#opened.copy }),
    };
  }
}
