import { type Millis, Scope } from '#core';
import type { ContactRequest } from '#routing';
import { type Call, orEnd } from '../call.ts';
import { Announcer } from './announcer.ts';
import type { ContactEvent } from './desk-dispatch.ts';
import { type AgentLine, type OfferMade, PhoneOffer } from './offer-phone.ts';

/** Who is offered to an agent so soon found one free; a log shared by servers needs some milliseconds for it. */
const AT_ONCE_MS = 500;

/** How a stay in a queue ends, other than by the end of the call. */
export type WaitResult =
  | { readonly kind: 'agent'; readonly line: AgentLine }
  /** An agent answered, but the phone was gone the same moment: wait again with the same age. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'nobody'; readonly why: string };

export type StayRequest = Omit<ContactRequest, 'id'> & {
  /** The agent was lost in mid-call: say so first. */
  readonly apologise?: boolean;
};

/** Waits, with music and announcements, until an agent has answered; undefined when the call (or the given scope) ended before. */
export async function waitForAgent(call: Call, request: StayRequest, within: Scope = call.scope): Promise<WaitResult | undefined> {
  const scope = new Scope(within);
  const { apologise = false, ...contact } = request;
  const stay = new QueueStay(call, scope, contact, apologise);
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
  /** Phones that ring, by offer; several at once where all ring or one more after the other. */
  readonly #phones = new Map<string, PhoneOffer>();
  #connectedTo: string | undefined;
  #expectedSeconds: number | undefined;
  #settle: (result: WaitResult) => void = () => {};

  constructor(call: Call, scope: Scope, request: Omit<ContactRequest, 'id'>, apologise: boolean) {
    this.#call = call;
    this.#contact = call.nextContact();
    this.#queue = request.queue;
    this.#only = request.only !== undefined;
    this.#since = call.house.clock.now();
    this.result = new Promise((resolve) => (this.#settle = resolve));
    this.#announcer = new Announcer(call, scope, { queue: request.queue, contact: this.#contact, apologise });
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
        this.#expect();
        // One agent is waited for in a transfer: that is no queue.
        return this.#only ? undefined : this.#announcer.begin();
      case 'contact.position':
        // Places are looked up when they are announced.
        return;
      case 'offer.made':
        this.#call.record('offer.made', { agent: event.agent, queue: event.queue, reason: event.reason });
        // Who found a free agent waited for nobody.
        if (this.#call.house.clock.now() - this.#since < AT_ONCE_MS) this.#expectedSeconds = undefined;
        return this.#ring(event);
      case 'offer.withdrawn':
        this.#call.record('offer.failed', { agent: event.agent, why: event.why, ...(this.#phones.get(event.offer)?.together ? { together: true } : {}) });
        return this.#phones.get(event.offer)?.withdraw(event.why);
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

  #ring(offer: OfferMade): void {
    const phone = new PhoneOffer(this.#call, offer);
    this.#phones.set(offer.offer, phone);
    phone.scope.onEnd(() => this.#phones.delete(offer.offer));
  }

  /** What was expected at the beginning is compared with what came. */
  #expect(): void {
    const expected = this.#call.house.waits.of(this.#contact);
    if (expected?.expectedMs !== undefined) this.#expectedSeconds = expected.expectedMs / 1000;
  }

  /** Of those who had to wait for an agent: what was expected and told, and what came. */
  #measure(now: Millis): void {
    if (this.#only || this.#expectedSeconds === undefined) return;
    const [expectedSeconds, waitSeconds, { told }] = [this.#expectedSeconds, (now - this.#since) / 1000, this.#announcer];
    const announced = told && { announcedMinutes: told.minutes, announcedErrorSeconds: (now - told.at) / 1000 - told.minutes * 60 };
    this.#call.record('queue.measured', { queue: this.#queue, expectedSeconds, waitSeconds, errorSeconds: waitSeconds - expectedSeconds, ...announced });
  }

  #connected(agent: string): void {
    const { desk } = this.#call.house;
    const line = [...this.#phones.values()].find(({ offer }) => offer.agent === agent)?.line;
    this.#measure(this.#call.house.clock.now());
    this.#countWait();
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
    for (const phone of this.#phones.values()) phone.withdraw('caller gone');
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
