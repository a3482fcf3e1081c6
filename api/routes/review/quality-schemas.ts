import { z } from 'zod';
import type { Calibration, CalibrationChoices, CalibrationRow, CallDigest, CallQuality, CallSummaries, CoachingNote, ReviewQueue, SamplingPlanRow } from '#contract';
import { count, epoch, inBothLanguages, moment, name, share } from '../../schemas/fields.ts';
import { ReviewRowBody, written } from './review-schemas.ts';

/** Inputs and outputs of quality beside the reviews; the types are those of the contract. */

const speaker = z.enum(['caller', 'agent']);
const sentences = z
  .array(z.object({ text: z.string(), speaker: speaker.optional(), turn: z.number().int().optional(), from: z.number().optional(), to: z.number().optional() }))
  .readonly();
const Digest: z.ZodType<CallDigest, CallDigest> = z.object({
  madeBy: z.enum(['rules', 'model']).describe('`model`: written by a language model of the operator, which may be wrong.'),
  model: z.string().optional(),
  at: epoch.optional(),
  parts: z.object({ reason: sentences, actions: sentences, promises: sentences, unresolved: sentences }),
});
export const SummariesBody: z.ZodType<CallSummaries, CallSummaries> = z.object({ summary: Digest.optional(), modelSummary: Digest.optional() });

export const NoteBody: z.ZodType<CoachingNote, CoachingNote> = z.object({
  id: z.string(), callId: z.string(), agent: z.string(), at: z.number().describe('Seconds on the audio clock of the call.'), text: z.string(), by: z.string(), byName: z.string(), writtenAt: epoch, seenAt: epoch.optional(),
});
export const NotesBody = z.object({ notes: z.array(NoteBody).readonly() });
export const NewNoteBody = z.strictObject({ at: z.number().min(0).max(1_000_000), text: z.string().max(4_000).transform((text) => text.replaceAll('\u0000', '').toWellFormed().trim()).refine((text) => text !== '', 'must not be empty') });
export const NoteParams = z.strictObject({ id: name, note: name });

const given = z.union([z.number().int(), z.literal('not-applicable')]);
const automatic = z.object({
  scorecard: z.string(),
  scorecardVersion: z.number().int(),
  name: inBothLanguages,
  score: z.number().optional(),
  failedBy: z.string().optional(),
  coverage: share,
  answers: z.array(z.object({ question: z.string(), points: given.optional(), note: z.string().optional(), evidence: z.array(z.object({ from: z.number(), to: z.number(), text: z.string() })).readonly() })).readonly(),
  questions: z.array(z.object({ id: z.string(), text: inBothLanguages, points: z.number().int() })).readonly(),
  judgedAfterwards: z.string().optional(),
});
export const QualityBody: z.ZodType<CallQuality, CallQuality> = z.object({
  summary: Digest.optional(),
  modelSummary: Digest.optional(),
  automatic: automatic.optional(),
  notes: z.array(NoteBody).readonly(),
  copies: z.array(z.object({ copy: z.string(), status: z.string(), score: z.number().optional(), reviewer: z.string(), reviewerName: z.string() })).readonly(),
  history: z.array(z.object({ revision: z.number().int(), by: z.string(), what: z.string(), at: epoch })).readonly(),
  mayArbitrate: z.boolean(),
});

const names = z.array(z.string()).readonly();
const plan: z.ZodType<SamplingPlanRow, SamplingPlanRow> = z.object({
  id: z.string(), name: inBothLanguages, share, queues: names.optional(), agents: names.optional(), rules: names.optional(), alert: z.boolean(), scoreBelow: z.number().optional(), perAgent: count.optional(), per: z.enum(['day', 'week', 'month']), reviewers: names,
  ofFile: z.boolean().describe('Of the scorecards file; the others are made on the console.'), unknownReviewers: names.optional(), changeable: z.boolean().optional(),
});
export const PlanBody = plan;
/** Not an empty list: that would be nobody and nothing. As `samplingPlanSchema` of qa has them. */
const some = z.array(z.string().min(1).max(64)).min(1).max(200);
const title = written(300).refine((text) => text.trim() !== '', 'must not be empty');
export const PlanOrderBody = z.strictObject({
  name: z.strictObject({ zh: title, en: title }),
  share: z.number().gt(0).max(1).default(1).describe('How many of the calls it fits, drawn by lot.'),
  queues: some.optional(),
  agents: some.optional(),
  rules: some.optional().describe('One of these was broken.'),
  alert: z.boolean().default(false).describe('Any rule was broken.'),
  scoreBelow: z.number().gt(0).max(100).optional().describe('The automatic score is lower.'),
  perAgent: z.int().min(1).max(1_000).optional().describe('At most so many of each agent in a period.'),
  per: z.enum(['day', 'week', 'month']).default('week'),
  reviewers: some.optional().describe('Logins of people who may review calls; each call is given to one of them.'),
  since: moment.optional().describe('Calls that began since then are drawn from, too, 20,000 at most, in the background; without it those that end from now on.'),
});
export const PlansBody = z.object({ plans: z.array(plan).readonly() });
export const QueueQuery = z.strictObject({
  mine: z.enum(['true', 'false']).default('false').describe('Only calls given to the asker, and those given to nobody.'),
  plan: name.optional(),
  state: z.enum(['open', 'begun', 'done']).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
export const QueueBody: z.ZodType<ReviewQueue, ReviewQueue> = z.object({
  items: z
    .array(
      z.object({
        call: ReviewRowBody,
        plan: z.string(),
        planName: inBothLanguages,
        reason: z.object({ lot: share, share, because: names, quota: count.optional(), period: z.string() }),
        place: count,
        reviewer: z.string().optional(),
        state: z.enum(['open', 'begun', 'done']),
      }),
    )
    .readonly(),
});
export const GiveBody = z.strictObject({ plan: name, call: name, reviewer: name.optional().describe('Login; without it the asker takes the call.') });
export const AnalyseBody = z.strictObject({ calls: z.array(name).max(1_000).optional(), from: moment.optional(), until: moment.optional() });
export const AnalysedBody = z.object({ calls: count.describe('Whose derived data was deleted and made again.') });

const rowFields = { id: z.string(), name: z.string(), by: z.string(), byName: z.string(), createdAt: epoch, closedAt: epoch.optional(), calls: names, people: z.array(z.object({ login: z.string(), name: z.string(), done: count })).readonly() };
const CalibrationRowBody: z.ZodType<CalibrationRow, CalibrationRow> = z.object(rowFields);
export const CalibrationsBody = z.object({ calibrations: z.array(CalibrationRowBody).readonly() });
const figure = z.number().optional();
const agreement = z.object({
  percent: share,
  cohenKappa: figure,
  fleissKappa: figure,
  krippendorffAlpha: figure,
  questions: z.array(z.object({ call: z.string(), question: z.string(), text: inBothLanguages, answers: z.array(given.nullable()).readonly(), percent: share, deviation: figure })).readonly(),
  reviewers: z.array(z.object({ login: z.string(), name: z.string(), meanScore: figure, deviation: figure })).readonly(),
  calls: z.array(z.object({ call: z.string(), scores: z.array(z.number().nullable()).readonly(), spread: figure })).readonly(),
});
export const CalibrationBody: z.ZodType<Calibration, Calibration> = z.object({
  ...rowFields,
  tasks: z.array(z.object({ call: ReviewRowBody, copy: z.string().optional(), done: z.boolean(), automatic: z.object({ score: z.number().optional(), judgedAfterwards: z.string().optional() }).optional().describe('What the rules alone say, once it is closed.') })).readonly(),
  agreement: agreement.optional(),
});
export const BeginBody = z.strictObject({
  name: z.string().trim().min(1).max(200),
  calls: z.array(name).min(1).max(20),
  people: z.array(name).min(2).max(20).describe('Logins of reviewers.'),
  scorecard: name.optional().describe('Id of the one that all calls are scored with; without it the one for the queue of each call.'),
});
export const CalibrationChoicesBody: z.ZodType<CalibrationChoices, CalibrationChoices> = z.object({
  people: z.array(z.object({ login: z.string(), name: z.string() })).readonly(),
  scorecards: z.array(z.object({ id: z.string(), version: z.number().int(), name: inBothLanguages, questions: count })).readonly(),
});

export const QUALITY_NAMED = { CallSummaries: SummariesBody, CallQuality: QualityBody, CoachingNote: NoteBody, ReviewQueue: QueueBody, Calibration: CalibrationBody };
