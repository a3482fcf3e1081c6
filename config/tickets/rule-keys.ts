import { z } from 'zod';
import { Id } from '../routing/words.ts';

/** Rules and macros of tickets; docs/tickets.md explains them with examples. */

const EVENTS = ['created', 'updated', 'assigned', 'moved', 'resolved', 'reopened', 'closed', 'customer-replied', 'agent-replied', 'noted', 'linked', 'attached', 'merged', 'judged', 'warning', 'breach', 'untouched'] as const;
const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
const STATES = ['new', 'open', 'pending', 'on-hold', 'resolved', 'closed'] as const;
const Names = z.array(z.string().min(1).max(100)).min(1);
const words = (most: number) => z.strictObject({ zh: z.string().min(1).max(most).describe('In Chinese.'), en: z.string().min(1).max(most).describe('In English.') });

const conditions = {
  templates: Names.optional().describe('One of these templates.'),
  priorities: z.array(z.enum(PRIORITIES)).min(1).optional().describe('It has one of these.'), states: z.array(z.enum(STATES)).min(1).optional().describe('It is in one of these.'), queues: Names.optional().describe('In one of these queues.'), tiers: Names.optional().describe('The requester is of one of these tiers.'),
  languages: z.array(z.enum(['zh', 'en'])).min(1).optional().describe('In one of these.'), tags: Names.optional().describe('It has one of these.'), noTags: Names.optional().describe('It has none of these.'),
  assigned: z.boolean().optional().describe('An agent has it, or nobody.'), assignees: Names.optional().describe('One of these agents has it.'),
  fields: z.record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)).optional().describe('Field → values.'),
  words: Names.optional().describe('Subject, text or what was written just now holds one of these.'),
  clocks: z.array(z.enum(['first-response', 'next-response', 'resolution'])).min(1).optional().describe('Of `warning` and `breach`.'),
  by: Names.optional().describe('Who did it: id of a person, `token`, `call`, `clock`, `rule`.'),
};
const Plain = z.strictObject(conditions);

const Action = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('assign'), agent: Id.nullable().optional(), queue: Id.optional() }),
  z.strictObject({ do: z.literal('tag'), add: Names.optional(), remove: Names.optional() }),
  z.strictObject({ do: z.literal('priority'), to: z.enum([...PRIORITIES, 'higher']) }),
  z.strictObject({ do: z.literal('move'), to: z.enum(STATES) }),
  z.strictObject({ do: z.literal('note'), text: words(2_000) }),
  z.strictObject({ do: z.literal('reply'), macro: Id }),
  z.strictObject({ do: z.literal('notify'), supervisors: z.boolean().default(true), agents: z.array(Id).default([]), text: words(200) }),
  z.strictObject({ do: z.literal('escalate'), queue: Id.optional(), text: words(200) }),
  z.strictObject({ do: z.literal('suggest-merge') }),
  z.strictObject({ do: z.literal('webhook'), hook: Id }),
]);

export const TicketRuleKeys = z.strictObject({
  id: Id.describe('Name in histories.'),
  name: words(60).describe('Shown to people.'),
  enabled: z.boolean().default(true).describe('Switches the rule off without taking it out.'),
  on: z.array(z.enum(EVENTS)).min(1).describe('What it waits for.'),
  when: Plain.extend({ not: Plain.optional().describe('These do not all hold.'), any: z.array(Plain).min(1).optional().describe('One of these holds.') }).prefault({}).describe('All that is given must hold; of a list one is enough.'),
  actions: z.array(Action).min(1).max(20).describe('Done in their order; docs/tickets.md lists them.'),
  stop: z.boolean().default(false).describe('No rule behind it looks at the same event.'),
});

export const Macro = z.strictObject({
  id: Id.describe('Name in rules.'),
  zh: z.string().min(1).max(60).describe('Shown in Chinese.'),
  en: z.string().min(1).max(60).describe('Shown in English.'),
  text: words(20_000).describe('`{name}`, `{number}`, `{subject}`, `{agent}`, `{queue}` and `{field.<id>}` are filled in.'),
});
