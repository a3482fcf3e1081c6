import type { EpochMillis } from '#core';
import type { AgentState } from '#routing';
import type { CallSummary } from '#store';
import type { TodayFigures } from '#contract';

const DAY_MS = 86_400_000;

/** Figures of one agent since midnight, times in ms. */
interface AgentDay {
  calls: number;
  talkMs: number;
  wrapUpMs: number;
  missed: number;
  signedInMs: number;
  occupiedMs: number;
  state: AgentState['kind'];
  since: EpochMillis;
}

export interface QueueDay {
  answered: number;
  answeredInTime: number;
  abandoned: number;
}

/** Ways an offer ends that the agent has to answer for. */
const MISSED: readonly string[] = ['no-answer', 'rejected'];
const SIGNED_IN = (state: AgentState['kind']) => state !== 'offline';
const OCCUPIED = (state: AgentState['kind']) => state === 'busy' || state === 'wrap-up' || state === 'offered';

/**
 * Today's figures in memory: begun from the calls stored since midnight, kept up by what happens. What only states tell
 * (wrap-up, signed-in time) is known since the server started. Begins anew at midnight.
 */
export class DayBook {
  readonly #startOfDay: (at: EpochMillis) => EpochMillis;
  readonly #targetSeconds: (queue: string) => number;
  #agents = new Map<string, AgentDay>();
  #queues = new Map<string, QueueDay>();
  #tomorrow = 0;

  constructor(options: { startOfDay: (at: EpochMillis) => EpochMillis; targetSeconds: (queue: string) => number }) {
    this.#startOfDay = options.startOfDay;
    this.#targetSeconds = options.targetSeconds;
  }

  /** A call of today that is over already, as the store tells it. */
  remember({ agent, queue, outcome, waitSeconds = 0, talkSeconds = 0 }: CallSummary, at: EpochMillis): void {
    this.#turnPage(at);
    if (agent !== undefined) {
      const day = this.#agent(agent, at);
      day.calls += 1;
      day.talkMs += talkSeconds * 1000;
    }
    if (queue === undefined) return;
    if (agent !== undefined) this.answered(queue, waitSeconds, at);
    else if (outcome === 'abandoned') this.abandoned(queue, at);
  }

  answered(queue: string, waitSeconds: number, at: EpochMillis): void {
    this.#turnPage(at);
    const day = this.#queue(queue);
    day.answered += 1;
    if (waitSeconds <= this.#targetSeconds(queue)) day.answeredInTime += 1;
  }

  abandoned(queue: string, at: EpochMillis): void {
    this.#turnPage(at);
    this.#queue(queue).abandoned += 1;
  }

  talked(agent: string, talkSeconds: number, at: EpochMillis): void {
    const day = this.#agent(agent, at);
    day.calls += 1;
    day.talkMs += talkSeconds * 1000;
  }

  offerFailed(agent: string, why: string, at: EpochMillis): void {
    if (MISSED.includes(why)) this.#agent(agent, at).missed += 1;
  }

  state(agent: string, state: AgentState['kind'], at: EpochMillis): void {
    const day = this.#agent(agent, at);
    settle(day, at);
    day.state = state;
  }

  today(agent: string, at: EpochMillis): TodayFigures {
    const day = this.#agent(agent, at);
    settle(day, at);
    const seconds = (ms: number) => Math.round(ms / 1000);
    return {
      calls: day.calls,
      talkSeconds: seconds(day.talkMs),
      handleSeconds: day.calls === 0 ? 0 : seconds((day.talkMs + day.wrapUpMs) / day.calls),
      occupancy: day.signedInMs === 0 ? 0 : Math.round((day.occupiedMs / day.signedInMs) * 100) / 100,
      missed: day.missed,
    };
  }

  queue(queue: string, at: EpochMillis): Readonly<QueueDay> {
    this.#turnPage(at);
    return this.#queue(queue);
  }

  #agent(id: string, at: EpochMillis): AgentDay {
    this.#turnPage(at);
    let day = this.#agents.get(id);
    if (!day) this.#agents.set(id, (day = { ...NOTHING, state: 'offline', since: at }));
    return day;
  }

  #queue(id: string): QueueDay {
    let day = this.#queues.get(id);
    if (!day) this.#queues.set(id, (day = { answered: 0, answeredInTime: 0, abandoned: 0 }));
    return day;
  }

  #turnPage(at: EpochMillis): void {
    if (at < this.#tomorrow) return;
    const midnight = this.#startOfDay(at);
    this.#tomorrow = midnight + DAY_MS;
    this.#queues = new Map();
    this.#agents = new Map([...this.#agents].map(([id, { state }]) => [id, { ...NOTHING, state, since: midnight }]));
  }
}

const NOTHING = { calls: 0, talkMs: 0, wrapUpMs: 0, missed: 0, signedInMs: 0, occupiedMs: 0 };

/** Counts the time in the present state up to `at`. */
function settle(day: AgentDay, at: EpochMillis): void {
  const span = Math.max(0, at - day.since);
  day.since = at;
  if (SIGNED_IN(day.state)) day.signedInMs += span;
  if (OCCUPIED(day.state)) day.occupiedMs += span;
  if (day.state === 'wrap-up') day.wrapUpMs += span;
}
