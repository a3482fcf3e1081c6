import { z } from 'zod';
import type { CallbackRow } from '#contract';
import { epoch, language, moment, name } from '../../schemas/fields.ts';

const kind = z.enum(['keep-place', 'scheduled']);
const order = z.enum(['agent-first', 'customer-first']);
const state = z.enum(['open', 'attempting', 'done', 'given-up', 'cancelled', 'expired']);
const end = z.enum(['talked', 'busy', 'no-answer', 'unreachable', 'no-agent', 'interrupted']);

export const CallbackBody: z.ZodType<CallbackRow, CallbackRow> = z.object({
  id: z.string(),
  number: z.string(),
  queue: z.string(),
  language,
  kind,
  order,
  state,
  askedAt: epoch,
  waitingSince: epoch.describe('Its place in the queue: as if it had waited since then.'),
  notBefore: epoch,
  until: epoch,
  call: z.string().optional().describe('The call it was asked for in.'),
  by: z.string().optional().describe('The person who made it, when it was not the caller.'),
  byName: z.string().optional(),
  cancelledBy: z.string().optional(),
  cancelledByName: z.string().optional(),
  attempts: z.array(z.object({ at: epoch, call: z.string().optional(), end: end.optional() })).readonly(),
});
export const CallbackListBody = z.object({ callbacks: z.array(CallbackBody), next: z.string().optional() });

/** `<asked at>~<id>` */
export const CallbackCursor = /^(\d{1,16})~([\w-]{1,64})$/;
export const CallbackListQuery = z.strictObject({
  queue: name.optional(),
  state: z
    .string()
    .max(100)
    .transform((text) => text.split(','))
    .pipe(z.array(state))
    .optional()
    .describe('One state or several, by commas: open,attempting'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().regex(CallbackCursor).optional().describe('`next` of the page before.'),
});
export const NewCallbackBody = z.strictObject({
  number: z.string().regex(/^\+?[0-9]{3,15}$/).describe('Digits, may begin with "+".'),
  queue: name,
  language: language.default('zh'),
  order: order.optional().describe('Default: as configured.'),
  notBefore: moment.optional().describe('Default: now.'),
  until: moment.optional(),
});
export const MoveBody = z.strictObject({ notBefore: moment, until: moment.optional() });
