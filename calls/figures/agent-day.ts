import type { TodayFigures } from '#contract';
import type { CallId, EpochMillis, Millis } from '#core';
import type { AgentState } from '#routing';

type StateName = AgentState['kind'];

const SIGNED_IN = (state: StateName) => state !== 'offline';
const OCCUPIED = (state: StateName) => state === 'busy' || state === 'wrap-up' || state === 'offered';

/** Figures of one agent since midnight. */
export class AgentDay {
  /** Calls spoken on, with the end of the last conversation in each. */
  readonly calls = new Map<CallId, EpochMillis>();
  missed = 0;
  answeredElsewhere = 0;
  #talkMs: Millis = 0;
  #wrapUpMs: Millis = 0;
  #signedInMs: Millis = 0;
  #occupiedMs: Millis = 0;
  #state: StateName;
  #since: EpochMillis;

  constructor(state: StateName, since: EpochMillis) {
    this.#state = state;
    this.#since = since;
  }

  get state(): StateName {
    return this.#state;
  }

  enter(state: StateName, at: EpochMillis): void {
    this.#settle(at);
    this.#state = state;
  }

  /** A conversation is over; a call that came back counts once. */
  talked(call: CallId, ms: Millis, at: EpochMillis): void {
    this.calls.set(call, at);
    this.#talkMs += ms;
  }

  figures(at: EpochMillis): TodayFigures {
    this.#settle(at);
    const { size } = this.calls;
    return {
      calls: size,
      talkSeconds: seconds(this.#talkMs),
      handleSeconds: size === 0 ? 0 : seconds((this.#talkMs + this.#wrapUpMs) / size),
      occupancy: this.#signedInMs === 0 ? 0 : Math.round((this.#occupiedMs / this.#signedInMs) * 100) / 100,
      missed: this.missed,
      answeredElsewhere: this.answeredElsewhere,
    };
  }

  /** Counts the time in the present state. */
  #settle(at: EpochMillis): void {
    const span = Math.max(0, at - this.#since);
    this.#since = Math.max(this.#since, at);
    if (SIGNED_IN(this.#state)) this.#signedInMs += span;
    if (OCCUPIED(this.#state)) this.#occupiedMs += span;
    if (this.#state === 'wrap-up') this.#wrapUpMs += span;
  }
}

const seconds = (ms: Millis) => Math.round(ms / 1000);
