import { Scope } from '#core';
import type { OfferFailure } from '#routing';
import type { EndCause, Leg, OutgoingCall, PhoneKind } from '#sip';
import { phoneAnywhere, phoneHere, type PhoneToRing } from '../agents/phone-to-ring.ts';
import type { Call, Line } from '../call.ts';
import type { ContactEvent } from './desk-dispatch.ts';
import { wallOf } from '../desk/workplaces.ts';
import { joinLine, openMedia } from '../line.ts';
import { callerId } from './caller-id.ts';

export type OfferMade = Extract<ContactEvent, { type: 'offer.made' }>;

/** The time-out of the SIP side is only a net below the routing machine's own ring time-out. */
const RING_NET_MS = 5_000;
const TOGETHER: readonly string[] = ['ring-all', 'progressive'];

/** An agent who answered: the line, and the scope that ends with the conversation. */
export interface AgentLine extends Line {
  readonly agent: string;
  readonly scope: Scope;
  readonly kind: PhoneKind;
}

/** Rings one agent's phone for one offer and tells the routing machine how that went. */
export class PhoneOffer {
  readonly offer: OfferMade;
  readonly scope: Scope;
  readonly #call: Call;
  #outgoing: OutgoingCall | undefined;
  #line: AgentLine | undefined;
  #clearDesk: () => void = () => {};

  constructor(call: Call, offer: OfferMade) {
    this.#call = call;
    this.offer = offer;
    this.scope = new Scope(call.scope);
    const phone = phoneHere(call.house, this.#account);
    if (phone) void this.#ring(phone);
    else void phoneAnywhere(call.house, this.#account).then((found) => (this.scope.ended ? undefined : this.#ring(found)));
  }

  /** One of several phones that ring for this call, or would if more agents were free: its time-out is nobody's fault. */
  get together(): boolean {
    return TOGETHER.includes(this.offer.reason.strategy);
  }

  /** The line, once the phone was picked up. */
  get line(): AgentLine | undefined {
    return this.#line;
  }

  /** Stops the ringing (or hangs up a phone that answered too late). */
  withdraw(why: string): void {
    this.#outgoing?.cancel(why, why === 'answered elsewhere');
    this.scope.end(why);
  }

  /** The desktop shows the offer until it is taken or over. */
  #layOnDesk(kind: PhoneKind): void {
    const { agent, queue, ringTimeoutMs, reason } = this.offer;
    const { workplaces, clock } = this.#call.house;
    const until = wallOf(clock, clock.now() + ringTimeoutMs);
    const ringing = { call: this.#call, queue, reason, until, kind, reject: () => this.#reject() };
    workplaces.put(agent, { ringing });
    this.#clearDesk = () => {
      if (workplaces.of(agent).ringing === ringing) workplaces.put(agent, { ringing: undefined });
    };
    this.scope.onEnd(() => this.#clearDesk());
  }

  /** As if the phone had said no; it stops ringing. */
  #reject(): void {
    this.#outgoing?.cancel('rejected at the desktop');
    this.#failed('rejected', 'at the desktop');
  }

  async #ring(phone: PhoneToRing | 'none'): Promise<void> {
    const { house } = this.#call;
    if (phone === 'none') return this.#failed('unreachable');
    const { kind, address } = phone;
    this.#layOnDesk(kind);
    const media = await openMedia(this.#call, this.scope, `agent-${this.offer.offer}`, address, kind);
    if (this.scope.ended) return;
    if (!media.ok) return this.#failed('unreachable', media.fault.message);
    this.#outgoing = house.sip.dial({ ...this.#request(media.value.offer()), kind }, this.scope);
    const outcome = await this.#outgoing.outcome;
    if (!outcome.ok) return this.#failed(failureOf(outcome.cause), outcome.cause.text);
    if (this.scope.ended) return outcome.leg.hangUp({ code: 200, text: this.scope.reason });
    if (!media.value.accept(outcome.leg.remoteSdp).ok) {
      outcome.leg.hangUp({ code: 488, text: 'no codec in common' });
      return this.#failed('rejected', 'no codec in common');
    }
    this.#pickedUp(outcome.leg, joinLine(house, outcome.leg, media.value, this.scope), kind);
  }

  get #account(): string {
    return this.#call.house.settings.agents.get(this.offer.agent)?.extension ?? this.offer.agent;
  }

  #request(sdp: string) {
    return {
      account: this.#account,
      sdp,
      from: callerId(this.#call),
      timeoutMs: this.offer.ringTimeoutMs + RING_NET_MS,
      headers: { 'X-Huawu-Call': this.#call.id, 'X-Huawu-Queue': this.offer.queue },
    };
  }

  #pickedUp(leg: Leg, line: Line, kind: PhoneKind): void {
    this.#clearDesk();
    this.#line = { ...line, agent: this.offer.agent, scope: this.scope, kind };
    this.scope.onEnd(() => leg.hangUp({ code: 200, text: this.scope.reason }));
    this.#call.house.desk.send({ type: 'offer.answered', offer: this.offer.offer });
  }

  #failed(why: OfferFailure, text = ''): void {
    if (this.scope.ended) return;
    this.#call.record('offer.failed', { agent: this.offer.agent, why, text, ...(this.together ? { together: true } : {}) });
    this.scope.end(why);
    this.#call.house.desk.send({ type: 'offer.failed', offer: this.offer.offer, why });
  }
}

/** RFC 3261 §21: what a phone's answer means for its agent. */
export function failureOf(cause: EndCause): OfferFailure {
  if (cause.code === 486 || cause.code === 600) return 'busy';
  if (cause.code === 408 || cause.code === 487) return cause.by === 'local' ? 'no-answer' : 'unreachable';
  if (cause.code === 503 || cause.code === 404 || cause.code === 410) return 'unreachable';
  return 'rejected';
}
