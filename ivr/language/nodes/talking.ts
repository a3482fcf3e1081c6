import { z } from 'zod';
import { HANG_UP_CAUSES } from '../../model.ts';
import { asking, digit, giveUp, language, nodeName, prompts, sayings, speech, strict, word } from '../parts.ts';

const atLeastOne = { error: 'needs at least one key to press' };
const notEmpty = (choices: object) => Object.keys(choices).length > 0;
const note = word('a word for the timeline', 'recording-notice')
  .optional()
  .describe('Written to the timeline when the prompts were heard, such as recording-notice.');
const bargeIn = z.boolean().default(false).describe('May a key skip the prompts? The key counts for the next menu.');

export const play = strict({ type: z.literal('play'), prompts, note, bargeIn, next: nodeName }).describe('Says something, then goes on.');

export const say = strict({ type: z.literal('say'), text: sayings, note, bargeIn, next: nodeName }).describe('Speaks a text, then goes on.');

export const menu = strict({
  type: z.literal('menu'),
  ...asking,
  choices: z.partialRecord(digit, nodeName).refine(notEmpty, atLeastOne).describe('Key → node.'),
  speech,
  giveUp,
}).describe('Offers keys and goes where the pressed one leads.');

export const languageMenu = strict({
  type: z.literal('language'),
  ...asking,
  choices: z
    .partialRecord(digit, strict({ language, next: nodeName }))
    .refine(notEmpty, atLeastOne)
    .describe('Key → language and node.'),
  speech,
  giveUp,
}).describe('A menu whose choice sets the language of everything that follows.');

export const hangup = strict({
  type: z.literal('hangup'),
  cause: z.enum(HANG_UP_CAUSES).default('normal').describe('Why, for reports.'),
  prompts: prompts.optional(),
}).describe('The flow ends; after the last prompts, if any, the call is hung up.');
