import type { TodayFigures } from '#contract';
import type { CallId, EpochMillis } from '#core';
import type { AgentState } from '#routing';
import { Rings } from '#statistics';
import type { TimelineEvent } from '#store';
import { AgentDay } from './agent-day.ts';
import { type QueueCounts, QueueDay, type Served } from './queue-day.ts';

const DAY_MS = 86_400_000;

/** Steps of a timeline that figures are made of. */
export const COUNTED: readonly string[] = ['queue.entered', 'queue.left', 'agent.connected', 'agent.left', 'offer.failed', 'call.ended'];

/** Steps of one call come in their order; calls may come one after the other, as they do after a restart. */
export type Step = Pick<TimelineEvent, 'callId' | 'at' | 'type' | 'data'>;

interface Stay {
  readonly queue: string;
  readonly since: EpochMillis;
}

export interface DayBookOptions {
  readonly startOfDay: (at: EpochMillis) => EpochMillis;
  /** Of a queue's service level. */
  readonly targetSeconds: (queue: string) => number;
}

/** Today's figures, made of the steps of calls and the states of agents, live or read again. Begins anew at midnight. */
export class DayBook {
  readonly #options: DayBookOptions;
  #agents = new Map<string, AgentDay>();
  #queues = new Map<string, QueueDay>();
  /** Waits that go on. */
  readonly #stays = new Map<CallId, Stay>();
  /** Of calls that rang in vain somewhere. */
  readonly #rings = new Map<CallId, Rings>();
  #midnight = -Infinity;

  constructor(options: DayBookOptions) {
    this.#options = options;
  }

  /** Midnight of the day that `at` is in; what was before it counts no more. */
  begin(at: EpochMillis): EpochMillis {
    this.#turnPage(at);
    return this.#midnight;
  }

  hear(step: Step): void {
    const { callId, type, data, at } = step;
    this.#turnPage(at);
    this.#rang(step);
    const agent = String(data['agent'] ?? '');
    switch (type) {
      case 'queue.entered':
        // A wait for one agent in a transfer is in no queue; who lost an agent before the first word waits on.
        if (data['only'] === undefined && this.#stays.get(callId)?.queue !== data['queue']) this.#stays.set(callId, { queue: String(data['queue']), since: at });
        return;
      case 'agent.connected':
        return this.#stayOver(callId, at, 'answered', agent);
      case 'queue.left':
        return data['why'] === 'abandoned' ? this.#stayOver(callId, at, 'abandoned') : void this.#stays.delete(callId);
      case 'agent.left':
        return this.#counts(at) ? this.#agent(agent).talked(callId, Number(data['talkSeconds'] ?? 0) * 1000, at) : undefined;
      case 'call.ended':
        this.#stays.delete(callId);
        this.#rings.delete(callId);
    }
  }

  state(agent: string, state: AgentState['kind'], at: EpochMillis): void {
    this.#turnPage(at);
    this.#agent(agent).enter(state, at);
  }

  today(agent: string, at: EpochMillis): TodayFigures {
    this.#turnPage(at);
    return this.#agent(agent).figures(at);
  }

  queue(queue: string, at: EpochMillis): QueueCounts {
    this.#turnPage(at);
    return this.#queue(queue).counts;
  }

  /** The calls that the counts of a queue are made of, the newest first. */
  servedIn(queue: string, at: EpochMillis): readonly Served[] {
    this.#turnPage(at);
    return [...this.#queue(queue).served].sort((a, b) => b.at - a.at);
  }

  /** The calls an agent spoke on, the newest first. */
  servedBy(agent: string, at: EpochMillis): readonly { readonly call: CallId; readonly at: EpochMillis }[] {
    this.#turnPage(at);
    return [...this.#agent(agent).calls].map(([call, ended]) => ({ call, at: ended })).sort((a, b) => b.at - a.at);
  }

  /** Counted when it rang, by the rules of the reports. */
  #rang(step: Step): void {
    let rings = this.#rings.get(step.callId);
    if (!rings) {
      if (step.type !== 'offer.failed') return;
      this.#rings.set(step.callId, (rings = new Rings()));
    }
    for (const { agent, at, as } of rings.hear(step)) if (this.#counts(at)) this.#agent(agent)[as === 'missed' ? 'missed' : 'answeredElsewhere'] += 1;
  }

  #stayOver(call: CallId, at: EpochMillis, as: Served['as'], agent?: string): void {
    const stay = this.#stays.get(call);
    if (!stay) return;
    this.#stays.delete(call);
    if (!this.#counts(at)) return;
    const waitSeconds = Math.max(0, at - stay.since) / 1000;
    const inTime = waitSeconds <= this.#options.targetSeconds(stay.queue);
    this.#queue(stay.queue).add({ call, queue: stay.queue, at, as, waitSeconds, inTime, ...(agent === undefined ? {} : { agent }) });
  }

  #agent(id: string): AgentDay {
    let day = this.#agents.get(id);
    if (!day) this.#agents.set(id, (day = new AgentDay('offline', this.#midnight)));
    return day;
  }

  #queue(id: string): QueueDay {
    let day = this.#queues.get(id);
    if (!day) this.#queues.set(id, (day = new QueueDay()));
    return day;
  }

  #counts(at: EpochMillis): boolean {
    return at >= this.#midnight;
  }

  #turnPage(at: EpochMillis): void {
    if (at < this.#midnight + DAY_MS) return;
    this.#midnight = this.#options.startOfDay(at);
    this.#queues = new Map();
    this.#agents = new Map([...this.#agents].map(([id, { state }]) => [id, new AgentDay(state, this.#midnight)]));
  }
}
