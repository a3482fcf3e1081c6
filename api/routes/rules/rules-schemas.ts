import { z } from 'zod';

/** The text of a policy, at most. */
const policyText = z.string().min(1).max(500_000);
const both = z.object({ zh: z.string(), en: z.string() });

export const RulesBody = z.object({ version: z.string().optional(), rules: z.array(z.object({ id: z.string(), severity: z.string(), title: both })).readonly() });

export const CheckBody = z.strictObject({ rules: policyText });

export const CheckedBody = z.object({
  ok: z.boolean(),
  version: z.string().optional(),
  remarks: z.array(z.object({ line: z.number(), column: z.number(), key: z.string(), en: z.string(), zh: z.string() })).readonly(),
});

export const BackTestBody = z.strictObject({
  rules: policyText,
  against: policyText.optional(),
  queue: z.string().max(64).optional(),
  agent: z.string().max(64).optional(),
  from: z.number().int().nonnegative().optional(),
  until: z.number().int().nonnegative().optional(),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

const verdict = z.enum(['met', 'violated', 'not-applicable', 'none']);

export const BackTestedBody = z.object({
  policy: z.string(),
  against: z.string(),
  calls: z.number(),
  conversations: z.number(),
  verdicts: z.number(),
  changed: z
    .array(
      z.object({
        call: z.string(), agent: z.string(), queue: z.string(), rule: z.string(), was: verdict, is: verdict,
        evidence: z.array(z.object({ at: z.number(), from: z.number(), to: z.number(), speaker: z.enum(['caller', 'agent', 'both']), words: z.string(), score: z.number().optional() })).readonly(),
      }),
    )
    .readonly(),
  rules: z.array(z.object({ rule: z.string(), was: z.number(), is: z.number(), changed: z.number() })).readonly(),
  /** Cursor of the next request; nothing when these were all. */
  next: z.string().optional(),
});
