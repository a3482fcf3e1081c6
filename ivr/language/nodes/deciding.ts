import { z } from 'zod';
import { hoursParts } from '../hours-parts.ts';
import { language, nodeName, strict, word } from '../parts.ts';
import { variableName } from '../variables.ts';
import { expression } from '../written.ts';

export const hours = strict({
  type: z.literal('hours'),
  ...hoursParts,
  open: nodeName.describe('Where to go when open.'),
  closed: nodeName.describe('Where to go when closed.'),
}).describe('Goes one of two ways by the time the call arrived.');

export const branch = strict({
  type: z.literal('branch'),
  when: z
    .array(strict({ if: expression, next: nodeName }))
    .min(1, 'needs at least one condition')
    .max(20, 'has more than 20 conditions; lead to another branch')
    .describe('Conditions in order; the first that holds leads on.'),
  else: nodeName.describe('Where to go when no condition holds.'),
}).describe('Goes where the first true condition leads.');

export const set = strict({
  type: z.literal('set'),
  values: z.record(variableName, expression).default({}).describe('Variable → expression; all are worked out before the first is set.'),
  language: language.optional().describe('Switches the language of everything that follows.'),
  next: nodeName,
}).describe('Sets variables, or the language.');

export const call = strict({
  type: z.literal('call'),
  flow: word('the name of a sub-flow', 'verify').describe('A sub-flow named under flows.'),
  with: z.record(variableName, expression).default({}).describe('Variables of the sub-flow → expression of this one.'),
  take: z.record(variableName, variableName).default({}).describe('Variables of this flow → variable of the sub-flow, taken at its return.'),
  returns: z.record(word('an outcome', 'verified'), nodeName).default({}).describe('Outcome of the sub-flow → node.'),
}).describe('Walks a sub-flow and goes on by its outcome.');

export const returnNode = strict({
  type: z.literal('return'),
  outcome: word('an outcome', 'verified').describe('What the calling flow goes on by.'),
}).describe('Ends a sub-flow.');

export const goto = strict({ type: z.literal('goto'), next: nodeName }).describe('Goes on at another node.');
