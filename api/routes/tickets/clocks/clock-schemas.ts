import { z } from 'zod';
import { epoch, name } from '../../../schemas/fields.ts';
import { HistoryBody, MoveTicketBody, NewTicketBody, NoteBody, ReplyBody, TicketBody } from '../ticket-schemas.ts';

const kind = z.enum(['first-response', 'next-response', 'resolution']);
const clockState = z.enum(['running', 'warned', 'breached', 'paused', 'met', 'missed']).describe('missed: met, but late.');
const words = z.object({ zh: z.string(), en: z.string() });

export const ClocksBody = z.object({
  now: epoch.describe('Clock of the server.'),
  clocks: z.array(z.object({
    kind, n: z.number().int(), state: clockState, policy: z.string(), targetSeconds: z.number(), startedAt: epoch,
    warnAt: epoch.optional(), dueAt: epoch.optional().describe('Absent while it is paused.'), warnedAt: epoch.optional(), breachedAt: epoch.optional(), metAt: epoch.optional(),
  })).readonly(),
});

export const BoardQuery = z.strictObject({
  withinMinutes: z.coerce.number().int().min(0).max(43_200).default(60).describe('Also those that will be late so soon.'),
  queue: name.optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const { id, subject, queue, state, priority, assignee } = TicketBody.shape;
export const BoardBody = z.object({
  now: epoch.describe('Clock of the server.'),
  rows: z.array(z.object({ id, subject, queue, state, priority, assignee, dueAt: epoch.describe('When the first clock that is not met runs out, or did.'), clock: kind, clockState })).readonly(),
});
export const LineBody = z.object({ tickets: z.array(TicketBody) });

export const MacrosBody = z.object({ macros: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string(), textZh: z.string(), textEn: z.string() })) });
export const RulesBody = z.object({
  rules: z.array(z.object({ id: z.string(), name: words, version: z.string(), on: z.array(z.string()).readonly(), when: z.record(z.string(), z.unknown()), actions: z.array(z.record(z.string(), z.unknown())), stop: z.boolean() })),
});

export const DryRunBody = z.strictObject({
  wish: NewTicketBody.optional().describe('A new ticket.'),
  ticket: z.string().max(40).optional().describe('Number of a ticket that is there.'),
  change: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('move'), to: MoveTicketBody.shape.to }),
      z.strictObject({ type: z.literal('reply'), text: ReplyBody.shape.text, from: z.enum(['agent', 'customer']) }),
      z.strictObject({ type: z.literal('note'), text: NoteBody.shape.text }),
      z.strictObject({ type: z.literal('look') }).describe('What clocks would tell now.'),
    ])
    .optional(),
});
export const DryRunResult = z.object({ refused: z.string().optional(), ticket: TicketBody.optional(), events: HistoryBody.shape.events.optional() });
