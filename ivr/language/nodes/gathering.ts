import { z } from 'zod';
import { asking, digit, giveUp, nodeName, prompts, spokenDigits, strict, word } from '../parts.ts';
import { variableName } from '../variables.ts';
import { readPattern } from '../../expression/safe-pattern.ts';

/** What digits can be asked to be. */
export const ENTRY_KINDS = ['digits', 'card', 'date', 'amount', 'phone'] as const;

const pattern = z.string().superRefine((source, context) => {
  const read = readPattern(source);
  if (typeof read === 'string') context.addIssue({ code: 'custom', message: read });
});

/** YAML reads 1 as a number. */
const key = z.union([digit, z.int().min(0).max(9)], 'must be a key of a telephone').transform(String);

const confirm = strict({
  prompts: prompts.describe('Says the entry back and asks whether it is right; the variable has it already.'),
  yes: key.default('1').describe('The key for “right”.'),
  no: key.default('2').describe('The key for “wrong”: the entry is asked for again.'),
})
  .refine(({ yes, no }) => yes !== no, { error: 'must have different keys for yes and no' })
  .optional()
  .describe('The caller is asked whether the entry is right.');

export const gather = strict({
  type: z.literal('gather'),
  ...asking,
  into: variableName.describe('The variable that takes the entry.'),
  is: z.enum(ENTRY_KINDS).default('digits').describe('What the entry must be: digits, card (Luhn), date (YYYYMMDD), amount (* is the point), phone.'),
  pattern: pattern.optional().describe('A pattern the whole entry must fit, as in matches(…).'),
  min: z.int().min(1).max(40).default(1).describe('Least digits.'),
  max: z.int().min(1).max(40).default(20).describe('Most digits; the last one ends the entry.'),
  terminator: z.enum(['#', '*', 'none']).default('#').describe('The key that ends the entry.'),
  interDigitSeconds: z.number().min(1).max(30).default(3).describe('Silence after a digit that ends the entry.'),
  confirm,
  speech: spokenDigits,
  next: nodeName.describe('Where to go with a good entry.'),
  giveUp,
}).describe('Takes digits from keys or speech into a variable.');

export const survey = strict({
  type: z.literal('survey'),
  ...asking,
  question: word('a word for the timeline', 'satisfaction').describe('The name of the question in reports.'),
  from: z.int().min(0).max(9).default(1).describe('The lowest mark.'),
  to: z.int().min(0).max(9).default(5).describe('The highest mark.'),
  into: variableName.optional().describe('A number variable that takes the mark.'),
  speech: spokenDigits,
  next: nodeName.describe('Where to go with an answer or without.'),
}).describe('Asks for a mark; no answer is no fault.');
