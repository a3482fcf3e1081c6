import { z } from 'zod';
import { isMistake, parseExpression } from '../expression/parse.ts';
import { isTemplate, parseTemplate, type Template } from '../expression/template.ts';
import type { Expression } from '../expression/tree.ts';

/** An expression, read; a mistake in it keeps its place inside the text (`params.offset`). */
export const expression = z
  .union([z.string(), z.number(), z.boolean()], 'must be an expression')
  .transform((given, context): Expression => {
    const read = parseExpression(String(given));
    if (!isMistake(read)) return read;
    context.addIssue({ code: 'custom', message: read.text, params: { offset: read.at } });
    return z.NEVER;
  })
  .describe('An expression, such as customer.tier == \'gold\'.');

/** A text whose braces hold expressions. */
export const template = z
  .string('must be text')
  .min(1, 'must not be empty')
  .transform((given, context): Template => {
    const read = parseTemplate(given);
    if (isTemplate(read)) return read;
    context.addIssue({ code: 'custom', message: read.text, params: { offset: read.at } });
    return z.NEVER;
  })
  .describe('Text; {…} holds an expression, {{ is a brace itself.');
