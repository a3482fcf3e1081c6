import { z } from 'zod';
import type { AgentStatistics, AgentStatisticsRow, QueueStatistics, QueueStatisticsRow } from '#contract';
import { count, epoch, moment, name, share } from '../../schemas/fields.ts';

const DAY_MS = 86_400_000;
/** Each question reads every call of its time anew. */
const MOST_DAYS = { quarter: 7, day: 62 } as const;

export const StatisticsQuery = z
  .strictObject({
    from: moment.describe('Begin: epoch ms or ISO 8601; only what began from then on is counted.'),
    until: moment.describe('End, not included.'),
    interval: z.enum(['quarter', 'day']).default('quarter').describe('Rows of 15 minutes (at most 7 days) or of local days (at most 62).'),
    id: name.optional().describe('Only this queue or agent.'),
    format: z.enum(['json', 'csv']).default('json'),
  })
  .refine(({ from, until }) => until > from, { error: 'must be after "from"', path: ['until'] })
  .refine(({ from, until, interval }) => until - from <= MOST_DAYS[interval] * DAY_MS, { error: 'is too far from "from": at most 7 days of quarters, 62 of days', path: ['until'] });

const seconds = z.number().nonnegative();
const figures = {
  serviceLevel: share.optional().describe('Answered in time ÷ (answered + abandoned after the target).'),
  serviceLevelOfAll: share.optional().describe('Answered in time ÷ all offered but those abandoned within 5 s.'),
  abandonedShare: share.optional(),
  asaSeconds: seconds.optional(),
  abandonedAfterSeconds: seconds.optional(),
  handleSeconds: seconds.optional().describe('Talk without hold + hold + wrap-up.'),
  talkSeconds: seconds.optional(),
  holdSeconds: seconds.optional(),
  wrapUpSeconds: seconds.optional(),
};

const QueueRow: z.ZodType<QueueStatisticsRow, QueueStatisticsRow> = z.object({
  begin: epoch,
  offered: count.describe('answered + abandoned + overflowed + left + lost + waiting.'),
  answered: count,
  answeredInTime: count,
  abandoned: count,
  abandonedInTime: count,
  abandonedShort: count,
  overflowed: count,
  left: count,
  lost: count,
  waiting: count,
  talks: count,
  transferred: count,
  longestWaitSeconds: seconds,
  ...figures,
});

export const QueueStatisticsBody: z.ZodType<QueueStatistics, QueueStatistics> = z.object({
  queues: z.array(z.object({ queue: z.string(), name: z.string(), targetSeconds: seconds, rows: z.array(QueueRow).readonly(), total: QueueRow })).readonly(),
});

const AgentRow: z.ZodType<AgentStatisticsRow, AgentStatisticsRow> = z.object({
  begin: epoch,
  signedInSeconds: seconds,
  readySeconds: seconds,
  offeredSeconds: seconds,
  busySeconds: seconds,
  wrapUpSeconds: seconds,
  notReadySeconds: seconds,
  reasons: z.record(z.string(), seconds).describe('Of the time not ready, by reason.'),
  talks: count,
  transferred: count,
  missed: count,
  occupancy: share.optional().describe('Ringing, talking and wrap-up ÷ those and ready.'),
  utilisation: share.optional().describe('Talking and wrap-up ÷ signed in.'),
  handleSeconds: seconds.optional(),
});

export const AgentStatisticsBody: z.ZodType<AgentStatistics, AgentStatistics> = z.object({
  agents: z
    .array(
      z.object({
        agent: z.string(),
        name: z.string(),
        rows: z.array(AgentRow).readonly(),
        adherence: share.optional().describe('Share of the planned time kept.'),
        conformance: z.number().nonnegative().optional().describe('Time at work ÷ time planned for work.'),
      }),
    )
    .readonly(),
});
