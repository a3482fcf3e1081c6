import { z } from 'zod';
import { LANGUAGES, PROMPT_REFERENCE } from './prompt-reference.ts';

/** The keys of a telephone a menu can offer (RFC 4733 §3.2 events 0–11). */
export const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'] as const;

/** An object that names its allowed keys when it meets another one. */
export function strict<T extends z.core.$ZodLooseShape>(shape: T) {
  const allowed = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? `is not known here; allowed: ${allowed}` : undefined),
  });
}

export const nodeName = z
  .string('must be the name of a node')
  .regex(/^[a-z][a-z0-9-]*$/, 'must be a node name: small letters, digits and “-”, beginning with a letter')
  .describe('Name of a node of this flow.');

export const language = z.enum(LANGUAGES).describe('A spoken language: zh or en.');

const prompt = z
  .string()
  .regex(PROMPT_REFERENCE, 'must be a prompt name such as “welcome”, or one with its language such as “zh:welcome”')
  .describe('A sound by name; “zh:name” or “en:name” pins the language.');

const ONE_OR_MORE = 'must be a prompt name or a list of prompt names with at least one entry';

/** One prompt, or several played in a row; always a list after loading. */
export const prompts = z
  .union([prompt, z.array(prompt).min(1, ONE_OR_MORE)], ONE_OR_MORE)
  .transform((given): readonly string[] => (typeof given === 'string' ? [given] : given))
  .describe('One prompt, or a list of prompts played one after the other.');

/** One entry for each try: what is said after the first, second, … failure. */
export const triesPrompts = z
  .array(prompts)
  .describe('One entry for each try (as many as maxTries): said after the first, the second … failure.');

/** What the two nodes that wait for a key have in common. */
export const asking = {
  prompts,
  firstDigitSeconds: z.number().min(1).max(60).default(5).describe('Seconds to wait for a key after the prompts.'),
  maxTries: z.int().min(1).max(9).default(3).describe('Failures of one kind (no key, wrong key) until giveUp.'),
  noInput: triesPrompts.default([]),
  noMatch: triesPrompts.default([]),
  bargeIn: z.boolean().default(true).describe('May a key interrupt the prompts? If not, it is kept until they end.'),
  giveUp: nodeName.describe('Where to go after maxTries failures of one kind.'),
};
