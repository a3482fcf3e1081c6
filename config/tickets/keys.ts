import { z } from 'zod';
import { Id } from '../routing/words.ts';
import { WebForm } from './web-form.ts';
import { Attachments } from './attachments.ts';
import { BusinessHours, Sla, Untouched } from './clock-keys.ts';
import { Macro, TicketRuleKeys } from './rule-keys.ts';
import { TicketPush } from './push.ts';
import { Satisfaction } from './satisfaction.ts';

/** Templates and fields of tickets; docs/tickets.md explains them with examples. */

/** Templates that are always there; one of the configuration with the same id takes its place. */
export const STANDARD_TICKETS = ['consultation', 'complaint', 'fault', 'billing', 'account'] as const;

const zh = z.string().min(1).max(60).describe('Shown in Chinese.');
const en = z.string().min(1).max(60).describe('Shown in English.');
const Bound = z.number().min(-1e15).max(1e15);

const field = {
  id: Id.describe('Name in the API, in flows and records.'),
  zh,
  en,
  type: z.enum(['text', 'number', 'choice', 'date', 'yes-no']).default('text').describe('What it holds; a date is a day such as 2026-10-01.'),
  required: z.boolean().default(false).describe('Tickets are not taken without it.'),
  maxLength: z.number().int().min(1).max(20_000).default(200).describe('Most characters of a text.'),
  least: Bound.optional().describe('Smallest number.'),
  greatest: Bound.optional().describe('Largest number.'),
  options: z.array(z.strictObject({ id: Id.describe('Name in the API, in flows and records.'), zh, en })).default([]).describe('Of a choice, in their order.'),
  fromCaller: z.boolean().default(false).describe('Tickets of calls get the number of the caller here.'),
};

const Field = z.strictObject(field);

export const Tickets = z.strictObject({
  webForm: WebForm.prefault({}).describe('A form for visitors.'),
  attachments: Attachments.prefault({}).describe('Files of tickets.'),
  push: TicketPush.prefault({}).describe('Tickets that are offered to agents like calls.'),
  satisfaction: Satisfaction.prefault({}).describe('Surveys after resolutions.'),
  hours: z.array(BusinessHours).default([]).describe('Business hours for clocks.'),
  sla: z.array(Sla).default([]).describe('How fast tickets are to be answered and resolved; the first that fits a ticket counts.'),
  untouched: Untouched.prefault({}).describe('Tickets that are left alone.'),
  rules: z.array(TicketRuleKeys).default([]).describe('What happens by itself, in this order.'),
  macros: z.array(Macro).default([]).describe('Words that are written often, for people and rules.'),
  queue: Id.optional().describe('Where tickets go that name no queue, if their template names none. Default: the first queue.'),
  fields: z
    .array(z.strictObject({ ...field, templates: z.array(Id).default([]).describe('Only in these templates; an empty list means all.') }))
    .default([])
    .describe('More fields for templates, the standard ones too.'),
  templates: z
    .array(z.strictObject({ id: Id.describe('Name in the API and in flows.'), zh, en, queue: Id.optional().describe('Where its tickets go.'), fields: z.array(Field).default([]).describe('What it asks for. `severity` and `impact` with the options of the standard templates make the priority.') }))
    .default([])
    .describe('More templates. One with the id of a standard template (consultation, complaint, fault, billing, account) takes its place.'),
});
