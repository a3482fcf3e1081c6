import type { AgentId, CallId, Clock, Millis, QueueId, Scope } from '#core';
import type { AgentState, RoutingEvent } from '../model.ts';
import type { RoutingDesk } from '../port.ts';
import { type RateOptions, ServiceRate } from './pace-of-queue.ts';

export interface ExpectedWaitsOptions {
  readonly desk: Pick<RoutingDesk, 'events' | 'contact' | 'queues' | 'agentState'>;
  readonly clock: Clock;
  /** Agents and the queues each of them serves, as they are now. */
  readonly agents: () => ReadonlyMap<AgentId, { readonly queues?: readonly QueueId[] }>;
  readonly rate?: RateOptions;
}

/** Where a contact stands and when it will probably be answered. */
export interface Expected {
  readonly position: number;
  /** Undefined while no agent works for the queue. */
  readonly expectedMs: Millis | undefined;
}

interface Waiting {
  queue: QueueId;
  readonly since: Millis;
  offeredAt: Millis | undefined;
  /** As expected when it came. */
  readonly expectedMs: Millis | undefined;
}

/** How far expectations were off, in the mean, for the last contacts that had to wait for an agent. */
export interface WaitError {
  readonly samples: number;
  readonly meanAbsoluteMs: Millis;
}

/** Of so many contacts the error is kept. */
const MOST_ERRORS = 200;

/** A contact that rang at once had not to wait for an agent. */
const AT_ONCE_MS: Millis = 500;
const WORKING: readonly AgentState['kind'][] = ['ready', 'offered', 'busy', 'wrap-up'];

interface QueueFacts {
  readonly rate: ServiceRate;
  /** Contacts that no phone rings for. */
  readonly unoffered: Set<CallId>;
  agents: number;
  countedUntil: Millis;
  readonly errors: Millis[];
}

/** Expected waits of all queues, learned from what the routing desk tells. */
export class ExpectedWaits {
  readonly #options: ExpectedWaitsOptions;
  readonly #queues = new Map<QueueId, QueueFacts>();
  readonly #contacts = new Map<CallId, Waiting>();
  /** Queues that each working agent is counted in. */
  readonly #working = new Map<AgentId, readonly QueueId[]>();
  /** Since when agents are taken up by a contact, and of which queue. */
  readonly #taken = new Map<AgentId, { readonly since: Millis; queue?: QueueId }>();
  #roster: ReturnType<ExpectedWaitsOptions['agents']> | undefined;

  constructor(options: ExpectedWaitsOptions, scope: Scope) {
    this.#options = options;
    options.desk.events.on((event) => this.#hear(event), scope);
  }

  /** Of a contact that waits or rings; undefined for any other. */
  of(contact: CallId): Expected | undefined {
    const view = this.#options.desk.contact(contact);
    if (!view) return undefined;
    return { position: view.position, expectedMs: view.ringing ? this.#facts(view.queue).rate.ringMs(this.#now) : this.#expect(view.queue, view.position) };
  }

  /** Of somebody who would come now. */
  ofNext(queue: QueueId): Expected {
    const view = this.#options.desk.queues().find((one) => one.queue === queue);
    const position = (view?.waiting ?? 0) + 1;
    if (view && view.agentsReady >= position) return { position, expectedMs: this.#facts(queue).rate.ringMs(this.#now) };
    return { position, expectedMs: this.#expect(queue, position) };
  }

  /** Undefined before the first. */
  errorOf(queue: QueueId): WaitError | undefined {
    const { errors } = this.#facts(queue);
    if (errors.length === 0) return undefined;
    return { samples: errors.length, meanAbsoluteMs: errors.reduce((sum, one) => sum + one, 0) / errors.length };
  }

  get #now(): Millis {
    return this.#options.clock.now();
  }

  #expect(queue: QueueId, position: number): Millis | undefined {
    this.#followRoster();
    this.#count(queue);
    const { rate, agents } = this.#facts(queue);
    return rate.expectedMs(position, agents, this.#now);
  }

  #hear(event: RoutingEvent): void {
    switch (event.type) {
      case 'agent.state':
        return this.#agent(event.agent, event.state.kind);
      case 'contact.queued':
        // Work in the background takes nobody up.
        return event.background ? undefined : this.#queued(event.contact, event.queue);
      case 'contact.overflowed':
        return this.#moved(event.contact, event.to);
      case 'offer.made':
        return this.#offered(event.contact);
      case 'contact.connected':
        return this.#connected(event.contact, event.agent);
      case 'contact.left':
      case 'contact.failed':
        return void this.#gone(event.contact);
      default:
        return undefined;
    }
  }

  #queued(contact: CallId, queue: QueueId): void {
    this.#count(queue);
    this.#facts(queue).unoffered.add(contact);
    this.#contacts.set(contact, { queue, since: this.#now, offeredAt: undefined, expectedMs: this.of(contact)?.expectedMs });
  }

  #moved(contact: CallId, to: QueueId): void {
    const waiting = this.#contacts.get(contact);
    if (!waiting) return;
    for (const queue of [waiting.queue, to]) this.#count(queue);
    if (this.#facts(waiting.queue).unoffered.delete(contact)) this.#facts(to).unoffered.add(contact);
    waiting.queue = to;
  }

  #offered(contact: CallId): void {
    const waiting = this.#contacts.get(contact);
    if (!waiting) return;
    this.#count(waiting.queue);
    this.#facts(waiting.queue).unoffered.delete(contact);
    waiting.offeredAt = this.#now;
  }

  #connected(contact: CallId, agent: AgentId): void {
    const waiting = this.#gone(contact);
    if (!waiting) return;
    const { queue, since, offeredAt = this.#now, expectedMs } = waiting;
    const { rate, errors } = this.#facts(queue);
    const waited = offeredAt - since > AT_ONCE_MS;
    rate.answered(this.#now - offeredAt, waited, this.#now);
    if (waited && expectedMs !== undefined) errors.push(Math.abs(this.#now - since - expectedMs));
    if (errors.length > MOST_ERRORS) errors.shift();
    const taken = this.#taken.get(agent) ?? { since: this.#now };
    this.#taken.set(agent, { ...taken, queue });
  }

  #gone(contact: CallId): Waiting | undefined {
    const waiting = this.#contacts.get(contact);
    if (!waiting) return undefined;
    this.#count(waiting.queue);
    this.#contacts.delete(contact);
    this.#facts(waiting.queue).unoffered.delete(contact);
    return waiting;
  }

  #agent(agent: AgentId, kind: AgentState['kind']): void {
    this.#followRoster();
    this.#recount(agent, kind);
    if (kind === 'offered' && !this.#taken.has(agent)) this.#taken.set(agent, { since: this.#now });
    if (kind === 'offered' || kind === 'busy' || kind === 'wrap-up') return;
    const taken = this.#taken.get(agent);
    this.#taken.delete(agent);
    if (taken?.queue !== undefined) this.#facts(taken.queue).rate.handled(this.#now - taken.since, this.#now);
  }

  #recount(agent: AgentId, kind: AgentState['kind']): void {
    const before = this.#working.get(agent) ?? [];
    const after = WORKING.includes(kind) ? (this.#roster?.get(agent)?.queues ?? []) : [];
    if (before === after) return;
    for (const queue of new Set([...before, ...after])) this.#count(queue);
    for (const queue of before) this.#facts(queue).agents -= 1;
    for (const queue of after) this.#facts(queue).agents += 1;
    if (after.length > 0) this.#working.set(agent, after);
    else this.#working.delete(agent);
  }

  /** Changed settings may let agents serve other queues. */
  #followRoster(): void {
    const roster = this.#options.agents();
    if (roster === this.#roster) return;
    this.#roster = roster;
    const { desk } = this.#options;
    for (const agent of new Set([...roster.keys(), ...this.#working.keys()])) this.#recount(agent, desk.agentState(agent).kind);
  }

  /** Writes down the time since the last change, in which the queue's facts were as they still are. */
  #count(queue: QueueId): void {
    const facts = this.#facts(queue);
    if (facts.unoffered.size > 0) facts.rate.congested(facts.agents, this.#now - facts.countedUntil, this.#now);
    facts.countedUntil = this.#now;
  }

  #facts(queue: QueueId): QueueFacts {
    let facts = this.#queues.get(queue);
    if (!facts) this.#queues.set(queue, (facts = { rate: new ServiceRate(this.#options.rate), unoffered: new Set(), agents: 0, countedUntil: this.#now, errors: [] }));
    return facts;
  }
}
