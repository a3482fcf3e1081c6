import { z } from 'zod';
import { Id, Level } from './words.ts';

/** What routing wants to know of agents, queues and channels; `docs/routing.md` explains it with examples. */

const STRATEGIES = ['longest-idle', 'least-occupied', 'fewest-calls', 'round-robin', 'top-down', 'best-skill', 'random', 'ring-all', 'progressive'] as const;

const Priority = z.number().int().min(-1_000).max(1_000);
/** A day: nobody waits longer. */
const Wait = z.number().int().min(1).max(86_400);

export const agentRouting = {
  groups: z.array(Id).default([]).describe('Groups that steps of queues may ask for.'),
  rank: z.number().int().min(0).max(1_000_000).optional().describe('Place in queues with strategy `top-down`, smallest first. Default: the order in this list.'),
  capacities: z
    .record(z.string(), z.number().int().min(0).max(100))
    .default({})
    .describe('Channel → contacts at once, where it differs from the channel’s own; 0 = never.'),
};

const Step = z.strictObject({
  lastsSeconds: Wait.optional().describe('The step is in force so long; without it, for ever.'),
  levels: z.record(z.string(), Level).optional().describe('Skill → new least level, if the skill is needed.'),
  drop: z.array(Id).optional().describe('Skills that are needed no longer.'),
  groups: z.array(Id).min(1).optional().describe('In this step only agents of one of these groups.'),
  agent: Id.optional().describe('In this step only this agent; skipped when away.'),
  queues: z.array(Id).optional().describe('From now on agents of these queues too.'),
  priority: Priority.optional().describe('Added to the priority from now on.'),
});

export const queueRouting = {
  strategy: z.enum(STRATEGIES).default('longest-idle').describe('Which of the agents who are free and have the skills gets the caller. See docs/routing.md.'),
  progressiveSeconds: z.number().int().min(1).max(300).default(5).describe('Strategy `progressive`: pause before one more phone rings; `ring-all`: before those ring too who became free.'),
  ringAtMost: z.number().int().min(1).max(200).default(20).describe('Strategies `ring-all` and `progressive`: so many phones ring at once.'),
  priority: Priority.default(0).describe('Added to the priority of each caller; higher ones go first in all queues that an agent serves.'),
  maxWaitSeconds: Wait.optional().describe('Who waited so long in this queue goes to the overflow queues in turn, then leaves the queue (the flow goes on).'),
  maxLength: z.number().int().min(1).max(1_000_000).optional().describe('Who finds so many waiting goes to the overflow queues at once, else is turned away.'),
  overflow: z.array(Id).default([]).describe('Queues for those who waited too long or found this one full, first to last. Nobody comes to a queue twice.'),
  steps: z.array(Step).default([]).describe('What is relaxed, and when, for callers whom nobody took.'),
  lastAgentSeconds: z.number().int().min(0).max(3_600).default(0).describe('The agent of the customer’s last call is asked first, for so long; 0 = not.'),
  resumeSeconds: z.number().int().min(0).max(86_400).default(0).describe('Who hung up while waiting and is back within this time has the old place; 0 = not.'),
};

export const Channel = z.strictObject({
  id: Id.describe('`voice`, `chat`, `email`, `ticket` or one of your own.'),
  capacity: z.number().int().min(1).max(100).default(1).describe('Contacts that one agent may have at once.'),
  interrupts: z.array(Id).default([]).describe('Channels whose contacts do not keep this one away: a call interrupts chats.'),
});
