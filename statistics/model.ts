import type { CallId, EpochMillis, Millis } from '#core';

/** One fact of a call's timeline; those of one call come in their order. */
export interface Step {
  readonly callId: CallId;
  readonly at: EpochMillis;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Types of steps that statistics are made of. */
export const COUNTED_STEPS: readonly string[] = [
  'queue.entered',
  'queue.overflowed',
  'queue.left',
  'agent.connected',
  'agent.left',
  'call.held',
  'call.resumed',
  'transfer.accepted',
  'offer.made',
  'offer.failed',
  'call.ended',
];

/**
 * How a caller's wait in a queue ended. `answered`: an agent spoke; `abandoned`: the caller hung up; `overflowed`: waits in
 * another queue; `left`: taken out by the flow (callback, voicemail, another menu) or because nobody can ever serve; `lost`: the
 * server stopped; `open`: still waiting.
 */
export type StayEnd = 'answered' | 'abandoned' | 'overflowed' | 'left' | 'lost' | 'open';

/** The wait of one call in one queue; a call that comes back to a queue counts there once, by its first wait. */
export interface Stay {
  readonly call: CallId;
  readonly queue: string;
  readonly since: EpochMillis;
  readonly end: StayEnd;
  /** Until its end; until now for one that goes on. */
  readonly waitMs: Millis;
}

/** One agent with one call, from the first word until either goes. */
export interface Talk {
  readonly call: CallId;
  /** Where the call waited before, also when it was transferred to this agent alone. */
  readonly queue: string;
  readonly agent: string;
  readonly since: EpochMillis;
  readonly until: EpochMillis | undefined;
  /** Time on hold is part of it. */
  readonly talkMs: Millis;
  readonly holdMs: Millis;
  /** The agent gave the caller on; once for each transfer, whatever was tried before. */
  readonly transferred: boolean;
}

/** A phone that rang and was not answered: missed by its agent, or taken elsewhere while it rang. */
export interface Rang {
  readonly agent: string;
  readonly at: EpochMillis;
  readonly as: 'missed' | 'elsewhere';
  readonly why: string;
}

export interface CallFacts {
  readonly stays: readonly Stay[];
  readonly talks: readonly Talk[];
  readonly rang: readonly Rang[];
}

/** An agent is in another state from then on. */
export interface AgentStep {
  readonly agent: string;
  readonly at: EpochMillis;
  readonly state: string;
  readonly reason?: string;
}

/** An agent's stay in one state. */
export interface AgentSpan {
  readonly agent: string;
  readonly state: string;
  readonly reason?: string;
  readonly from: EpochMillis;
  readonly until: EpochMillis;
}
