import { z } from 'zod';
import { DIGITS, asking, language, nodeName, prompts, strict } from './parts.ts';
import { hoursParts } from './hours-parts.ts';

/** In the skills of a queue node: the skill of the language the caller chose. */
export const LANGUAGE_SKILL = '$language';

const digit = z.enum(DIGITS);
const atLeastOne = { error: 'needs at least one key to press' };
const notEmpty = (choices: object) => Object.keys(choices).length > 0;

const nodes = {
  play: strict({
    type: z.literal('play'),
    prompts,
    note: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, 'must be a word for the timeline such as “recording-notice”')
      .optional()
      .describe('Written to the timeline when the prompts were heard, such as recording-notice.'),
    bargeIn: z.boolean().default(false).describe('May a key skip the prompts? The key counts for the next menu.'),
    next: nodeName,
  }).describe('Says something, then goes on.'),

  menu: strict({
    type: z.literal('menu'),
    ...asking,
    choices: z.partialRecord(digit, nodeName).refine(notEmpty, atLeastOne).describe('Key → node.'),
  }).describe('Offers keys and goes where the pressed one leads.'),

  language: strict({
    type: z.literal('language'),
    ...asking,
    choices: z
      .partialRecord(digit, strict({ language, next: nodeName }))
      .refine(notEmpty, atLeastOne)
      .describe('Key → language and node.'),
  }).describe('A menu whose choice sets the language of everything that follows.'),

  hours: strict({
    type: z.literal('hours'),
    ...hoursParts,
    open: nodeName.describe('Where to go when open.'),
    closed: nodeName.describe('Where to go when closed.'),
  }).describe('Goes one of two ways by the time the call arrived.'),

  queue: strict({
    type: z.literal('queue'),
    queue: z.string().describe('A queue of the configuration.'),
    skills: z
      .record(z.string(), z.int().min(1).max(10))
      .default({})
      .describe('Skill → least level 1–10. "$language" is the skill of the caller\'s language.'),
    priority: z.int().min(0).max(100).default(0).describe('Higher is served first.'),
  }).describe('The flow ends; the caller waits for an agent.'),

  goto: strict({ type: z.literal('goto'), next: nodeName }).describe('Goes on at another node.'),

  hangup: strict({
    type: z.literal('hangup'),
    cause: z.enum(['normal', 'closed', 'no-choice', 'fault']).default('normal'),
    prompts: prompts.optional(),
  }).describe('The flow ends; after the last prompts, if any, the call is hung up.'),
};

const typeNames = Object.keys(nodes).join(', ');

/** One node of a flow, told apart by `type`. */
export const nodeSchema = z.discriminatedUnion(
  'type',
  [nodes.play, nodes.menu, nodes.language, nodes.hours, nodes.queue, nodes.goto, nodes.hangup],
  { error: (issue) => (issue.code === 'invalid_union' ? `must be one of ${typeNames}` : undefined) },
);

const head = {
  description: z.string().optional().describe('For people.'),
  start: nodeName.describe('The node a call begins at.'),
  language: language.default('zh').describe('The language before the caller has chosen one.'),
  languageSkills: z
    .partialRecord(language, z.string())
    .default({})
    .describe('The skill "$language" stands for; without an entry it has the name of the language (zh, en).'),
};

/** The flow with its nodes still unread, so that each node can be judged alone and all mistakes be told at once. */
export const headSchema = strict({ ...head, nodes: z.record(nodeName, z.unknown()) });

/** The whole language, as published in docs/flow.schema.json. */
export const flowSchema = strict({ ...head, nodes: z.record(nodeName, nodeSchema) });

export type FlowNode = z.output<typeof nodeSchema>;
export type NodeOf<T extends FlowNode['type']> = Extract<FlowNode, { type: T }>;
/** The nodes that wait for a key. */
export type AskingNode = NodeOf<'menu'> | NodeOf<'language'>;

/** A checked call flow: every target exists, every prompt can be found, and silence always leads to an end. */
export type Flow = z.output<typeof flowSchema>;

/** The flow language as JSON Schema (draft 2020-12), for editors and for docs/flow.schema.json. */
export function flowJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(flowSchema, { io: 'input' });
  return { $schema, title: 'Huawu call flow', ...rest };
}
