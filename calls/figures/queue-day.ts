import type { CallId, EpochMillis } from '#core';

/** How one call's wait in one queue ended. */
export interface Served {
  readonly call: CallId;
  readonly queue: string;
  readonly at: EpochMillis;
  readonly as: 'answered' | 'abandoned';
  readonly waitSeconds: number;
  /** Within the queue's target. */
  readonly inTime: boolean;
  /** Who answered. */
  readonly agent?: string;
}

/** Counts of a queue since midnight. */
export interface QueueCounts {
  readonly answered: number;
  readonly answeredInTime: number;
  readonly abandoned: number;
  /** Who gave up before the target was reached says nothing about the service: those are not offered. */
  readonly abandonedLate: number;
}

/** The calls one queue served since midnight; each counts once, by the first end of a wait there. */
export class QueueDay {
  readonly #served = new Map<CallId, Served>();
  readonly #counts = { answered: 0, answeredInTime: 0, abandoned: 0, abandonedLate: 0 };

  get served(): Iterable<Served> {
    return this.#served.values();
  }

  get counts(): QueueCounts {
    return { ...this.#counts };
  }

  add(served: Served): void {
    if (this.#served.has(served.call)) return;
    this.#served.set(served.call, served);
    this.#counts[served.as] += 1;
    if (served.as === 'answered' && served.inTime) this.#counts.answeredInTime += 1;
    if (served.as === 'abandoned' && !served.inTime) this.#counts.abandonedLate += 1;
  }
}

/** Calls that the service level is a share of. */
export const isOffered = ({ as, inTime }: Served): boolean => as === 'answered' || !inTime;
