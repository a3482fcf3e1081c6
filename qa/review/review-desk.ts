import type { CallId } from '#core';
import type { OwnReviewRow, Review, ReviewCallList, ReviewCallRow, ReviewStatus, Scorecard } from '#contract';
import type { FindQuery, FoundCall } from '#store';
import { scorecardFor } from '../scorecard/load-scorecards.ts';
import { OpenedCall } from './opened-call.ts';
import type { ReviewParts } from './review-parts.ts';

/** Finding, reading and reviewing calls. Telephone numbers are in full: whoever shows them masks them. */
export interface ReviewDesk {
  find(query: FindQuery): Promise<ReviewCallList>;
  /** Undefined when there is no such call. */
  open(call: CallId, copy?: ReviewCopyAsked): Promise<OpenedCall | undefined>;
  /** Published reviews of an agent's calls. */
  own(agent: string): Promise<readonly OwnReviewRow[]>;
}

/** Another review of the call than the main one. */
export interface ReviewCopyAsked {
  readonly copy: string;
  /** Kept by a calibration, so that all use the same. */
  readonly scorecard?: Scorecard;
  readonly blank?: boolean;
}

/** For queues that no scorecard is for: comments can be written, nothing is scored. */
const NO_SCORECARD: Scorecard = { id: 'none', version: 0, name: { zh: '没有适用的评分表', en: 'No scorecard for this call' }, sections: [] };

export function openReviewDesk(parts: ReviewParts): ReviewDesk {
  const { timeline, reviews } = parts;
  return {
    async find(query) {
      const { calls, next } = await reviews.find(query);
      return { calls: calls.map((found) => rowOf(parts, found)), ...(next === undefined ? {} : { next }) };
    },
    async open(id, { copy, scorecard: asked, blank = false } = { copy: '' }) {
      const [call, stored, corrections] = await Promise.all([timeline.call(id), reviews.review(id, copy), reviews.corrections(id)]);
      if (!call) return undefined;
      const scorecard = asked ?? scorecardFor(parts.scorecards, call.summary.queue) ?? NO_SCORECARD;
      const row = (review: FoundCall['review']) => rowOf(parts, { summary: call.summary, ...(review ? { review } : {}) });
      return new OpenedCall({ parts, call, stored, copy, blank, corrections, scorecard, row });
    },
    async own(agent) {
      const published = await reviews.publishedFor(agent);
      return published.map(({ summary, stored }) => {
        const { status, score, publishedAt, answer } = stored.published as Review;
        const review = { status, ...(score === undefined ? {} : { score }), ...(publishedAt === undefined ? {} : { publishedAt }), ...(answer === undefined ? {} : { answer }) };
        return { ...rowOf(parts, { summary }), ...(stored.copy === undefined ? {} : { copy: stored.copy }), review };
      });
    },
  };
}

export function rowOf({ agentName, queueName }: Pick<ReviewParts, 'agentName' | 'queueName'>, { summary, review, automatic, tags, excerpt }: FoundCall): ReviewCallRow {
  const { id, startedAt, from, language, queue, agent, outcome, talkSeconds = 0, waitSeconds, alerts, recording } = summary;
  return {
    id, startedAt, from, outcome, talkSeconds, alerts, recording,
    ...(waitSeconds === undefined ? {} : { waitSeconds }),
    ...(language === 'zh' || language === 'en' ? { language } : {}),
    ...(queue === undefined ? {} : { queueName: queueName(queue) ?? queue }),
    ...(agent === undefined ? {} : { agent, agentName: agentName(agent) ?? agent }),
    ...(review ? { review: { status: review.status as ReviewStatus, ...(review.score === undefined ? {} : { score: review.score }) } } : {}),
    ...(automatic === undefined ? {} : { automatic }),
    ...(tags === undefined ? {} : { tags }),
    ...(excerpt === undefined ? {} : { excerpt }),
  };
}
