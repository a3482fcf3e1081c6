import { z } from 'zod';
import type { Calendar } from '../hours/calendar.ts';
import { callback, customer, hook, http, ticket, transfer, voicemail } from './nodes/asking-world.ts';
import { branch, call, goto, hours, returnNode, set } from './nodes/deciding.ts';
import { gather, survey } from './nodes/gathering.ts';
import { queue } from './nodes/queue-parts.ts';
import { hangup, languageMenu, menu, play, say } from './nodes/talking.ts';
import { isTimeZone } from './hours-parts.ts';
import { language, nodeName, strict, word } from './parts.ts';
import { variables } from './variables.ts';

/** In the skills of a queue node: the skill of the language the caller chose. */
export const LANGUAGE_SKILL = '$language';

const nodes = [
  play, say, menu, languageMenu, gather, survey, hours, branch, set, http, customer, queue, callback, voicemail, transfer, ticket, hook,
  call, returnNode, goto, hangup,
] as const;

/** The types of nodes, in the order of the guide. */
export const NODE_TYPES = nodes.map(({ shape }) => shape.type.value);

/** One node of a flow, told apart by `type`. */
export const nodeSchema = z.discriminatedUnion('type', nodes, {
  error: (issue) => (issue.code === 'invalid_union' ? `must be one of ${NODE_TYPES.join(', ')}` : undefined),
});

const file = z.string().regex(/^[A-Za-z0-9._][A-Za-z0-9._ /-]*\.ya?ml$/, 'must be a file such as “parts/cards.yaml”, seen from this file');

const head = {
  description: z.string().optional().describe('For people.'),
  start: nodeName.describe('The node a call begins at.'),
  language: language.default('zh').describe('The language before the caller has chosen one.'),
  languageSkills: z
    .partialRecord(language, z.string())
    .default({})
    .describe('The skill "$language" stands for; without an entry it has the name of the language (zh, en).'),
  timeZone: z
    .string()
    .refine(isTimeZone, { error: 'must be a time zone such as Asia/Shanghai or Europe/Berlin (IANA name)' })
    .optional()
    .describe('Of now, today, weekday and opening hours; default: company.timeZone of the configuration.'),
  variables,
  include: z.array(file).default([]).describe('Files with more nodes of this flow.'),
  flows: z.record(word('a name', 'verify'), file).default({}).describe('Sub-flows: name → file.'),
  calendars: z.record(word('a name', 'bank'), file).default({}).describe('Calendars of your own: name → file.'),
};

/** The flow with its nodes still unread, so that each node can be judged alone and all mistakes be told at once. */
export const headSchema = strict({ ...head, nodes: z.record(nodeName, z.unknown()) });

/** A file of nodes that a flow includes. */
export const includeSchema = strict({ description: head.description, nodes: z.record(nodeName, z.unknown()) });
const wholeInclude = strict({ description: head.description, nodes: z.record(nodeName, nodeSchema) });

/** The whole language, as published in docs/flow.schema.json. */
export const flowSchema = strict({ ...head, nodes: z.record(nodeName, nodeSchema) });

export type FlowNode = z.output<typeof nodeSchema>;
export type NodeOf<T extends FlowNode['type']> = Extract<FlowNode, { type: T }>;

type Written = z.output<typeof flowSchema>;

/** A checked call flow: every target exists, every prompt can be found, and silence always leads to an end. */
export interface Flow extends Omit<Written, 'include' | 'flows' | 'calendars' | 'timeZone'> {
  readonly timeZone: string;
  /** Its sub-flows by the names it calls them. */
  readonly flows: Readonly<Record<string, Flow>>;
  /** All calendars it may ask, the shipped ones too. */
  readonly calendars: Readonly<Record<string, Calendar>>;
}

/** The flow language as JSON Schema (draft 2020-12), for editors and for docs/flow.schema.json. */
export function flowJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(flowSchema, { io: 'input' });
  return { $schema, title: 'Huawu call flow', ...rest };
}

/** The same for files of nodes that flows include: docs/flow-nodes.schema.json. */
export function includeJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(wholeInclude, { io: 'input' });
  return { $schema, title: 'Huawu call flow: nodes to include', ...rest };
}
