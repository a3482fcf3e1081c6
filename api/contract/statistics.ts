import type { EpochMillis } from '#core';

/** Of one queue in one interval; counted where the wait began, so that everybody offered has one end. */
export interface QueueStatisticsRow {
  readonly begin: EpochMillis;
  readonly offered: number;
  readonly answered: number;
  readonly answeredInTime: number;
  /** All who hung up, the next two included. */
  readonly abandoned: number;
  /** Within the queue's target. */
  readonly abandonedInTime: number;
  /** Within seconds: misdialled. */
  readonly abandonedShort: number;
  readonly overflowed: number;
  /** Taken out by the flow: callback, voicemail, another menu. */
  readonly left: number;
  /** Cut off by a stop of the server. */
  readonly lost: number;
  readonly waiting: number;
  readonly talks: number;
  readonly transferred: number;
  readonly longestWaitSeconds: number;
  /** Answered in time ÷ (answered + abandoned after the target); shares are 0–1, absent where there is nothing to divide by. */
  readonly serviceLevel?: number;
  /** Answered in time ÷ all offered but short ones. */
  readonly serviceLevelOfAll?: number;
  readonly abandonedShare?: number;
  readonly asaSeconds?: number;
  readonly abandonedAfterSeconds?: number;
  /** Talk without hold + hold + wrap-up. */
  readonly handleSeconds?: number;
  readonly talkSeconds?: number;
  readonly holdSeconds?: number;
  readonly wrapUpSeconds?: number;
}

/** Of one agent in one interval: times where they passed, conversations where they began. */
export interface AgentStatisticsRow {
  readonly begin: EpochMillis;
  readonly signedInSeconds: number;
  readonly readySeconds: number;
  readonly offeredSeconds: number;
  readonly busySeconds: number;
  readonly wrapUpSeconds: number;
  readonly notReadySeconds: number;
  readonly reasons: Readonly<Record<string, number>>;
  readonly talks: number;
  readonly transferred: number;
  /** Rang to the time-out or rejected, and nobody else had taken it while it rang. */
  readonly missed: number;
  /** Taken by another agent while it rang. */
  readonly answeredElsewhere: number;
  /** Ringing, talking, wrap-up ÷ those and ready. */
  readonly occupancy?: number;
  /** Talking and wrap-up ÷ signed in. */
  readonly utilisation?: number;
  readonly handleSeconds?: number;
}

export type StatisticsInterval = 'quarter' | 'day';

export interface QueueStatistics {
  readonly queues: readonly { readonly queue: string; readonly name: string; readonly targetSeconds: number; readonly rows: readonly QueueStatisticsRow[]; readonly total: QueueStatisticsRow }[];
}

export interface AgentStatistics {
  readonly agents: readonly {
    readonly agent: string;
    readonly name: string;
    readonly rows: readonly AgentStatisticsRow[];
    /** Share of the planned time kept, 0–1; absent without a plan. */
    readonly adherence?: number;
    /** Time at work ÷ time planned for work. */
    readonly conformance?: number;
  }[];
}

/** How a call is counted: the figure it is behind. Of queues all but the last two, of agents `talks`, `transferred`, `missed`, `answered-elsewhere`. */
export type CountedAs = 'offered' | 'answered' | 'in-time' | 'abandoned' | 'abandoned-short' | 'overflowed' | 'left' | 'lost' | 'waiting' | 'talks' | 'transferred' | 'missed' | 'answered-elsewhere';

export interface CountedCall {
  readonly id: string;
  /** When it was counted: begin of the wait, of the conversation, or the phone that was not answered. */
  readonly at: number;
  /** Masked for those without the right. */
  readonly from: string;
  readonly queue?: string;
  readonly agent?: string;
  /** How the wait ended: `answered`, `abandoned`, `overflowed`, `left`, `lost`, `open`. */
  readonly end?: string;
  readonly waitSeconds?: number;
  readonly talkSeconds?: number;
  readonly holdSeconds?: number;
}

/** `GET /api/statistics/calls?of=queues|agents&as=&from=&until=&id=&team=&cursor=&limit=`: exactly the calls a figure counts, newest first. */
export interface CountedCalls {
  readonly total: number;
  /** How many of them people of other teams served: counted in the queue, not shown. */
  readonly elsewhere: number;
  readonly calls: readonly CountedCall[];
  readonly next?: string;
}

export interface StaffQuery {
  readonly callsPerHour: number;
  /** Talk and wrap-up. */
  readonly handleSeconds: number;
  /** Share 0–1 answered within `seconds`. */
  readonly level: number;
  readonly seconds: number;
  /** Callers give up after so long in the mean (Erlang A); without it they wait for ever (Erlang C). */
  readonly patienceSeconds?: number | undefined;
  /** At most, 0–1. */
  readonly occupancy?: number | undefined;
  /** Share of paid time away from the place, 0–1. */
  readonly shrinkage?: number | undefined;
}

export interface StaffRow {
  readonly agents: number;
  /** To be paid so that so many are there. */
  readonly scheduled: number;
  readonly serviceLevel: number;
  /** Absent where the line grows for ever. */
  readonly meanWaitSeconds?: number;
  /** Share of callers who wait at all. */
  readonly waitProbability: number;
  readonly occupancy: number;
  /** Share that gives up; with patience only. */
  readonly abandoned?: number;
}

/** `GET /api/statistics/staff` */
export interface Staffing {
  /** The fewest that reach the target; absent when no number does. */
  readonly agents?: number;
  /** Erlang. */
  readonly load: number;
  /** The answer, and some fewer and more. */
  readonly rows: readonly StaffRow[];
}
