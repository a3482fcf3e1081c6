import { z } from 'zod';
import { nodeName, prompts, strict, word } from '../parts.ts';
import { variableName } from '../variables.ts';
import { expression, template } from '../written.ts';
import { priority, queueName, skills } from './queue-parts.ts';

const timeoutSeconds = (seconds: number) => z.number().min(1).max(30).default(seconds).describe('Longer is given up.');

const hold = strict({
  prompts: prompts.describe('Said or played over and over until the answer is there.'),
  afterSeconds: z.number().min(0).max(10).default(1).describe('Silence before it begins; a quick answer needs none.'),
})
  .optional()
  .describe('What the caller hears while the answer takes its time.');

const path = z
  .string()
  .regex(/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/, 'must be a way into the answer such as “accounts.0.balance”')
  .describe('A way into the JSON of the answer, such as accounts.0.balance.');

const status = z.string().regex(/^[1-5]\d\d$/, 'must be a status of HTTP such as 404');

export const http = strict({
  type: z.literal('http'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  url: template.describe('The address; values in {…} are encoded.'),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header'), template).default({}).describe('Header → text.'),
  body: z.record(z.string(), expression).optional().describe('Sent as JSON: name → expression.'),
  timeoutSeconds: timeoutSeconds(5),
  hold,
  take: z.record(variableName, path).default({}).describe('Variable → way into the answer; what is not there is not known.'),
  statuses: z.record(status, nodeName).default({}).describe('Status of the answer → node, where it differs from next and failed.'),
  next: nodeName.describe('Where to go after an answer with status 200–299.'),
  failed: nodeName.describe('Where to go after another status, no answer, or none in time.'),
}).describe('Asks another system.');

export const customer = strict({
  type: z.literal('customer'),
  by: expression.optional().describe('The number to look for; default: caller.number.'),
  timeoutSeconds: timeoutSeconds(3),
  hold,
  found: nodeName.describe('Where to go with a customer; customer.name and others are known then.'),
  unknown: nodeName.describe('Where to go when nobody is found.'),
  failed: nodeName.optional().describe('Where to go when the search does not work; default: unknown.'),
}).describe('Looks up the customer.');

export const voicemail = strict({
  type: z.literal('voicemail'),
  queue: queueName.describe('The queue whose agents hear it.'),
  prompts: prompts.optional(),
  maxSeconds: z.int().min(5).max(600).default(120).describe('The longest message.'),
  silenceSeconds: z.number().min(1).max(30).default(5).describe('Silence that ends it.'),
  finishOn: z.enum(['#', '*', 'none']).default('#').describe('The key that ends it.'),
  next: nodeName.describe('Where to go with a message.'),
  empty: nodeName.optional().describe('Where to go when nothing was said; default: next.'),
  failed: nodeName.describe('Where to go when it cannot be recorded.'),
}).describe('Records a message for a queue.');

export const callback = strict({
  type: z.literal('callback'),
  queue: queueName,
  skills,
  priority,
  number: expression.optional().describe('The number to call; default: caller.number.'),
  keepPlace: z.boolean().default(true).describe('The time waited so far counts.'),
  next: nodeName.describe('Where to go when it is booked.'),
  refused: nodeName.optional().describe('Where to go when a rule says no (hours, limit, number); default: failed.'),
  failed: nodeName.describe('Where to go when it cannot be booked.'),
}).describe('Books a call back instead of waiting.');

export const ticket = strict({
  type: z.literal('ticket'),
  template: word('a template of tickets', 'fault').optional().describe('What kind of ticket; without one the first template, and what it asks for may be missing.'),
  subject: template,
  text: template.optional(),
  fields: z.record(z.string().regex(/^[a-z][A-Za-z0-9-]*$/, 'must be the name of a field'), template).default({}).describe('Field of the template → text; a choice by its id. What is empty is left out.'),
  queue: queueName.optional().describe('Default: of the template, then as configured.'),
  priority: z.enum(['low', 'normal', 'high', 'urgent']).optional().describe('Default: by the fields severity and impact.'),
  into: variableName.optional().describe('A text variable that takes the number of the ticket.'),
  next: nodeName.describe('Where to go with the ticket.'),
  failed: nodeName.optional().describe('Where to go without; default: next.'),
}).describe('Creates a ticket that is linked to the call.');

export const hook = strict({
  type: z.literal('hook'),
  hook: word('the name of a hook of the configuration', 'sms'),
  data: z.record(z.string(), expression).default({}).describe('Sent along: name → expression.'),
  next: nodeName,
}).describe('Tells another system and goes on at once.');

const target = strict({
  number: template.optional().describe('A number to call.'),
  agent: template.optional().describe('An agent of the configuration.'),
  queue: queueName.optional(),
})
  .refine((given) => Object.values(given).filter((value) => value !== undefined).length === 1, {
    error: 'must name one of number, agent, queue',
  })
  .describe('Who is called.');

export const transfer = strict({
  type: z.literal('transfer'),
  to: target,
  ringSeconds: z.int().min(5).max(120).default(25).describe('How long it rings.'),
  answered: nodeName.optional().describe('Where to go when the other side has hung up; default: the call ends.'),
  busy: nodeName.optional().describe('Default: failed.'),
  noAnswer: nodeName.optional().describe('Default: failed.'),
  failed: nodeName.describe('Where to go when nobody can be reached.'),
}).describe('Connects the caller with somebody else.');
