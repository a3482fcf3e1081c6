import type { AgentId, Millis, QueueId } from '#core';
import type { Beginning } from '../machine-from.ts';
import type { AgentState, RoutingCommand, RoutingEvent, RoutingSettings } from '../../model.ts';

/** Of queues without a target. */
const PLAIN_TARGET_MS = 20_000;

/** How a queue's day went. Shares 0–1, undefined where nobody was there to count. */
export interface QueueDay {
  readonly offered: number;
  readonly answered: number;
  /** Callers who gave up. */
  readonly abandoned: number;
  /** Those who left otherwise: overflow, turned away, taken out by the application, a server lost. */
  readonly otherwise: number;
  /** Answered within the queue's target ÷ (answered + abandoned). */
  readonly serviceLevel: number | undefined;
  /** Of those answered, ms. */
  readonly meanWaitMs: Millis | undefined;
  readonly longestWaitMs: Millis;
  /** Ringing, talking and wrap-up ÷ that and ready, of the agents who serve the queue. */
  readonly occupancy: number | undefined;
}

interface Counting {
  offered: number;
  answered: number;
  abandoned: number;
  otherwise: number;
  inTime: number;
  waits: Millis;
  longest: Millis;
}

interface Clocked {
  state: AgentState;
  since: Millis;
  busy: Millis;
  ready: Millis;
}

/** Counts a day from what the machine was told and tells; a listener of `drive`. */
export class DayFigures {
  readonly #queues = new Map<QueueId, Counting>();
  readonly #agents = new Map<AgentId, Clocked>();
  readonly #standing = new Map<string, { queue: QueueId }>();
  #settings: RoutingSettings = { agents: [], queues: [] };

  hear(command: RoutingCommand, events: readonly RoutingEvent[], at: Millis): void {
    if (command.type === 'settings') this.#settings = command.settings;
    if (command.type === 'contact.enqueue' && command.contact.only === undefined && events[0]?.type === 'contact.queued') {
      this.#standing.set(command.contact.id, { queue: command.contact.queue });
      this.#of(command.contact.queue).offered++;
    }
    for (const event of events) this.#event(event, at);
  }

  /** A part begins with people and contacts who are there already. */
  partBegins({ settings, states, standing }: Beginning, at: Millis): void {
    this.#settings = settings;
    for (const [agent, state] of states) this.#agent(agent, state, at);
    for (const [contact, queue] of standing) this.#standing.set(contact, { queue });
  }

  /** The record ends at `at`: what goes on then is not counted further. Another part may follow, by another clock. */
  partEnds(at: Millis): void {
    for (const id of this.#agents.keys()) this.#agent(id, { kind: 'offline' }, at);
    this.#standing.clear();
  }

  /** In the order of the settings; queues without a contact too. */
  queues(): ReadonlyMap<QueueId, QueueDay> {
    const ids = new Set([...this.#settings.queues.map((queue) => queue.id), ...this.#queues.keys()]);
    return new Map([...ids].map((id) => [id, this.#day(id)]));
  }

  #day(id: QueueId): QueueDay {
    const { offered, answered, abandoned, otherwise, inTime, waits, longest } = this.#of(id);
    const serving = this.#settings.agents.filter((agent) => agent.queues.includes(id)).map((agent) => agent.id);
    return {
      offered,
      answered,
      abandoned,
      otherwise,
      serviceLevel: answered + abandoned > 0 ? inTime / (answered + abandoned) : undefined,
      meanWaitMs: answered > 0 ? waits / answered : undefined,
      longestWaitMs: longest,
      occupancy: this.#occupancy(serving),
    };
  }

  #event(event: RoutingEvent, at: Millis): void {
    switch (event.type) {
      case 'agent.state':
        return this.#agent(event.agent, event.state, at);
      case 'contact.connected':
      case 'contact.left':
      case 'contact.failed': {
        const stood = this.#standing.get(event.contact);
        this.#standing.delete(event.contact);
        if (!stood) return;
        if (event.type === 'contact.connected') this.#answered(stood.queue, event.waitedMs);
        else if (event.type === 'contact.left' && event.why === 'abandoned') this.#of(stood.queue).abandoned++;
        else this.#of(stood.queue).otherwise++;
        return;
      }
      default:
    }
  }

  #answered(queue: QueueId, waitedMs: Millis): void {
    const counting = this.#of(queue);
    const target = this.#settings.queues.find((one) => one.id === queue)?.serviceLevel?.ms ?? PLAIN_TARGET_MS;
    counting.answered++;
    if (waitedMs <= target) counting.inTime++;
    counting.waits += waitedMs;
    counting.longest = Math.max(counting.longest, waitedMs);
  }

  #agent(id: AgentId, state: AgentState, at: Millis): void {
    const clocked = this.#agents.get(id);
    if (!clocked) return void this.#agents.set(id, { state, since: at, busy: 0, ready: 0 });
    this.#agents.set(id, { ...spent(clocked, at), state, since: at });
  }

  #occupancy(agents: readonly AgentId[]): number | undefined {
    let [busy, all] = [0, 0];
    for (const id of agents) {
      const clocked = this.#agents.get(id);
      busy += clocked?.busy ?? 0;
      all += (clocked?.busy ?? 0) + (clocked?.ready ?? 0);
    }
    return all > 0 ? busy / all : undefined;
  }

  #of(queue: QueueId): Counting {
    const known = this.#queues.get(queue);
    if (known) return known;
    const fresh = { offered: 0, answered: 0, abandoned: 0, otherwise: 0, inTime: 0, waits: 0, longest: 0 };
    this.#queues.set(queue, fresh);
    return fresh;
  }
}

function spent(clocked: Clocked, at: Millis): Clocked {
  const span = Math.max(0, at - clocked.since);
  const { kind } = clocked.state;
  if (kind === 'ready') return { ...clocked, since: at, ready: clocked.ready + span };
  if (kind === 'offered' || kind === 'busy' || kind === 'wrap-up') return { ...clocked, since: at, busy: clocked.busy + span };
  return { ...clocked, since: at };
}
