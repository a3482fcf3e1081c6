import { z } from 'zod';
import type { CallOffers, ExplainedOffer } from '#contract';
import { count, epoch } from './fields.ts';

const seconds = z.number().nonnegative();

export const ExplainedOfferBody: z.ZodType<ExplainedOffer, ExplainedOffer> = z.object({
  at: epoch,
  queue: z.string(),
  agent: z.string(),
  outcome: z.string().describe('ringing, answered, or why not: no-answer, rejected, busy, unreachable, abandoned …'),
  seconds: seconds.optional().describe('From ring to outcome.'),
  waitedSeconds: seconds,
  strategy: z.enum(['direct', 'longest-idle', 'least-occupied', 'fewest-calls', 'round-robin', 'top-down', 'best-skill', 'random', 'ring-all', 'progressive']),
  whyAgent: z.enum(['asked-for', 'only-candidate', 'first-by-strategy', 'rings-with-others', 'chosen-by-strategy']),
  whyContact: z.enum(['next-in-line', 'others-not-for-this-agent', 'asked-for-this-agent', 'unknown']),
  ahead: count.optional().describe('Contacts of higher rank that this agent could not take.'),
  priority: z.number().optional(),
  step: count.optional().describe('The step in force, 0 = the first.'),
  needs: z.array(z.object({ skill: z.string(), level: z.number(), weight: z.number().optional() })).readonly().optional().describe('As relaxed by the steps.'),
  candidates: z.array(z.object({ agent: z.string(), idleSeconds: seconds, score: z.number().optional() })).readonly().describe('Best first; score is what the strategy compares.'),
  candidateCount: count.describe('All who could have taken it; more than are listed.'),
  excluded: z
    .array(
      z.object({
        agent: z.string(),
        why: z.enum(['missing-skill', 'not-ready', 'offline', 'offered', 'busy', 'wrap-up', 'excepted', 'other']),
        skill: z.string().optional(),
        level: z.number().optional(),
        reason: z.string().optional(),
        text: z.string(),
      }),
    )
    .readonly(),
});

export const CallOffersBody: z.ZodType<CallOffers, CallOffers> = z.object({ callId: z.string(), offers: z.array(ExplainedOfferBody).readonly() });

export const OFFERS_NAMED = { ExplainedOffer: ExplainedOfferBody, CallOffers: CallOffersBody };
