import { type Millis, Scope } from '#core';
import type { ContactRequest } from '#routing';
import { type Call, orEnd } from '../call.ts';
import type { ContactEvent } from './desk-dispatch.ts';
import { type AgentLine, PhoneOffer } from './offer-phone.ts';
import { promptRef } from '#ivr';

/** How a stay in a queue ends, other than by the end of the call. */
export type WaitResult =
  | { readonly kind: 'agent'; readonly line: AgentLine }
  /** An agent answered, but the phone was gone the same moment: wait again with the same age. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'nobody'; readonly why: string };

/** Prompts exist for places up to this one; beyond it `position-many` is heard. */
const LAST_SPOKEN_PLACE = 10;
/** Nobody wants to hear a place when an agent answers within a moment. */
const FIRST_PLACE_AFTER_MS = 2_000;

export type StayRequest = Omit<ContactRequest, 'id'> & {
  /** The agent was lost in mid-call: say so first. */
  readonly apologise?: boolean;
};

/** Waits, with music and announcements, until an agent has answered; undefined when the call ended before. */
export async function waitForAgent(call: Call, request: StayRequest): Promise<WaitResult | undefined> {
  const scope = new Scope(call.scope);
  const { apologise = false, ...contact } = request;
  const stay = new QueueStay(call, scope, contact, new Announcer(call, scope, request.queue, apologise));
  try {
    return await orEnd(scope, stay.result);
  } finally {
    scope.end('queue left');
  }
}

/** One stay of one call in one queue: carries out what the routing machine decides. */
class QueueStay {
  readonly result: Promise<WaitResult>;
  readonly #call: Call;
  readonly #contact: string;
  readonly #queue: string;
  readonly #since: Millis;
  readonly #only: boolean;
  readonly #announcer: Announcer;
  #phone: PhoneOffer | undefined;
  #connectedTo: string | undefined;
  #settle: (result: WaitResult) => void = () => {};

  constructor(call: Call, scope: Scope, request: Omit<ContactRequest, 'id'>, announcer: Announcer) {
    this.#call = call;
    this.#contact = call.nextContact();
    this.#queue = request.queue;
    this.#only = request.only !== undefined;
    this.#since = call.house.clock.now();
    this.result = new Promise((resolve) => (this.#settle = resolve));
    this.#announcer = announcer;
    const { house } = call;
    const contact = this.#contact;
    house.dispatch.of(contact, scope).on((event) => this.#hear(event), scope);
    scope.onEnd(() => this.#leave());
    const { queue, needs, priority } = request;
    call.needs = needs;
    call.record('queue.entered', { queue, skills: needs, priority, ...(request.only ? { only: request.only } : {}) });
    house.desk.send({ type: 'contact.enqueue', contact: { ...request, id: contact } });
  }

  #hear(event: ContactEvent): void {
    switch (event.type) {
      case 'contact.queued':
      case 'contact.position':
        this.#call.record('queue.position', { position: event.position });
        // One agent is waited for in a transfer: that is no queue.
        return this.#only ? undefined : this.#announcer.place(event.position);
      case 'offer.made':
        this.#call.record('offer.made', { agent: event.agent, queue: event.queue, reason: event.reason });
        this.#phone = new PhoneOffer(this.#call, event);
        return;
      case 'offer.withdrawn':
        this.#call.record('offer.failed', { agent: event.agent, why: event.why });
        return this.#phone?.offer.offer === event.offer ? this.#phone.withdraw(event.why) : undefined;
      case 'contact.connected':
        return this.#connected(event.agent);
      case 'contact.step':
        return this.#call.record('queue.step', { step: event.step });
      case 'contact.overflowed':
        return this.#call.record('queue.overflowed', { from: event.from, to: event.to, why: event.why });
      case 'contact.resumed':
        return this.#call.record('queue.resumed', { before: event.before });
      case 'contact.failed':
        return this.#settle({ kind: 'nobody', why: event.why });
      case 'contact.left':
        return this.#settle({ kind: 'nobody', why: event.why });
      default:
        return event satisfies never;
    }
  }

  #connected(agent: string): void {
    const { desk } = this.#call.house;
    const line = this.#phone?.line;
    this.#countWait();
    this.#phone = undefined;
    this.#connectedTo = agent;
    const over = () => desk.send({ type: 'contact.ended', contact: this.#contact, agent });
    if (!line || line.scope.ended) {
      over();
      return this.#settle({ kind: 'lost' });
    }
    line.scope.onEnd(over);
    this.#settle({ kind: 'agent', line });
  }

  /** The stay is over without an agent: out of the queue, and no phone goes on ringing. */
  #leave(): void {
    if (this.#connectedTo !== undefined) return;
    if (this.#phone) this.#phone.withdraw('caller gone');
    const by = this.#call.ending?.by;
    const why = by === 'caller' || by === 'vanished' ? 'abandoned' : 'removed';
    this.#call.house.desk.send({ type: 'contact.leave', contact: this.#contact, why });
    this.#call.record('queue.left', { queue: this.#queue, why, waitSeconds: this.#countWait() });
  }

  /** Of this stay alone: the age that the machine knows may include a conversation before it. */
  #countWait(): number {
    const seconds = (this.#call.house.clock.now() - this.#since) / 1000;
    this.#call.waitSeconds += seconds;
    return seconds;
  }
}

/** Music without a gap, and the place in the queue from time to time. */
class Announcer {
  readonly #call: Call;
  readonly #scope: Scope;
  readonly #pauseMs: number;
  #place = 0;
  #said = 0;
  #running = false;
  /** Settles when nothing more important is being said. */
  readonly #quiet: Promise<unknown>;

  constructor(call: Call, scope: Scope, queue: string, apologise: boolean) {
    this.#call = call;
    this.#scope = scope;
    const settings = call.house.settings.queues.get(queue);
    this.#pauseMs = settings?.announceMs ?? 30_000;
    call.caller?.media.music(settings?.music ?? 'music');
    const apology = apologise ? call.caller?.media.play([promptRef('sorry-agent-lost', call.language)]) : undefined;
    this.#quiet = apology ?? Promise.resolve();
  }

  place(position: number): void {
    this.#place = position;
    if (this.#running || this.#pauseMs === 0) return;
    this.#running = true;
    const { clock } = this.#call.house;
    void this.#quiet.then(() => this.#scope.after(clock, FIRST_PLACE_AFTER_MS, () => this.#say()));
  }

  #say(): void {
    const again = this.#said === this.#place ? ['all-busy'] : [];
    this.#said = this.#place;
    const place = this.#place > LAST_SPOKEN_PLACE ? 'position-many' : `position-${this.#place}`;
    const prompts = [...again, place].map((name) => promptRef(name, this.#call.language));
    const played = this.#call.caller?.media.play(prompts) ?? Promise.resolve('leg-closed' as const);
    void played.then(() => this.#scope.after(this.#call.house.clock, this.#pauseMs, () => this.#say()));
  }
}
