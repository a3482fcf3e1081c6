import type { Millis } from '#core';

/** What the recent past of a queue is judged by. */
export interface RateOptions {
  /** Older facts are forgotten. */
  readonly windowMs: Millis;
  /** Assumed of a contact, from ring to the agent's next readiness, before anything is known. */
  readonly priorHandlingMs: Millis;
  /** Assumed from the ring to the answer. */
  readonly priorRingMs: Millis;
  /** How many contacts the assumptions weigh as much as. */
  readonly priorWeight: number;
}

/** Three minutes is what branches report most; five contacts of one's own outweigh it. */
export const RATE_DEFAULTS: RateOptions = { windowMs: 1_800_000, priorHandlingMs: 180_000, priorRingMs: 5_000, priorWeight: 5 };

/** The window is forgotten in so many pieces: a queue costs the same whatever its traffic. */
const PIECES = 30;

interface Piece {
  at: number;
  /** Contacts answered that had had to wait for an agent. */
  starts: number;
  /** Agent-milliseconds worked while somebody waited for an agent. */
  agentMs: number;
  handled: number;
  handlingMs: number;
  answered: number;
  ringMs: number;
}

/**
 * How fast one agent of a queue takes callers from it, while callers wait.
 * Only time in which somebody waits tells: then each agent who becomes free starts with the next caller. Agents who also serve
 * other queues start less often here, and that is seen. Gamma prior: the mean handling time, worth `priorWeight` starts.
 */
export class ServiceRate {
  readonly #options: RateOptions;
  readonly #pieces: Piece[] = [];

  constructor(options: RateOptions = RATE_DEFAULTS) {
    this.#options = options;
  }

  /** So many agents worked for so long, and somebody waited for one of them. */
  congested(agents: number, ms: Millis, now: Millis): void {
    this.#piece(now).agentMs += agents * ms;
  }

  /** An answer after `ringMs`; `waited`: no agent had been free when the contact came. */
  answered(ringMs: Millis, waited: boolean, now: Millis): void {
    const piece = this.#piece(now);
    piece.answered += 1;
    piece.ringMs += ringMs;
    if (waited) piece.starts += 1;
  }

  /** An agent is free again, `ms` after the ring. */
  handled(ms: Millis, now: Millis): void {
    const piece = this.#piece(now);
    piece.handled += 1;
    piece.handlingMs += ms;
  }

  /** Milliseconds that one agent takes from start to start. */
  agentMsPerStart(now: Millis): Millis {
    const { priorWeight, priorHandlingMs } = this.#options;
    const { starts, agentMs, handled, handlingMs } = this.#sum(now);
    const handling = (priorWeight * priorHandlingMs + handlingMs) / (priorWeight + handled);
    return (priorWeight * handling + agentMs) / (priorWeight + starts);
  }

  ringMs(now: Millis): Millis {
    const { priorWeight, priorRingMs } = this.#options;
    const { answered, ringMs } = this.#sum(now);
    return (priorWeight * priorRingMs + ringMs) / (priorWeight + answered);
  }

  /** The n-th of those who wait is answered after so long; undefined while no agent works. */
  expectedMs(position: number, agents: number, now: Millis): Millis | undefined {
    if (agents === 0) return undefined;
    return (position * this.agentMsPerStart(now)) / agents + this.ringMs(now);
  }

  #piece(now: Millis): Piece {
    const at = Math.floor((now * PIECES) / this.#options.windowMs);
    const last = this.#pieces.at(-1);
    if (last && last.at >= at) return last;
    const piece: Piece = { at, starts: 0, agentMs: 0, handled: 0, handlingMs: 0, answered: 0, ringMs: 0 };
    this.#pieces.push(piece);
    while ((this.#pieces[0]?.at ?? at) <= at - PIECES) this.#pieces.shift();
    return piece;
  }

  #sum(now: Millis): Omit<Piece, 'at'> {
    const oldest = Math.floor((now * PIECES) / this.#options.windowMs) - PIECES;
    const sum = { starts: 0, agentMs: 0, handled: 0, handlingMs: 0, answered: 0, ringMs: 0 };
    for (const piece of this.#pieces) {
      if (piece.at <= oldest) continue;
      for (const key of ['starts', 'agentMs', 'handled', 'handlingMs', 'answered', 'ringMs'] as const) sum[key] += piece[key];
    }
    return sum;
  }
}
