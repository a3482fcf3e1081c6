import type { CallId, Millis, QueueId } from '#core';
import type { AgentWork } from './model.ts';

/** What can be asked of the machine at any time. */

/** An agent's background work as it is now. */
export interface AsideView {
  readonly work: readonly (AgentWork & { readonly offer?: string; /** End of the offer, or of the rest. */ readonly until?: Millis })[];
  /** Of the channel asked for. */
  readonly capacity: number;
}

export interface QueueView {
  readonly queue: QueueId;
  readonly waiting: number;
  readonly longestWaitMs: Millis;
  readonly agentsReady: number;
  /** Of those waiting: whom nobody in the settings can ever take as their needs stand now (they end by a step, `maxWaitMs` or by leaving). Absent = 0. */
  readonly unservable?: number;
}

/** One contact that waits or rings. */
export interface ContactView {
  readonly contact: CallId;
  readonly queue: QueueId;
  /** 1 = next in its queue. */
  readonly position: number;
  readonly waitedMs: Millis;
  readonly step: number;
  readonly ringing: boolean;
  /** Agents in the settings, signed in or not, who can take it as its needs stand now; 0 = nobody ever can. */
  readonly agents?: number;
}
