import { z } from 'zod';
import type { Text } from '#contract';

const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be a lower-case letter, then letters, digits or "-", at most 40 characters');
const both = z.strictObject({ zh: z.string().min(1).max(300), en: z.string().min(1).max(300) });
const names = z.array(z.string().min(1).max(64)).min(1);

/** All that is named must hold; of a list, one is enough. */
export const samplingPlanSchema = z.strictObject({
  id,
  name: both,
  /** How many of the calls it fits, 0…1, drawn by lot. */
  share: z.number().gt(0).max(1).default(1),
  queues: names.optional(),
  agents: names.optional(),
  /** One of these rules was broken. */
  rules: names.optional(),
  /** Any rule was broken. */
  alert: z.boolean().default(false),
  /** The automatic score is lower. */
  scoreBelow: z.number().gt(0).max(100).optional(),
  /** At most so many of each agent in a period: those with the lowest lots. */
  perAgent: z.int().min(1).max(1_000).optional(),
  per: z.enum(['day', 'week', 'month']).default('week'),
  /** Logins; each call is given to one of them. Without them whoever takes it. */
  reviewers: names.optional(),
});

export interface SamplingPlan {
  readonly id: string;
  readonly name: Text;
  readonly share: number;
  readonly queues?: readonly string[] | undefined;
  readonly agents?: readonly string[] | undefined;
  readonly rules?: readonly string[] | undefined;
  readonly alert: boolean;
  readonly scoreBelow?: number | undefined;
  readonly perAgent?: number | undefined;
  readonly per: 'day' | 'week' | 'month';
  readonly reviewers?: readonly string[] | undefined;
}
