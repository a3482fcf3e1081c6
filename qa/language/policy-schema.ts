import { z } from 'zod';
import { localizedText } from './localized-text.ts';

/** An hour: longer spans in a rule are slips of the pen. */
const seconds = z.number().positive().max(3600);
const name = z.string().min(1).max(64);
const channel = z.enum(['agent', 'customer', 'both']).default('both');
const oneOrMore = z.union([name, z.array(name).min(1)]).transform((value) => (typeof value === 'string' ? [value] : value));

const phrase = z.strictObject({
  any: z.array(z.string().min(1).max(200)).min(1).max(100),
  /** Least similarity of a hit; below 0.5 everything would match everything. */
  fuzzy: z.number().min(0.5).max(1).default(0.8),
});

/** One shape per kind of condition; the kind is the key that names it. */
export const CONDITIONS = {
  forbid: z.strictObject({ forbid: name, ch: channel, count: z.int().min(1).max(1000).default(1) }),
  require: z.strictObject({
    require: name,
    ch: channel,
    within: seconds.optional(),
    after: name.optional(),
    last: seconds.optional(),
    order: z.strictObject({ before: name }).optional(),
    optional: z.boolean().default(false),
  }),
  deadAir: z.strictObject({ deadAir: seconds }),
  overtalk: z.strictObject({ overtalk: seconds }),
  interruptions: z.strictObject({ interruptions: z.int().min(1), ch: channel }),
  rate: z.strictObject({
    rate: z.strictObject({ min: z.number().positive().optional(), max: z.number().positive().optional() }),
    ch: channel,
  }),
  emotion: z.strictObject({ emotion: name, ch: channel, min: z.number().min(0).max(1), segments: z.int().min(1).default(1) }),
  near: z.strictObject({ near: z.array(name).min(2), ch: channel, seconds }),
  pii: z.strictObject({ pii: z.strictObject({ type: name, ch: channel }) }),
  all: z.strictObject({ all: z.array(z.looseObject({})).min(1) }),
  any: z.strictObject({ any: z.array(z.looseObject({})).min(1) }),
  not: z.strictObject({ not: z.looseObject({}) }),
};

export type ConditionKind = keyof typeof CONDITIONS;
export const CONDITION_KINDS = Object.keys(CONDITIONS).filter((key): key is ConditionKind => key in CONDITIONS);

const rule = z.strictObject({
  id: name,
  /** Judged by its kind, see `CONDITIONS`. */
  when: z.looseObject({}),
  severity: z.enum(['info', 'warn', 'critical']).default('warn'),
  /** Least time between two alerts of the rule. */
  cooldown: z.number().min(0).max(3600).default(0),
  attr: z
    .strictObject({ queue: oneOrMore.optional(), agent: oneOrMore.optional(), language: z.enum(['zh', 'en']).optional() })
    .default({}),
  /** What people read instead of the text made from the rule; `say` is its older name. */
  title: localizedText.optional(),
  say: localizedText.optional(),
  /** What the agent should say now. */
  hint: localizedText.optional(),
});

const question = z.strictObject({
  id: name.optional(),
  rule: name.optional(),
  weight: z.number().min(0).default(1),
  autoFail: z.enum(['form', 'section']).optional(),
  manual: z.boolean().default(false),
  scale: z.array(z.number()).min(2).optional(),
  na: z.boolean().default(false),
});

const scorecard = z.strictObject({
  sections: z.array(z.strictObject({ id: name, weight: z.number().min(0), questions: z.array(question) })).min(1),
});

export const policySchema = z.strictObject({
  version: z.union([z.int().min(1), name]).transform(String),
  phrases: z.record(name, phrase).default({}),
  rules: z.array(rule).max(500).default([]),
  scorecard: scorecard.optional(),
});

export type PolicyText = z.infer<typeof policySchema>;
export type RuleText = z.infer<typeof rule>;
export type Scorecard = z.infer<typeof scorecard>;
