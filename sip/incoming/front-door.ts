import { Emitter } from '#core';

import type { InboundRequest } from '../control/control.ts';
import type { Authenticator } from '../digest/authenticator.ts';
import type { LegTable } from '../leg/leg-table.ts';
import type { LegWorld } from '../leg/leg-world.ts';
import type { IncomingCall, SipAccount } from '../port.ts';
import { type CallRequest, admitCall } from './admission.ts';
import { PendingCall } from './pending-call.ts';

export interface FrontDoorOptions {
  readonly world: LegWorld;
  readonly legs: LegTable;
  readonly authenticator: Authenticator;
  readonly accounts: () => readonly SipAccount[];
  readonly acceptsNumber: (user: string) => boolean;
}

/** New calls: form, then who calls, then whom; what passes becomes an `IncomingCall`. */
export class FrontDoor {
  readonly calls = new Emitter<IncomingCall>();
  readonly #options: FrontDoorOptions;
  readonly #pending = new Map<string, PendingCall>();
  /** INVITEs with the Call-ID of a pending call, unanswered until that is over; see `#hold`. */
  readonly #held = new Map<string, InboundRequest[]>();
  #draining = false;

  constructor(options: FrontDoorOptions) {
    this.#options = options;
    options.world.control.lost.on(() => this.#loseAll());
  }

  get size(): number {
    return this.#pending.size;
  }

  drain(): void {
    this.#draining = true;
  }

  rejectAll(code: number): void {
    for (const call of this.#pending.values()) call.reject(code);
  }

  receive(request: InboundRequest): void {
    if (this.#pending.has(request.callId)) return this.#hold(request);
    const { limits } = this.#options.world;
    const admission = admitCall(request, limits);
    if (!admission.ok) {
      const { code, reason } = admission.refusal;
      return request.reply(code, reason, admission.refusal);
    }
    if (this.#options.legs.knows(request.callId, admission.call.from.params.get('tag'))) return request.reply(482);
    const isFlood = this.#options.legs.unacknowledged.of(request.source.address) >= limits.unacknowledgedPerSource;
    if (this.#draining || isFlood) return request.reply(503, undefined, { headers: { 'Retry-After': String(limits.retryAfterS) } });
    const caller = this.#identify(request, admission.call);
    if (!caller.ok) return;
    if (!this.#options.acceptsNumber(admission.call.to)) return request.reply(404);
    if (this.calls.size === 0) return request.reply(503);
    this.#welcome(request, admission.call, caller.agent);
  }

  #welcome(request: InboundRequest, call: CallRequest, agent: string | undefined): void {
    const { callId } = request;
    const { world, legs } = this.#options;
    const settle = legs.unacknowledged.add(request.source.address);
    const pending = new PendingCall(request, call, agent, legs, world, () => {
      settle();
      this.#pending.delete(callId);
      this.#release(callId);
    });
    this.#pending.set(callId, pending);
    // Before anybody hears of the call: srf tells a CANCEL only to who listens already.
    request.onCancel((reason) => pending.cancel(reason));
    this.calls.emit(pending);
  }

  /** Whoever says he is one of our agents must prove it; everybody else is a plain caller (RFC 3261 §22.3). */
  #identify(request: InboundRequest, call: CallRequest): { ok: true; agent?: string } | { ok: false } {
    const { user } = call.from.uri;
    if (!this.#options.accounts().some((account) => account.user === user)) return { ok: true };
    const verdict = this.#options.authenticator.verify({
      method: 'INVITE',
      requestUri: request.uri,
      header: request.header('proxy-authorization'),
      sourceAddress: request.source.address,
      callId: request.callId,
      userAgent: request.header('user-agent'),
      transport: request.transport,
      as: 'proxy',
    });
    if (!verdict.ok) request.reply(verdict.code, verdict.reason, { headers: verdict.headers });
    else if (verdict.user === user) return { ok: true, agent: user };
    else request.reply(403, 'Not Your Account');
    return { ok: false };
  }

  /**
   * A second INVITE with the Call-ID of a pending call: a fork or a spiral that came back (RFC 3261 §8.2.2.2, 482).
   * srf keeps one INVITE per Call-ID: from now on a CANCEL reaches only this one, and refusing it at once would make srf
   * forget both. So its CANCEL counts for the call, and the refusal waits until the call is over.
   */
  #hold(request: InboundRequest): void {
    const held = this.#held.get(request.callId) ?? [];
    this.#held.set(request.callId, [...held, request]);
    request.onCancel((reason) => this.#pending.get(request.callId)?.cancel(reason));
  }

  #release(callId: string): void {
    const held = this.#held.get(callId) ?? [];
    this.#held.delete(callId);
    // After the answer that ended the call: srf drops its entry for the Call-ID with the first final response.
    queueMicrotask(() => held.forEach((request) => request.reply(482)));
  }

  #loseAll(): void {
    for (const call of this.#pending.values()) call.lose();
  }
}
