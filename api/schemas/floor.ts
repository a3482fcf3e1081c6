import { z } from 'zod';
import type { Floor, FloorAgent, FloorAlert, FloorCall, FloorQueue, ServedCalls, Transcript } from '#contract';
import { agentState } from './desk.ts';
import { count, epoch, inBothLanguages, language, name, share } from './fields.ts';

export const FloorQueueBody: z.ZodType<FloorQueue, FloorQueue> = z.object({
  id: z.string(),
  name: z.string(),
  waiting: count,
  waitingSince: epoch.optional(),
  serviceLevel: share.optional(),
  levelToday: z.object({ inTime: count, offered: count }).optional(),
  target: z.object({ share, seconds: z.number() }),
  answeredToday: count,
  abandonedToday: count,
  agentsReady: count,
});

export const FloorAgentBody: z.ZodType<FloorAgent, FloorAgent> = z.object({
  id: z.string(),
  name: z.string(),
  teams: z.array(z.string()).readonly(),
  state: agentState,
  reason: z.string().optional(),
  since: epoch,
  callId: z.string().optional(),
  callsToday: count,
  queues: z.array(z.string()).readonly().optional(),
});

export const FloorCallBody: z.ZodType<FloorCall, FloorCall> = z.object({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  stage: z.enum(['flow', 'queue', 'talk', 'ending']),
  since: epoch,
  language,
  queue: z.string().optional(),
  queues: z.array(z.string()).readonly().optional(),
  waitingSince: epoch.optional(),
  agent: z.string().optional(),
  held: z.boolean(),
  alerts: count,
  tags: z.array(z.string()).readonly().optional(),
});

export const FloorAlertBody: z.ZodType<FloorAlert, FloorAlert> = z.object({
  id: z.string(),
  callId: z.string(),
  rule: z.string(),
  severity: z.string(),
  title: inBothLanguages,
  hint: inBothLanguages.optional(),
  request: inBothLanguages.optional(),
  speaker: z.enum(['caller', 'agent']).optional(),
  agent: z.string().optional(),
  at: epoch,
  audioAt: z.number(),
  evidence: z.string(),
  acknowledgedBy: z.string().optional(),
});

export const FloorBody: z.ZodType<Floor, Floor> = z.object({
  at: epoch,
  queues: z.array(FloorQueueBody).readonly(),
  agents: z.array(FloorAgentBody).readonly(),
  calls: z.array(FloorCallBody).readonly(),
  alerts: z.array(FloorAlertBody).readonly(),
});

const seconds = z.number().nonnegative();
export const ServedCallsBody: z.ZodType<ServedCalls, ServedCalls> = z.object({
  total: count,
  elsewhere: count,
  calls: z
    .array(
      z.object({
        id: z.string(),
        startedAt: epoch,
        from: z.string(),
        outcome: z.string(),
        queue: z.string().optional(),
        agent: z.string().optional(),
        as: z.enum(['answered', 'abandoned']).optional(),
        waitSeconds: seconds.optional(),
        inTime: z.boolean().optional(),
        talkSeconds: seconds.optional(),
        alerts: count,
      }),
    )
    .readonly(),
  next: z.string().optional(),
});

export const ServedQuery = z.strictObject({
  queue: name.optional(),
  agent: name.optional(),
  as: z.enum(['answered', 'abandoned', 'offered']).optional().describe('Only calls that were answered, abandoned, or that the service level counts.'),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

const word = z.object({ text: z.string(), start: z.number(), end: z.number(), confidence: z.number().optional(), written: z.string().optional() });
export const TranscriptBody: z.ZodType<Transcript, Transcript> = z.object({
  callId: z.string(),
  turns: z.array(z.object({ speaker: z.enum(['caller', 'agent']), agent: z.string().optional(), turn: z.number().int(), words: z.array(word).readonly() })).readonly(),
  alerts: z.array(FloorAlertBody).readonly(),
});

export const AcknowledgeBody = z.strictObject({ id: z.string().min(1).max(300) });

export const FLOOR_NAMED = { FloorQueue: FloorQueueBody, FloorAgent: FloorAgentBody, FloorCall: FloorCallBody, FloorAlert: FloorAlertBody, Floor: FloorBody, ServedCalls: ServedCallsBody, Transcript: TranscriptBody };
