import { z } from 'zod';
import { HANG_UP_CAUSES } from '../model.ts';
import { strict } from '../language/parts.ts';

const seconds = z.number().min(0).max(86_400);
const STEP = 'must be keys such as "12#", heard, silent, hang-up, { say: … }, { wait: seconds } or { answer: outcome }';

const keys = z
  .union([z.int().min(0), z.string().regex(/^[0-9*#]+$/, STEP)], STEP)
  .transform(String)
  .describe('Keys pressed one after the other, such as "1" or "1234#".');

const step = z
  .union(
    [
      z.enum(['heard', 'silent', 'hang-up']).describe('heard: until the sounds end; silent: until the flow has waited in vain once; hang-up: the caller leaves.'),
      keys,
      strict({
        say: z.string().min(1).describe('Words as a recogniser gives them.'),
        sure: z.number().min(0).max(1).default(1).describe('How sure it is of them.'),
      }),
      strict({ wait: seconds.describe('Seconds of the virtual clock.') }),
      strict({ answer: z.string().describe('Outcome of the open question or queue.'), data: z.record(z.string(), z.unknown()).default({}) }),
    ],
    STEP,
  )
  .describe('One thing the caller, or the world, does.');

const answer = z
  .union(
    [
      strict({
        outcome: z.string().describe('As docs/flow-tools.md lists them for each question.'),
        data: z.record(z.string(), z.unknown()).default({}),
        after: seconds.default(0).describe('Seconds it takes.'),
      }),
      strict({ status: z.int().min(100).max(599), body: z.unknown().optional(), after: seconds.default(0) }),
    ],
    'must be { outcome, data, after }, or for http { status, body, after }',
  )
  .transform((given) => ('status' in given ? { outcome: 'answered', data: { status: given.status, body: given.body }, after: given.after } : given));

const world = z
  .record(z.string(), z.union([answer, z.array(answer).min(1)], 'must be one answer, or a list of answers for the first, the second … time'))
  .default({})
  .describe('Answers of the world: node, or kind of question (http, customer, voicemail …) → answer.');

const queues = z
  .record(
    z.string(),
    strict({
      waiting: z.number().optional(), expectedWait: z.number().optional(), longestWait: z.number().optional(),
      agentsFree: z.number().optional(), agentsSignedIn: z.number().optional(),
    }),
  )
  .optional()
  .describe('Queue → its state, as expressions see it.');

const customer = strict({ id: z.string(), name: z.string().optional(), tier: z.string().optional(), language: z.string().optional() }).describe('Who calls, if known before the flow.');

const end = z
  .union(
    [
      strict({
        queue: z.string().describe('The caller is in this queue.'),
        skills: z.record(z.string(), z.int()).optional(),
        priority: z.int().optional(),
      }),
      strict({ hangup: z.enum(HANG_UP_CAUSES) }),
      z.enum(['open', 'caller']).describe('open: the flow waits for something; caller: the caller hung up.'),
    ],
    'must be { queue }, { hangup: cause }, open or caller',
  )
  .describe('How it ends.');

const some = (what: string) => z.array(z.union([z.string(), z.number()]).transform(String)).optional().describe(`${what}; "..." stands for any number of others.`);

const expectation = strict({
  path: some('Nodes in the order they are entered'),
  hears: some('Sounds by name and spoken texts (a part of the text is enough) in order'),
  notes: some('Notes of the timeline by name, in order'),
  asks: some('Questions to the world by kind (http, customer, ticket …, queue), in order'),
  end: end.optional(),
  language: z.enum(['zh', 'en']).optional().describe('Spoken at the end.'),
  within: seconds.optional().describe('It takes no longer than these seconds.'),
}).refine((given) => Object.values(given).some((value) => value !== undefined), { error: 'must expect something: path, hears, notes, asks, end, language or within' });

const testCase = strict({
  name: z.string().min(1).describe('What is tried, as a sentence.'),
  caller: z.string().default('13800000000').describe('Number of the caller.'),
  number: z.string().default('4000').describe('Number called.'),
  at: z.iso.datetime({ offset: true, error: 'must be a moment such as “2026-10-01T09:30:00+08:00”' }).default('2026-01-05T10:00:00+08:00').describe('When the call arrives.'),
  customer: customer.optional(),
  queues,
  world,
  does: z.array(step).default([]).describe('What happens, in order. After the last step the caller is silent until the flow is over or stands in a queue.'),
  expect: expectation,
}).describe('One call.');

/** A file of test cases, as published in docs/flow-test.schema.json. */
export const testFileSchema = strict({
  description: z.string().optional().describe('For people.'),
  flow: z.string().describe('The flow, seen from this file.'),
  config: z.string().optional().describe('The configuration whose queues, skills and prompts the flow may use, seen from this file; default: any.'),
  queues,
  world,
  cases: z.array(testCase).min(1, 'must have at least one case'),
});

export type FlowTestFile = z.output<typeof testFileSchema>;
export type FlowTestCase = FlowTestFile['cases'][number];
export type TestStep = FlowTestCase['does'][number];

/** The form of test files as JSON Schema (draft 2020-12). */
export function flowTestJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(testFileSchema, { io: 'input' });
  return { $schema, title: 'Huawu flow tests', ...rest };
}
