import { z } from 'zod';
import type { Correction, OwnReviews, Review, ReviewCall, ReviewCallList, ReviewCallRow, ReviewChoices } from '#contract';
import { epoch, inBothLanguages, moment, name } from '../../schemas/fields.ts';

/** Inputs and outputs of reviews; the types are those of the contract. */

const STATUSES = ['draft', 'published', 'acknowledged', 'disputed', 'arbitration', 'final'] as const;
const seconds = z.number().min(0).max(1_000_000);
/** A database cannot keep U+0000, JSON no half of a surrogate pair. */
export const written = (most: number) => z.string().max(most).transform((text) => text.replaceAll('\u0000', '').toWellFormed());

export const FindQuery = z.strictObject({
  text: z.string().max(200).optional().describe('A phrase somebody said, in Chinese or English.'),
  agent: name.optional(),
  queue: name.optional(),
  rule: name.optional().describe('A compliance rule that was broken.'),
  tag: z.string().min(1).max(100).optional().describe('A tag that a rule gave the call.'),
  status: z.enum([...STATUSES, 'none']).optional().describe('none: nobody has begun a review.'),
  scoreBelow: z.coerce.number().min(0).max(100).optional().describe('The score by the rules alone is lower.'),
  from: moment.optional(),
  until: moment.optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

const evidence = z.object({ from: seconds, to: seconds, text: written(2_000) });
const answer = z.strictObject({
  question: name,
  points: z.union([z.number().int().min(0).max(9), z.literal('not-applicable')]).optional(),
  note: written(4_000).optional(),
  evidence: z.array(evidence).max(50),
});
const comment = z.object({ id: name, at: seconds, text: written(4_000) });

export const SaveBody = z.strictObject({ revision: z.number().int().min(0), answers: z.array(answer).max(1_000), comments: z.array(comment).max(500) });
/** Which of several reviews; without it the main one. */
export const CopyQuery = z.strictObject({ copy: z.string().regex(/^([2-9]|c-[0-9a-f]{12}-[0-9]{1,2})$/).optional().describe('A further review of the call (2 to 9), or one of a blind calibration (its `copy`); without it the main review.') });
const reason = z.string().max(4_000).transform((text) => text.replaceAll('\u0000', '').toWellFormed());
export const EscalateBody = z.strictObject({ revision: z.number().int().min(0), text: reason });
export const ArbitrateBody = z.strictObject({ revision: z.number().int().min(0), verdict: z.enum(['upheld', 'changed']), text: reason });
export const PublishBody = z.strictObject({ revision: z.number().int().min(0) });
export const AnswerBody = z.strictObject({ kind: z.enum(['acknowledged', 'disputed']), text: written(4_000) });
export const CorrectBody = z.strictObject({
  speaker: z.enum(['caller', 'agent']),
  turn: z.number().int().min(0),
  word: z.number().int().min(0),
  text: written(200).refine((text) => text.trim() !== '', 'must not be empty'),
});

const rowFields = {
  id: z.string(),
  startedAt: epoch,
  from: z.string(),
  language: z.enum(['zh', 'en']).optional(),
  queueName: z.string().optional(),
  agent: z.string().optional(),
  agentName: z.string().optional(),
  outcome: z.string(),
  talkSeconds: z.number(),
  waitSeconds: z.number().optional(),
  alerts: z.number().int(),
  recording: z.boolean(),
  tags: z.array(z.string()).readonly().optional().describe('Given by rules.'),
  excerpt: z.string().optional().describe('Words around the first match, the match between U+0001 and U+0002.'),
};
const status = z.enum([...STATUSES, 'handed-in']);
const score = z.number().min(0).max(100).optional();
export const ReviewRowBody: z.ZodType<ReviewCallRow, ReviewCallRow> = z.object({ ...rowFields, review: z.object({ status, score }).optional(), automatic: score });
export const ReviewListBody: z.ZodType<ReviewCallList, ReviewCallList> = z.object({ calls: z.array(ReviewRowBody).readonly(), next: z.string().optional() });

const agentAnswer = z.object({ kind: z.enum(['acknowledged', 'disputed']), text: z.string(), at: epoch });
export const OwnReviewsBody: z.ZodType<OwnReviews, OwnReviews> = z.object({
  reviews: z.array(z.object({ ...rowFields, copy: z.string().optional(), review: z.object({ status, score, publishedAt: epoch.optional(), answer: agentAnswer.optional() }) })).readonly(),
});

export const ReviewBody: z.ZodType<Review, Review> = z.object({
  callId: z.string(),
  scorecard: z.string(),
  scorecardVersion: z.number().int(),
  status,
  answers: z
    .array(z.object({ question: z.string(), points: z.union([z.number().int(), z.literal('not-applicable')]).optional(), note: z.string().optional(), evidence: z.array(z.object({ from: z.number(), to: z.number(), text: z.string() })).readonly() }))
    .readonly(),
  comments: z.array(z.object({ id: z.string(), at: z.number(), text: z.string(), by: z.string(), writtenAt: epoch })).readonly(),
  score,
  failedBy: z.string().optional(),
  reviewer: z.string(),
  reviewerName: z.string(),
  publishedAt: epoch.optional(),
  answer: agentAnswer.optional(),
  disputes: z.number().int().optional(),
  escalation: z.object({ text: z.string(), byName: z.string(), at: epoch }).optional(),
  arbitration: z.object({ verdict: z.enum(['upheld', 'changed']), text: z.string(), by: z.string(), byName: z.string(), at: epoch }).optional(),
  revision: z.number().int(),
});

const speaker = z.enum(['caller', 'agent']);
export const CorrectionBody: z.ZodType<Correction, Correction> = z.object({ speaker, turn: z.number().int(), word: z.number().int(), was: z.string(), text: z.string(), by: z.string(), at: epoch });

const question = z.object({ id: z.string(), text: inBothLanguages, weight: z.number(), points: z.number().int(), autoFail: z.boolean(), failsSection: z.boolean().optional(), mayNotApply: z.boolean(), rule: z.string().optional() });
const scorecard = z.object({
  id: z.string(),
  version: z.number().int(),
  name: inBothLanguages,
  sections: z.array(z.object({ id: z.string(), name: inBothLanguages, questions: z.array(question).readonly() })).readonly(),
});
const word = z.object({ text: z.string(), start: z.number(), end: z.number(), confidence: z.number().optional(), written: z.string().optional() });
export const ReviewCallBody: z.ZodType<ReviewCall, ReviewCall> = z.object({
  call: ReviewRowBody,
  turns: z.array(z.object({ speaker, agent: z.string().optional(), turn: z.number().int(), words: z.array(word).readonly() })).readonly(),
  alerts: z.array(z.object({ rule: z.string(), severity: z.string(), title: inBothLanguages, hint: inBothLanguages.optional(), speaker: z.enum(['caller', 'agent']).optional(), at: z.number(), evidence: z.string() })).readonly(),
  holds: z.array(z.object({ from: z.number(), to: z.number() })).readonly(),
  silenced: z.array(z.object({ from: z.number(), to: z.number(), speaker: speaker.optional(), kind: z.string() })).readonly().optional().describe('Secrets that were silenced in the recording.'),
  corrections: z.array(CorrectionBody).readonly(),
  seconds: z.number(),
  review: ReviewBody.optional(),
  scorecard,
  writable: z.boolean(),
  copy: z.string().optional(),
  disposition: z.string().optional(),
  notes: z.string().optional(),
});

const named = z.array(z.object({ id: z.string(), name: z.string() })).readonly();
export const ChoicesBody: z.ZodType<ReviewChoices, ReviewChoices> = z.object({
  agents: named,
  queues: named,
  rules: z.array(z.object({ id: z.string(), title: inBothLanguages })).readonly(),
  dispositions: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })).readonly(),
  tags: z.array(z.string()).readonly().optional().describe('That rules in force give.'),
});

export const REVIEW_NAMED = { ReviewRow: ReviewRowBody, ReviewList: ReviewListBody, OwnReviews: OwnReviewsBody, Review: ReviewBody, Correction: CorrectionBody, ReviewCall: ReviewCallBody, ReviewChoices: ChoicesBody };
