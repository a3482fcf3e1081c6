import { z } from 'zod';
import { epoch, name } from '../../schemas/fields.ts';

const address = z.object({ address: z.string(), name: z.string() });
const STATES = ['planned', 'done', 'ignored', 'quarantined'] as const;
const OUT_STATES = ['waiting', 'sending', 'sent', 'failed', 'bounced'] as const;
const several = <const S extends readonly [string, ...string[]]>(all: S) => z.string().max(100).transform((text) => text.split(',')).pipe(z.array(z.enum(all)).min(1)).describe(`One or more of ${all.join(', ')}, with commas.`);

export const MailCursor = /^(\d{1,16})~([0-9a-f]{64})$/;
export const HeldQuery = z.strictObject({
  state: several(STATES).default(['quarantined']),
  mailbox: name.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().regex(MailCursor).optional().describe('`next` of the page before.'),
});
export const OutgoingQuery = z.strictObject({ state: several(OUT_STATES).default(['waiting', 'sending', 'failed', 'bounced']), limit: z.coerce.number().int().min(1).max(500).default(100) });
export const MailParams = z.strictObject({ id: z.string().max(200) });

const file = z.object({ id: z.string(), name: z.string(), type: z.string(), bytes: z.number().int(), inline: z.string().optional().describe('Content-ID by which the mail shows it.') });
const notKept = z.array(z.object({ name: z.string(), code: z.string() })).readonly().describe('Attachments that were not taken, with the code of the reason; the original has them.');

/** What is told of a mail without its words. */
export const HeldMail = z.object({
  id: z.string(),
  mailbox: z.string(),
  state: z.enum(STATES),
  why: z.string().optional().describe('too-large, headers, nesting, parts, time, memory, unreadable, flood, refused; own, auto-reply, bounce.'),
  at: epoch,
  bytes: z.number().int(),
  from: address.optional(),
  subject: z.string(),
  ticket: z.string().optional(),
  original: z.boolean().describe('False: it was too large and stayed in the mailbox.'),
  releasedBy: z.string().optional(),
});
export const HeldList = z.object({ mails: z.array(HeldMail), next: z.string().optional().describe('Cursor of the next page; absent on the last.') });

export const OutgoingMail = z.object({
  id: z.string().describe('`<ticket>:<number of the event>` of the reply it carries.'),
  ticket: z.string(),
  state: z.enum(OUT_STATES).describe('bounced: the server of the recipient sent it back.'),
  to: address,
  subject: z.string(),
  messageId: z.string(),
  automatic: z.boolean(),
  createdAt: epoch,
  sentAt: epoch.optional(),
  dueAt: epoch.describe('Next try, while it waits.'),
  attempts: z.number().int(),
  said: z.string().optional().describe('What the mail server said last.'),
  unsure: z.boolean().optional().describe('A try ended without a word: the recipient may have it twice, with the same Message-ID.'),
});
export const OutgoingList = z.object({ mails: z.array(OutgoingMail) });

export const TicketMails = z.object({
  received: z.array(HeldMail.extend({
    to: z.array(address).readonly(),
    cc: z.array(address).readonly(),
    messageId: z.string().optional(),
    text: z.string().describe('Without quotes and signature.'),
    html: z.string().describe('All of it, cleaned: no scripts, no remote pictures (their addresses stand in data-remote); pictures of the mail come from the files of the ticket.'),
    files: z.array(file).readonly(),
    notKept,
  })),
  sent: z.array(OutgoingMail),
});
