import { z } from 'zod';
import { digit, nodeName, strict } from '../parts.ts';

export const queueName = z.string('must be the name of a queue').describe('A queue of the configuration.');
export const skills = z
  .record(z.string(), z.int().min(1).max(10))
  .default({})
  .describe('Skill → least level 1–10. "$language" is the skill of the caller\'s language.');
export const priority = z.int().min(0).max(100).default(0).describe('Higher is served first.');

const ways = strict({
  done: nodeName.optional().describe('The conversation is over, the agent hung up, the caller is still there.'),
  full: nodeName.optional().describe('Too many wait already.'),
  overflow: nodeName.optional().describe('The caller has waited too long.'),
  nobody: nodeName.optional().describe('No agent can come.'),
  closed: nodeName.optional().describe('The queue is closed.'),
  failed: nodeName.optional().describe('It does not work.'),
}).describe('Outcome → node; others end the call.');

const after = strict({
  seconds: z.int().min(5).max(3600).describe('Seconds of waiting at this node.'),
  next: nodeName,
}).describe('Where the caller is led once, after waiting so long.');

export const queue = strict({
  type: z.literal('queue'),
  queue: queueName,
  skills,
  priority,
  ageCreditSeconds: z.int().min(0).max(86_400).optional().describe('Counts as if the caller had waited so much longer.'),
  outcomes: ways.optional(),
  keys: z.partialRecord(digit, nodeName).optional().describe('Key while waiting → node.'),
  after: z.array(after).max(5).optional().describe('Offers while waiting, each made once in a call.'),
}).describe('The caller waits for an agent; without outcomes, keys and after the flow ends here.');
