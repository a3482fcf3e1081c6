import type { Fault } from '#core';

import type { InboundResponse, SentRequest } from '../control/control.ts';
import type { DialogLeg } from '../leg/dialog-leg.ts';
import type { LegTable } from '../leg/leg-table.ts';
import type { LegWorld } from '../leg/leg-world.ts';
import { parseReason, reasonHeader } from '../message/reason.ts';
import type { EndCause } from '../port.ts';
import type { DialTarget } from './dial-target.ts';

export interface BranchListener {
  ringing(): void;
  answered(leg: DialogLeg): void;
  failed(cause: EndCause): void;
  /** Nothing more will come. */
  over(): void;
}

export interface Invitation {
  readonly target: DialTarget;
  /** Used for the leg when the response does not say where it came from. */
  readonly address: string;
  readonly headers: Record<string, string>;
  readonly sdp: string;
  /** Headers that answer a challenge (401, 407); asked once. */
  readonly authorize?: (response: InboundResponse) => Record<string, string> | undefined;
  /** The server says that the connection to this contact is gone. */
  readonly onUnreachable?: () => void;
}

/** What servers make up for a broken connection: ours 503, drachtio-server 410. */
const UNREACHABLE = new Set([410, 503]);

/** One INVITE of ours, until it is certain that nothing more comes of it. */
export class Branch {
  readonly #invitation: Invitation;
  readonly #world: LegWorld;
  readonly #legs: LegTable;
  readonly #listener: BranchListener;
  #sent: SentRequest;
  #authorized = false;
  #cancelled = false;
  #stopGuard = () => {};
  #over = false;

  constructor(invitation: Invitation, world: LegWorld, legs: LegTable, listener: BranchListener) {
    this.#invitation = invitation;
    this.#world = world;
    this.#legs = legs;
    this.#listener = listener;
    this.#sent = this.#send({});
  }

  /** Deviates: a repeated INVITE has a Call-ID of its own (RFC 3261 §22.1 says SHOULD be the same). */
  #send(credentials: Record<string, string>): SentRequest {
    const { target, headers, sdp } = this.#invitation;
    return this.#world.control.send(
      { method: 'INVITE', uri: target.uri, ...(target.via ? { via: target.via } : {}), headers: { ...headers, ...credentials }, body: sdp },
      { response: (response) => this.#onResponse(response), failed: (fault) => this.#onFault(fault) },
    );
  }

  /** True when the challenge was answered, so that the call goes on. */
  #answersChallenge(response: InboundResponse): boolean {
    if (this.#authorized || this.#cancelled || (response.status !== 401 && response.status !== 407)) return false;
    const credentials = this.#invitation.authorize?.(response);
    if (!credentials) return false;
    this.#authorized = true;
    this.#sent = this.#send(credentials);
    return true;
  }

  /** A server need not tell us how a cancelled call ended, and a real one does not when the phone is gone: hence the guard. */
  cancel(code: number, text: string): void {
    if (this.#over) return;
    this.#cancelled = true;
    this.#sent.cancel(reasonHeader(code, text));
    const guard = this.#world.clock.after(this.#world.limits.transactionMs, () => {
      this.#sent.forget();
      this.#end(() => this.#listener.failed({ code: 487, by: 'local', text }));
    });
    this.#stopGuard = () => guard.cancel();
  }

  #onResponse(response: InboundResponse): void {
    const { status, reason, source } = response;
    if (status === 180 || status === 183) return this.#listener.ringing();
    if (status < 200) return;
    if (status < 300) return this.#onAnswer(response);
    if (this.#answersChallenge(response)) return;
    const { q850, text } = parseReason(response.header('reason'));
    const isMadeUp = source.address === '';
    const cause: EndCause = {
      code: status,
      by: isMadeUp ? 'vanished' : 'remote',
      text: text || reason,
      ...(q850 === undefined ? {} : { q850 }),
    };
    this.#end(() => this.#listener.failed(cause));
    if (isMadeUp && UNREACHABLE.has(status)) this.#invitation.onUnreachable?.();
  }

  /** Every 2xx is acknowledged and becomes a leg, so that a BYE can end it (RFC 3261 §13.2.2.4). */
  #onAnswer(response: InboundResponse): void {
    response.ack();
    const { dialogId, callId, body, source } = response;
    const remoteAddress = source.address || this.#invitation.address;
    const leg = this.#legs.add({ dialogId, callId, remoteAddress, remoteSdp: body, isOurs: true });
    if (body !== '') return this.#end(() => this.#listener.answered(leg));
    const text = 'answered without a session description';
    leg.hangUp({ code: 488, by: 'server', text });
    this.#end(() => this.#listener.failed({ code: 488, by: 'server', text }));
  }

  #onFault(fault: Fault): void {
    const by = fault.code === 'sip.control-lost' ? 'vanished' : 'server';
    this.#end(() => this.#listener.failed({ code: 503, by, text: fault.message }));
  }

  #end(tell: () => void): void {
    if (this.#over) return;
    this.#over = true;
    this.#stopGuard();
    tell();
    this.#listener.over();
  }
}
