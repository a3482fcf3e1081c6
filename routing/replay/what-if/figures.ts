import type { AgentId, CallId, Millis, QueueId } from '#core';
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
  /** Those who still stood in the line when the record ended. */
  readonly waiting: number;
  /** Answered within the queue's target ÷ (answered + abandoned + still waiting for longer than the target); of who waits for less nobody can tell. */
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

interface Standing {
  readonly queue: QueueId;
  readonly since: Millis;
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
  #standing = new Map<CallId, Standing>();
  #endedAt: Millis = 0;
  #settings: RoutingSettings = { agents: [], queues: [] };

  hear(command: RoutingCommand, events: readonly RoutingEvent[], at: Millis): void {
    if (command.type === 'settings') this.#settings = command.settings;
    if (command.type === 'contact.enqueue' && command.contact.only === undefined && events[0]?.type === 'contact.queued' && !events[0].background) {
      this.#standing.set(command.contact.id, { queue: command.contact.queue, since: at });
      this.#of(command.contact.queue).offered++;
    }
    for (const event of events) this.#event(event, at);
  }

  /** A part begins with people and contacts who are there already; who is there no more was lost between the parts. */
  partBegins({ settings, states, standing }: Beginning, at: Millis): void {
    this.#settings = settings;
    for (const [agent, state] of states) this.#agent(agent, state, at);
    for (const [contact, { queue }] of this.#standing) if (!standing.has(contact)) this.#of(queue).otherwise++;
    // Who overflowed before is counted in the queue that the call came to, as far as that is known.
    this.#standing = new Map([...standing].map(([contact, { queue, since }]) => [contact, { queue: this.#standing.get(contact)?.queue ?? queue, since }]));
  }

  /** The record ends at `at`: what goes on then is not counted further. Another part may follow, by another clock. */
  partEnds(at: Millis): void {
    for (const id of this.#agents.keys()) this.#agent(id, { kind: 'offline' }, at);
    this.#endedAt = at;
  }

  /** In the order of the settings; queues without a contact too. */
  queues(): ReadonlyMap<QueueId, QueueDay> {
    const ids = new Set([...this.#settings.queues.map((queue) => queue.id), ...this.#queues.keys()]);
    return new Map([...ids].map((id) => [id, this.#day(id)]));
  }

  #day(id: QueueId): QueueDay {
    const { offered, answered, abandoned, otherwise, inTime, waits, longest } = this.#of(id);
    const waiting = [...this.#standing.values()].filter(({ queue }) => queue === id);
    const late = waiting.filter(({ since }) => this.#endedAt - since > this.#targetOf(id)).length;
    const serving = this.#settings.agents.filter((agent) => agent.queues.includes(id)).map((agent) => agent.id);
    return {
      offered,
      answered,
      abandoned,
      otherwise,
      waiting: waiting.length,
      serviceLevel: answered + abandoned + late > 0 ? inTime / (answered + abandoned + late) : undefined,
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
    counting.answered++;
    if (waitedMs <= this.#targetOf(queue)) counting.inTime++;
    counting.waits += waitedMs;
    counting.longest = Math.max(counting.longest, waitedMs);
  }

  #targetOf(queue: QueueId): Millis {
    return this.#settings.queues.find((one) => one.id === queue)?.serviceLevel?.ms ?? PLAIN_TARGET_MS;
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
