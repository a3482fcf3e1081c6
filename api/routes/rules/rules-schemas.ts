import { z } from 'zod';
import { count, epoch, moment, name } from '../../schemas/fields.ts';

/** The text of a policy, at most. */
const policyText = z.string().min(1).max(500_000);
const both = z.object({ zh: z.string(), en: z.string() });

const remarks = z.array(z.object({ line: z.number(), column: z.number(), key: z.string(), en: z.string(), zh: z.string() })).readonly();

export const RulesBody = z.object({
  version: z.string().optional(),
  rules: z.array(z.object({ id: z.string(), severity: z.string(), title: both })).readonly(),
  file: z
    .object({ name: z.string(), text: z.string(), version: z.string().optional().describe('Of the text on disk; absent where it has mistakes.'), remarks })
    .optional()
    .describe('The rules file as it lies on disk now. With another version, or with mistakes, it was not taken.'),
  versions: z.array(z.object({ number: count, version: z.string().optional(), at: epoch })).readonly().describe('Texts that were in force, the newest first.'),
});
export const VersionParams = z.strictObject({ number: z.coerce.number().int().min(1) });
export const RulesTextBody = z.object({ text: z.string() });

export const VerdictsQuery = z.strictObject({ queue: name.optional(), agent: name.optional(), from: moment.optional(), until: moment.optional(), limit: z.coerce.number().int().min(1).max(200).default(200), cursor: z.string().max(500).optional() });
export const VerdictsBody = z.object({
  calls: count,
  conversations: count,
  policies: z.array(z.object({ version: z.string(), rules: z.array(z.object({ rule: z.string(), met: count, violated: count, notApplicable: count })).readonly() })).readonly(),
  violating: z.array(z.object({ rule: z.string(), calls: count })).readonly().describe('Calls in which each rule was broken, whatever its version: those that `GET /api/review/calls?rule=` lists for the same time.'),
  from: epoch.optional().describe('When the earliest of these calls began; absent on the last page.'),
  next: z.string().optional().describe('Cursor of the next page; nothing when these were all.'),
});

export const CheckBody = z.strictObject({ rules: policyText });

export const CheckedBody = z.object({
  ok: z.boolean(),
  version: z.string().optional(),
  remarks,
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
