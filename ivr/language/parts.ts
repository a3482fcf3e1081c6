import type { Language } from '#core';
import { z } from 'zod';
import type { Template } from '../expression/template.ts';
import { LANGUAGES, PROMPT_REFERENCE } from './prompt-reference.ts';
import { template } from './written.ts';

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

export const digit = z.enum(DIGITS);

export const language = z.enum(LANGUAGES).describe('A spoken language: zh or en.');

/** A word for the timeline, and for what is outside. */
export const word = (what: string, example: string) =>
  z.string(`must be ${what}`).regex(/^[a-z][a-z0-9-]*$/, `must be ${what} such as “${example}”`);

/** What is said in each language; a text alone is said as it is in all of them. */
export type Sayings = Readonly<Partial<Record<Language, Template | undefined>>>;
/** One thing to hear: a sound by name, or a text to speak. */
export type Prompt = string | { readonly say: Sayings };

export const sayings = z
  .union([template, strict({ zh: template.optional(), en: template.optional() })], 'must be text, or a text for each language such as { zh: …, en: … }')
  .transform((given): Sayings => ('parts' in given ? { zh: given, en: given } : given))
  .refine((given) => given.zh !== undefined || given.en !== undefined, { error: 'needs a text in zh or en' })
  .describe('A text to speak, or one for each language; {…} holds an expression.');

const sound = z
  .string()
  .regex(PROMPT_REFERENCE, 'must be a prompt name such as “welcome”, or one with its language such as “zh:welcome”')
  .describe('A sound by name; “zh:name” or “en:name” pins the language.');

const spoken = strict({ say: sayings }).describe('A text to speak instead of a sound.');

const ONE_OR_MORE = 'must be a prompt name or a list of prompt names with at least one entry';

/** One prompt, or several played in a row; always a list after loading. */
export const prompts = z
  .union([sound, spoken, z.array(z.union([sound, spoken], 'must be a prompt name or { say: … }')).min(1, ONE_OR_MORE)], ONE_OR_MORE)
  .transform((given): readonly Prompt[] => (typeof given === 'string' || 'say' in given ? [given] : given))
  .describe('One prompt, or a list of prompts played one after the other.');

/** One entry for each try: what is said after the first, second, … failure. */
export const triesPrompts = z
  .array(prompts)
  .describe('One entry for each try (as many as maxTries): said after the first, the second … failure.');

/** What all nodes have in common that wait for a key. */
export const asking = {
  prompts,
  firstDigitSeconds: z.number().min(1).max(60).default(5).describe('Seconds to wait for a key after the prompts.'),
  maxTries: z.int().min(1).max(9).default(3).describe('Failures of one kind (no key, wrong key) until giveUp.'),
  noInput: triesPrompts.default([]),
  noMatch: triesPrompts.default([]),
  bargeIn: z.boolean().default(true).describe('May a key interrupt the prompts? If not, it is kept until they end.'),
};

export const giveUp = nodeName.describe('Where to go after maxTries failures of one kind.');

/** How the caller is listened to. */
export const listening = {
  bargeIn: z.boolean().default(true).describe('May the caller speak into the prompts? If not, listening begins behind them.'),
  minWords: z.int().min(1).max(10).default(1).describe('Fewer words do not interrupt the prompts (a cough, a word to somebody else).'),
  languages: z
    .array(language)
    .min(1, 'must have at least one language')
    .optional()
    .describe('Languages listened for at once. Default: that of the caller; at a language node also those of its choices.'),
  endOfSpeechSeconds: z.number().min(0.2).max(5).default(0.8).describe('Silence that ends what the caller says.'),
};

const phrases = z.array(z.string().min(1)).min(1, 'must have at least one phrase').describe('What callers say for it.');

export const choiceWords = z
  .partialRecord(digit, strict({ zh: phrases.optional(), en: phrases.optional() }))
  .describe('Key → what callers say instead, by language.');

/** Spoken choices beside keys. */
export const speech = strict({ words: choiceWords, ...listening }).optional().describe('The choices can be spoken too.');
/** Spoken digits beside keys. */
export const spokenDigits = strict(listening).optional().describe('Digits can be spoken too, one by one.');
