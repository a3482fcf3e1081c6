import { z } from 'zod';
import type { AgentStatistics, AgentStatisticsRow, CountedCalls, QueueStatistics, QueueStatisticsRow, StaffQuery, Staffing } from '#contract';
import { count, epoch, moment, name, share } from '../../schemas/fields.ts';

const DAY_MS = 86_400_000;
/** Each question reads every call of its time anew. */
const MOST_DAYS = { quarter: 7, day: 62 } as const;

const about = {
  from: moment.describe('Begin: epoch ms or ISO 8601; only what began from then on is counted.'),
  until: moment.describe('End, not included.'),
  id: name.optional().describe('Only this queue or agent.'),
  team: name.optional().describe('Only queues or agents of this team.'),
};

export const StatisticsQuery = z
  .strictObject({
    ...about,
    interval: z.enum(['quarter', 'day']).default('quarter').describe('Rows of 15 minutes (at most 7 days) or of local days (at most 62).'),
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
  missed: count.describe('Rang at this agent to the time-out or was rejected; once for each call where phones ring together.'),
  answeredElsewhere: count.describe('Another agent took it while it rang here.'),
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

export const CountedQuery = z
  .strictObject({
    ...about,
    of: z.enum(['queues', 'agents']),
    as: z
      .enum(['offered', 'answered', 'in-time', 'abandoned', 'abandoned-short', 'overflowed', 'left', 'lost', 'waiting', 'talks', 'transferred', 'missed', 'answered-elsewhere'])
      .describe('The figure; of agents: talks, transferred, missed, answered-elsewhere.'),
    limit: z.coerce.number().int().min(1).max(200).default(100),
    cursor: z.string().max(500).optional().describe('`next` of the page before.'),
  })
  .refine(({ from, until }) => until > from && until - from <= MOST_DAYS.day * DAY_MS, { error: 'must be after "from", at most 62 days', path: ['until'] });

export const CountedCallsBody: z.ZodType<CountedCalls, CountedCalls> = z.object({
  total: count,
  elsewhere: count.describe('Served by people of other teams: counted in the queue, not shown.'),
  calls: z
    .array(
      z.object({
        id: z.string(),
        at: epoch,
        from: z.string(),
        queue: z.string().optional(),
        agent: z.string().optional(),
        end: z.string().optional().describe('answered, abandoned, overflowed, left, lost, open.'),
        waitSeconds: seconds.optional(),
        talkSeconds: seconds.optional(),
        holdSeconds: seconds.optional(),
      }),
    )
    .readonly(),
  next: z.string().optional(),
});

const given = (least: number, most: number) => z.coerce.number().min(least).max(most);

export const StaffQuestion = z.strictObject({
  callsPerHour: given(0, 1e6),
  handleSeconds: given(1, 86_400).describe('Talk and wrap-up.'),
  level: given(0.01, 0.999).default(0.8).describe('Share answered within `seconds`.'),
  seconds: given(0, 3_600).default(20),
  patienceSeconds: given(1, 86_400).optional().describe('Callers give up after so long in the mean; without it they wait for ever.'),
  occupancy: given(0.01, 1).optional().describe('At most.'),
  shrinkage: given(0, 0.95).optional().describe('Share of paid time away from the place.'),
}) satisfies z.ZodType<StaffQuery>;

export const StaffingBody: z.ZodType<Staffing, Staffing> = z.object({
  agents: count.optional().describe('The fewest that reach the target.'),
  load: seconds.describe('Erlang.'),
  rows: z
    .array(
      z.object({
        agents: count,
        scheduled: count.describe('To be paid so that so many are there.'),
        serviceLevel: share,
        meanWaitSeconds: seconds.optional().describe('Absent where the line grows for ever.'),
        waitProbability: share,
        occupancy: share,
        abandoned: share.optional(),
      }),
    )
    .readonly(),
});
