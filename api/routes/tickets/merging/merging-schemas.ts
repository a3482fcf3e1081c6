import { z } from 'zod';
import { epoch, name } from '../../../schemas/fields.ts';
import { TicketBody } from '../ticket-schemas.ts';

const number = z.string().regex(/^[1-9]\d{9}$/, 'must be the number of a ticket: ten digits');
const text = z.string().max(20_000).refine((given) => !given.includes('\u0000') && given.isWellFormed(), 'must be text without U+0000 and halves of characters');
const version = z.number().int().min(1).optional().describe('Of the ticket that is merged, as it was read; 409 when it has another one.');

export const MergeBody = z.strictObject({
  into: number.describe('The ticket it lives on in.'),
  version,
  otherCustomer: z.boolean().default(false).describe('The tickets belong to different customers, and that is wanted.'),
});
export const UnmergeBody = z.strictObject({});
export const MergedBody = z.object({ ticket: TicketBody.describe('The one that was merged or parted.'), into: TicketBody.describe('The other one.') });

/** `<moment>~<ticket>~<number>` */
export const TimelineCursor = /^(\d{1,16})~([1-9]\d{9})~(\d{1,9})$/;
export const TimelineQuery = z.strictObject({
  cursor: z.string().regex(TimelineCursor).optional().describe('`next` of the page before.'),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const TimelineBody = z.object({
  tickets: z.array(z.string()).readonly().describe('The ticket itself and all that were merged into it.'),
  events: z.array(z.object({ ticket: z.string().describe('Whose history it is in.'), seq: z.number().int(), at: epoch, type: z.string(), by: z.string(), byName: z.string().optional(), data: z.record(z.string(), z.unknown()) })),
  next: z.string().optional().describe('Cursor of the next page; absent on the last.'),
});

const incidentText = z.union([text, z.strictObject({ zh: text, en: text })]).describe('For all, or by the language of each ticket. {{name}}, {{ticket}}, {{subject}}, {{agent}}, {{created}}, {{incident}}, {{incident.subject}} and {{fields.<id>}} are filled in.');
export const FamilyBody = z.strictObject({ tickets: z.array(number).min(1).max(500) });
export const AnswerAllBody = z.strictObject({ text: incidentText });
export const ResolveAllBody = z.strictObject({ text: incidentText.optional(), reason: text.max(500).optional() });
export const IncidentBody = z.object({
  incident: TicketBody.describe('The common cause, afterwards.'),
  done: z.number().int().describe('Tickets it was done to.'),
  refused: z.array(z.object({ ticket: name, code: z.string(), message: z.string() })).readonly().describe('Tickets that could not take it, each with its reason; the others are done.'),
});
