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
  readonly missed: number;
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
