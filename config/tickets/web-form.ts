import { z } from 'zod';
import { Id } from '../routing/words.ts';

/** The page `/ask`, where visitors write without an account; docs/tickets.md tells how to embed it. */
export const WebForm = z.strictObject({
  enabled: z.boolean().default(false).describe('Visitors may write tickets on the page /ask.'),
  templates: z.array(Id).default([]).describe('Only these; an empty list means all.'),
  queue: Id.optional().describe('Where they go. Default: as the template has it.'),
  perAddressPerHour: z.number().int().min(1).max(1_000).default(10).describe('Tickets that one address may send.'),
});
