import { z } from 'zod';
import type { TicketPriority, TicketState } from '#tickets';
import { epoch, language, name } from '../../schemas/fields.ts';

const STATES = ['new', 'open', 'pending', 'on-hold', 'resolved', 'closed'] as const satisfies readonly TicketState[];
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const satisfies readonly TicketPriority[];
export const state = z.enum(STATES);
export const priority = z.enum(PRIORITIES);

const words = { zh: z.string(), en: z.string() };
export const number = z.string().regex(/^[1-9]\d{9}$/, 'must be the number of a ticket: ten digits');
const text = (most: number) => z.string().max(most).refine((given) => !given.includes('\u0000') && given.isWellFormed(), 'must be text without U+0000 and halves of characters');
const value = z.union([text(20_000), z.number(), z.boolean()]);
const names = (most: number) => z.array(name).max(most);
const fieldId = z.string().regex(/^[a-z][A-Za-z0-9-]{0,39}$/, 'must be the name of a field');

export const Requester = z.strictObject({
  number: text(40).optional(),
  name: text(100).optional(),
  email: z.string().max(254).regex(/^[^\s<>()",;:@]+@[^\s<>()",;:@]+$/, 'must be an e-mail address').optional().describe('Public replies are sent there by mail.'),
  customer: text(100).optional().describe('Id in the list of customers.'),
  tier: text(80).optional().describe('Of the customer, for policies and rules; default: as the list of customers has it.'),
});

export const FileBody = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string().describe('By its name.'),
  bytes: z.number().int(),
  sha256: z.string(),
  scan: z.enum(['clean', 'unscanned']),
  inline: z.string().optional().describe('Content-ID by which a message shows it.'),
});

const ClockBody = z.object({
  kind: z.enum(['first-response', 'next-response', 'resolution']),
  n: z.number().int().describe('Counts the clocks of this kind, from 1.'),
  policy: z.string(),
  targetMs: z.number(),
  startedAt: epoch,
  spentMs: z.number().describe('Time that counted until it last stopped.'),
  runningSince: epoch.optional().describe('Absent while it is paused or over.'),
  warnAt: epoch.optional(),
  dueAt: epoch.optional(),
  warnedAt: epoch.optional(),
  breachedAt: epoch.optional(),
  metAt: epoch.optional(),
});

export const TicketBody = z.object({
  id: z.string().describe('Ten digits: the number people are told.'),
  version: z.number().int().describe('Send it with a change: 409 tickets.changed when somebody else was faster.'),
  template: z.string(),
  state,
  stateSince: epoch,
  subject: z.string(),
  text: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  missing: z.array(z.string()).readonly().describe('Required fields that a call could not tell; to be filled in before it is resolved.'),
  priority,
  priorityBy: z.enum(['matrix', 'hand']).describe('matrix: by severity and impact.'),
  queue: z.string(),
  assignee: z.string().optional().describe('An agent.'),
  offered: z.literal(true).optional().describe('The assignee took it from an offer.'),
  requester: z.object({ number: z.string().optional(), name: z.string().optional(), email: z.string().optional(), customer: z.string().optional(), tier: z.string().optional() }),
  language,
  tags: z.array(z.string()).readonly(),
  watchers: z.array(z.string()).readonly(),
  calls: z.array(z.string()).readonly(),
  parent: z.string().optional(),
  files: z.array(FileBody).readonly().optional(),
  createdAt: epoch,
  createdBy: z.string().describe('Id of a person, `token` for programs, `call` for flows.'),
  updatedAt: epoch,
  firstReplyAt: epoch.optional(),
  lastReplyAt: epoch.optional(),
  customerAt: epoch.optional().describe('The last reply of the customer.'),
  resolvedAt: epoch.optional(),
  closedAt: epoch.optional(),
  clocks: z.array(ClockBody).readonly().optional().describe('How fast it is to be answered and resolved: GET /api/tickets/{id}/clocks tells more.'),
  dueAt: epoch.optional().describe('When the first clock that is not met runs out, or did.'),
  touchedAt: epoch.optional().describe('When somebody last did something with it.'),
  untouchedAt: epoch.optional().describe('When it was told that nobody did for too long.'),
  resolution: z.number().int().optional().describe('Number of the event that resolved it; only while it is resolved or closed.'),
  mergedInto: z.string().optional().describe('It lives on as part of this ticket.'),
  absorbed: z.array(z.object({ ticket: z.string(), at: epoch })).readonly().optional().describe('Tickets that were merged into this one.'),
});
export const TicketListBody = z.object({ tickets: z.array(TicketBody), next: z.string().optional().describe('Cursor of the next page; absent on the last.') });

const Event = z.object({
  seq: z.number().int(),
  at: epoch,
  type: z.enum(['created', 'updated', 'moved', 'assigned', 'replied', 'noted', 'linked', 'unlinked', 'attached', 'merged', 'unmerged', 'absorbed', 'released', 'heard', 'incident', 'judged', 'clock', 'rule']),
  by: z.string(),
  byName: z.string().optional(),
  data: z.record(z.string(), z.unknown()).describe('What was, what is: docs/tickets.md.'),
});
export const HistoryBody = z.object({ events: z.array(Event), next: z.number().int().optional().describe('`after` of the next page; absent on the last.') });
export const HistoryQuery = z.strictObject({ after: z.coerce.number().int().min(0).default(0).describe('Only events behind this one.'), limit: z.coerce.number().int().min(1).max(500).default(100) });

const Field = z.object({
  id: z.string(), ...words,
  type: z.enum(['text', 'number', 'choice', 'date', 'yes-no']),
  required: z.boolean(),
  options: z.array(z.object({ id: z.string(), ...words })).readonly().optional(),
  most: z.number().int().optional().describe('Characters of a text.'),
  least: z.number().optional(),
  greatest: z.number().optional(),
  byCall: z.literal('caller').optional().describe('A call fills in the number of the caller.'),
});
export const ChoicesBody = z.object({
  templates: z.array(z.object({ id: z.string(), ...words, queue: z.string().optional(), fields: z.array(Field).readonly() })).readonly(),
  priorities: z.record(z.string(), z.record(z.string(), priority)).describe('Severity → impact → priority.'),
  moves: z.record(z.string(), z.array(state).readonly()).describe('State → states it can become.'),
});

/** `<made at>~<number>` */
export const TicketCursor = /^(\d{1,16})~([1-9]\d{9})$/;
export const NumberParams = z.strictObject({ id: z.string().max(40) });

export const KeyHeader = z.object({
  'idempotency-key': z.string().regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 visible ASCII characters').optional().describe('The same key again changes nothing and gives the same ticket; each sender has keys of their own.'),
});

export const NewTicketBody = z.strictObject({
  template: name,
  subject: text(1_000),
  text: text(20_000).default(''),
  fields: z.record(fieldId, value).default({}).describe('By the template: GET /api/ticket-templates.'),
  queue: name.optional().describe('Default: of the template, then as configured.'),
  assignee: name.optional(),
  priority: priority.optional().describe('Default: by severity and impact.'),
  requester: Requester.optional(),
  language: language.default('zh'),
  tags: names(20).default([]),
  watchers: names(50).default([]),
  calls: names(100).default([]),
  transcript: z.boolean().default(true).describe('What was said so far in `calls` is kept with the ticket, as private notes; calls that the asker may not read are left out.'),
  parent: number.optional(),
});

const version = z.number().int().min(1).describe('The version that was read; 409 when the ticket has another one.');
export const UpdateBody = z.strictObject({
  version,
  subject: text(1_000).optional(),
  text: text(20_000).optional(),
  fields: z.record(fieldId, value.nullable()).optional().describe('Those that change; null takes a value away.'),
  priority: priority.nullable().optional().describe('null: by severity and impact again.'),
  requester: Requester.optional(),
  addTags: names(20).optional(),
  removeTags: names(20).optional(),
  addWatchers: names(50).optional(),
  removeWatchers: names(50).optional(),
  parent: number.nullable().optional(),
});
export const MoveTicketBody = z.strictObject({ version, to: state, reason: text(500).optional() });
export const AssignBody = z.strictObject({ version, assignee: name.nullable().optional().describe('null: nobody.'), queue: name.optional() });
const files = z.array(z.string().max(64)).max(50).optional().describe('Ids of files that were sent before, POST /api/tickets/{id}/files.');
export const ReplyBody = z.strictObject({ version: version.optional(), text: text(20_000), from: z.enum(['agent', 'customer']).default('agent'), files });
export const NoteBody = z.strictObject({ version: version.optional(), text: text(20_000), files });
export const LinkBody = z.strictObject({ version: version.optional(), call: name });
