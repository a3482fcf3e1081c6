import { z } from 'zod';
import { samplingPlanSchema } from '../sampling/sampling-plan.ts';

const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a lower-case letter, then letters, digits or "-", at most 40 characters');
const both = z.strictObject({ zh: z.string().min(1).max(300), en: z.string().min(1).max(300) });

/** Each answer is one key on the review page. */
const MOST_POINTS = 9;

const question = z.strictObject({
  id,
  text: both,
  /** Share of the total among the questions that apply. */
  weight: z.number().positive().max(1000).default(1),
  /** Highest number of points; 1 = yes or no. */
  points: z.int().min(1).max(MOST_POINTS).default(1),
  /** 0 points make the whole review 0 (`true`, `form`), or its section. */
  autoFail: z.union([z.boolean(), z.enum(['form', 'section'])]).default(false),
  mayNotApply: z.boolean().default(false),
  /** A rule of the rules file that answers beforehand. */
  rule: z.string().min(1).max(64).optional(),
});

const section = z.strictObject({ id, name: both, questions: z.array(question).min(1).max(50) });

const scorecard = z.strictObject({
  id,
  version: z.int().min(1),
  name: both,
  /** Calls of these queues only; without it any call. */
  queues: z.array(z.string().min(1).max(64)).min(1).optional(),
  sections: z.array(section).min(1).max(20),
});

export const scorecardFileSchema = z.strictObject({ scorecards: z.array(scorecard).min(1).max(50), sampling: z.array(samplingPlanSchema).max(50).default([]) });

export type ScorecardFile = z.infer<typeof scorecardFileSchema>;
