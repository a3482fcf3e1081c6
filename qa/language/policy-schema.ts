import { z } from 'zod';
import { actionsSchema } from './actions/action-schema.ts';
import { localizedText } from './localized-text.ts';

/** An hour: longer spans in a rule are slips of the pen. */
const LONGEST = 3600;
const seconds = z.number().positive().max(LONGEST);
/** Shorter silences and overlaps are pauses and starts of turns. */
const longSounds = z.number().min(0.5).max(LONGEST);
const name = z.string().min(1).max(64);
const channel = z.enum(['agent', 'customer', 'both']).default('both');
const oneOrMore = <T extends z.ZodType>(one: T) => z.union([one, z.array(one).min(1)]).transform((value): readonly z.output<T>[] => (Array.isArray(value) ? value : [value as z.output<T>]));
const names = oneOrMore(name);
/** What is measured of voices and words; `anger` is the older name. */
export const EMOTIONS = ['agitation', 'anger'] as const;
/** What redaction finds (docs/redaction.md), or all of it. */
export const PERSONAL = ['any', 'card', 'account', 'id', 'phone', 'code', 'email'] as const;
const personal = z.enum(PERSONAL);
const times = z.int().min(1).max(1000).default(1);

/** RULES.md §7: alerts of agitation come by persistence only, whatever the severity of the rule. */
const LEAST_WINDOWS = 2;
const lasting = z
  .int()
  .max(100)
  .refine((count) => count >= LEAST_WINDOWS, 'must be 2 or more: one window above the bound is a peak, nothing that lasts')
  .default(LEAST_WINDOWS)
  .meta({ minimum: LEAST_WINDOWS });

const phrase = z.strictObject({
  any: z.array(z.string().min(1).max(200)).min(1).max(100),
  /** Least similarity of a hit; below 0.5 everything would match everything. */
  fuzzy: z.number().min(0.5).max(1).default(0.8),
});

const attributes = z.strictObject({
  queue: names.optional(),
  agent: names.optional(),
  skill: names.optional(),
  language: oneOrMore(z.enum(['zh', 'en'])).optional(),
  direction: oneOrMore(z.enum(['inbound', 'outbound'])).optional(),
});

/** From one place to another, or so far before or after a phrase; read-range.ts says what goes together. */
const range = z.strictObject({
  from: z.number().min(-LONGEST).max(LONGEST).optional(),
  to: z.number().min(-LONGEST).max(LONGEST).optional(),
  unit: z.enum(['seconds', 'sentences']).default('seconds'),
  after: name.optional(),
  before: name.optional(),
  by: channel,
  seconds: seconds.optional(),
  sentences: z.int().min(1).max(1000).optional(),
});

/** One shape per kind of condition; the kind is the key that names it. */
export const CONDITIONS = {
  forbid: z.strictObject({ forbid: name, ch: channel, count: times, in: range.optional() }),
  said: z.strictObject({ said: name, ch: channel, count: times, in: range.optional() }),
  require: z.strictObject({
    require: name,
    ch: channel,
    within: seconds.optional(),
    after: name.optional(),
    last: seconds.optional(),
    order: z.strictObject({ before: name }).optional(),
    in: range.optional(),
    optional: z.boolean().default(false),
  }),
  near: z.strictObject({ near: z.array(name).min(2).max(20), ch: channel, seconds, count: times }),
  deadAir: z.strictObject({ deadAir: longSounds }),
  overtalk: z.strictObject({ overtalk: longSounds }),
  interruptions: z.strictObject({ interruptions: z.int().min(1).max(1000), ch: channel }),
  rate: z.strictObject({
    rate: z.strictObject({ min: z.number().positive().optional(), max: z.number().positive().optional() }),
    ch: channel,
  }),
  emotion: z.strictObject({ emotion: z.enum(EMOTIONS), ch: channel, min: z.number().min(0).max(1), segments: lasting }),
  pii: z.strictObject({ pii: z.union([personal, z.strictObject({ type: personal, ch: channel })]), ch: channel }),
  attr: z.strictObject({ attr: attributes }),
  all: z.strictObject({ all: z.array(z.looseObject({})).min(1) }),
  any: z.strictObject({ any: z.array(z.looseObject({})).min(1), count: times }),
  not: z.strictObject({ not: z.looseObject({}) }),
};

export type ConditionKind = keyof typeof CONDITIONS;
export const CONDITION_KINDS = Object.keys(CONDITIONS).filter((key): key is ConditionKind => key in CONDITIONS);
export type RangeText = z.infer<typeof range>;

const rule = z.strictObject({
  id: name,
  /** Judged by its kind, see `CONDITIONS`. */
  when: z.looseObject({}),
  severity: z.enum(['info', 'warn', 'critical']).default('warn'),
  /** Least time between two alerts of the rule; a minute for emotions, else none. */
  cooldown: z.number().min(0).max(LONGEST).optional(),
  attr: attributes.default({}),
  /** What people read instead of the text made from the rule; `say` is its older name. */
  title: localizedText.optional(),
  say: localizedText.optional(),
  /** What the agent should say now. */
  hint: localizedText.optional(),
  do: actionsSchema.default([]),
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
