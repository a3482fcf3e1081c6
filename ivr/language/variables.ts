import { z } from 'zod';
import { strict } from './parts.ts';

export const VARIABLE_TYPES = ['text', 'number', 'boolean', 'date'] as const;

export const variableName = z
  .string('must be the name of a variable')
  .regex(/^[a-z][A-Za-z0-9]*$/, 'must be a variable name: letters and digits, beginning with a small letter')
  .describe('Name of a variable of this flow.');

const type = z.enum(VARIABLE_TYPES).describe('What the variable can hold; a date is a day such as 2026-10-01.');

const variable = z
  .union([
    type,
    strict({
      type,
      default: z.union([z.string(), z.number(), z.boolean()]).optional().describe('Its value at the start; without one it is not known.'),
      secret: z.boolean().default(false).describe('A PIN, a card number: never in notes, logs or tickets.'),
      description: z.string().optional().describe('For people.'),
    }),
  ], 'must be a type (text, number, boolean, date) or a map with “type”')
  .transform((given) => (typeof given === 'string' ? { type: given, secret: false } : given))
  .transform((given): FlowVariable => given);

export interface FlowVariable {
  readonly type: (typeof VARIABLE_TYPES)[number];
  readonly default?: string | number | boolean | undefined;
  readonly secret: boolean;
  readonly description?: string | undefined;
}

/** The variables of a flow. */
export const variables = z.record(variableName, variable).default({}).describe('Variables of this flow by name.');
