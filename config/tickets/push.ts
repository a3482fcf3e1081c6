import { z } from 'zod';
import { Id, Level } from '../routing/words.ts';

/** Tickets that are offered to agents; docs/tickets.md explains them with examples. */

/** As for calls, but for those that ring everywhere at once. */
const STRATEGIES = ['longest-idle', 'least-occupied', 'round-robin', 'top-down', 'best-skill', 'random'] as const;
const Seconds = z.number().int().min(1).max(86_400);

const offered = {
  offerSeconds: z.number().int().min(5).max(3_600),
  duringCalls: z.boolean(),
  callsInterrupt: z.boolean(),
  strategy: z.enum(STRATEGIES),
};
const told = {
  offerSeconds: 'An offer stands so long on the desk; then the ticket goes to the next agent.',
  duringCalls: 'Also offer new tickets to agents in a call or in its wrap-up.',
  callsInterrupt: 'Agents with tickets are offered calls as if they had none. If not, none while they have an open ticket.',
  strategy: 'Among agents with the same number of tickets (longest-idle, random), or before that number counts (all others).',
};

export const TicketPush = z.strictObject({
  enabled: z.boolean().default(false).describe('Offer tickets that nobody has to agents who are ready. Otherwise they are taken from the list.'),
  capacity: z.number().int().min(1).max(100).default(3).describe('Tickets (new or open) that an agent may have before no more are offered; `agents[].capacities.ticket` for one agent, an entry `ticket` of `channels` comes before this.'),
  offerSeconds: offered.offerSeconds.default(30).describe(told.offerSeconds),
  duringCalls: offered.duringCalls.default(false).describe(told.duringCalls),
  callsInterrupt: offered.callsInterrupt.default(true).describe(told.callsInterrupt),
  strategy: offered.strategy.default('longest-idle').describe(told.strategy),
  restSeconds: Seconds.default(15).describe('Who declined one is offered no other for so long.'),
  missedSeconds: Seconds.default(120).describe('Who let one run out is offered no other for so long, or until being ready again after a break.'),
  againSeconds: Seconds.default(900).describe('Who declined one is not offered the same one again for so long.'),
  graceSeconds: z.number().int().min(0).max(2_592_000).default(3_600).describe('Tickets that an agent took from an offer go back to their queue when the agent has been offline so long.'),
  queues: z
    .array(
      z.strictObject({
        id: Id.describe('A queue.'),
        enabled: z.boolean().default(true).describe('Offer its tickets; false: they are taken from the list.'),
        skills: z.record(z.string(), Level).default({}).describe('Skill → least level of agents who are offered its tickets.'),
        priority: z.number().int().min(-1_000).max(1_000).default(0).describe('Tickets of queues with a higher one are offered first.'),
        offerSeconds: offered.offerSeconds.optional().describe(told.offerSeconds),
        duringCalls: offered.duringCalls.optional().describe(told.duringCalls),
        callsInterrupt: offered.callsInterrupt.optional().describe(told.callsInterrupt),
        strategy: offered.strategy.optional().describe(told.strategy),
      }),
    )
    .default([])
    .describe('What differs in some queues.'),
});
