import { Fault, type Result, Scope, failed, ok } from '#core';

import type { InboundRequest } from '../control/control.ts';
import type { DialogLeg, DialogSeed } from '../leg/dialog-leg.ts';
import { FinalSignal } from '../leg/final-signal.ts';
import type { LegTable } from '../leg/leg-table.ts';
import type { LegWorld } from '../leg/leg-world.ts';
import { ALLOW } from '../message/capabilities.ts';
import { parseReason } from '../message/reason.ts';
import { grantedTimer } from '../message/session-timer.ts';
import type { EndCause, IncomingCall, Leg } from '../port.ts';
import type { CallRequest } from './admission.ts';

/** Of a caller's name or number: it is shown, stored and sent on to phones. */
const LONGEST_NAME = 128;

type State = 'waiting' | 'answering' | 'over';

/**
 * A call nobody has answered yet.
 *
 *   waiting ──answer──▶ answering ──200 sent──▶ over (a leg lives on)
 *      ├──reject──▶ over
 *      └──CANCEL, time, connection lost──▶ over, `cancelled` fires
 */
export class PendingCall implements IncomingCall {
  readonly sipCallId: string;
  readonly to: string;
  readonly from: { readonly user: string; readonly display: string };
  readonly agent?: string;
  readonly transport: string;
  readonly remoteAddress: string;
  readonly offer: string;
  readonly cancelled = new FinalSignal<EndCause>();
  readonly #request: InboundRequest;
  readonly #call: CallRequest;
  readonly #legs: LegTable;
  readonly #world: LegWorld;
  readonly #onOver: () => void;
  readonly #scope = new Scope();
  #deadline;
  #state: State = 'waiting';

  constructor(request: InboundRequest, call: CallRequest, agent: string | undefined, legs: LegTable, world: LegWorld, onOver: () => void) {
    this.sipCallId = request.callId;
    this.to = call.to;
    this.from = { user: call.from.uri.user.slice(0, LONGEST_NAME), display: call.from.display.slice(0, LONGEST_NAME) };
    if (agent !== undefined) this.agent = agent;
    this.transport = request.transport;
    this.remoteAddress = request.source.address;
    this.offer = request.body;
    this.#request = request;
    this.#call = call;
    this.#legs = legs;
    this.#world = world;
    this.#onOver = onOver;
    this.#deadline = this.#expireIn(world.limits.unansweredMs);
  }

  ring(): void {
    if (this.#state !== 'waiting') return;
    this.#deadline.cancel();
    this.#deadline = this.#expireIn(this.#world.limits.ringingMs);
    const headers: Record<string, string> = { Allow: ALLOW };
    if (this.#call.reliableRinging) headers['Require'] = '100rel';
    this.#request.reply(180, undefined, { headers });
  }

  reject(code: number, reason?: string): void {
    if (this.#state !== 'waiting') return;
    this.#over();
    this.#request.reply(code >= 300 && code < 700 ? code : 480, reason);
  }

  answer(sdp: string): Promise<Result<Leg>> {
    if (this.#state !== 'waiting') return Promise.resolve(failed(callOver()));
    this.#state = 'answering';
    this.#deadline.cancel();
    this.#deadline = this.#expireIn(this.#world.limits.transactionMs);
    return new Promise((resolve) => {
      this.cancelled.once(() => resolve(failed(callOver())));
      this.#request.reply(200, undefined, { body: sdp, headers: { Allow: ALLOW, ...grantedTimer(this.#request) } }, (sent) => {
        if (!sent.ok) return resolve(failed(this.#notAnswered(sent.fault)));
        this.#over();
        const leg = this.#legs.add(this.#seed(sent.dialogId));
        if (this.offer === '') this.#awaitAnswer(leg, resolve);
        else resolve(ok(leg));
      });
    });
  }

  /** CANCEL of the caller (the server answers it and the INVITE). */
  cancel(reason: string | undefined): void {
    const { q850, text } = parseReason(reason);
    this.#die({ code: 487, by: 'remote', text: text || 'cancelled', ...(q850 === undefined ? {} : { q850 }) });
  }

  lose(): void {
    this.#die({ code: 503, by: 'vanished', text: 'the connection to the SIP server broke' });
  }

  #seed(dialogId: string): DialogSeed {
    const { sipCallId: callId, remoteAddress, offer: remoteSdp } = this;
    return { dialogId, callId, remoteAddress, remoteSdp, isOurs: false };
  }

  /** Late offer: ours went out in the 200, the answer comes in the ACK (RFC 3261 §13.2.1). */
  #awaitAnswer(leg: DialogLeg, resolve: (result: Result<Leg>) => void): void {
    const scope = new Scope();
    const settle = (result: Result<Leg>) => {
      scope.end('settled');
      resolve(result);
    };
    leg.ended.once(() => settle(failed(callOver())), scope);
    leg.acknowledged.once((body) => {
      leg.remoteSdp = body;
      if (body !== '') return settle(ok(leg));
      settle(failed(new Fault('sip.no-answer', 'the caller accepted our offer without a session description')));
      leg.hangUp({ code: 488, by: 'server', text: 'no session description in the ACK' });
    }, scope);
    scope.after(this.#world.clock, this.#world.limits.transactionMs, () =>
      leg.hangUp({ code: 408, by: 'server', text: 'no ACK' }),
    );
  }

  /** What was not sent for its size can still be refused; what the server no longer knows is over. */
  #notAnswered(fault: Fault): Fault {
    if (fault.code === 'sip.too-large') {
      this.#state = 'waiting';
      this.reject(500);
      return fault;
    }
    this.#die({ code: 487, by: fault.code === 'sip.control-lost' ? 'vanished' : 'remote', text: 'gone before the answer' });
    return fault;
  }

  #expireIn(ms: number) {
    return this.#scope.after(this.#world.clock, ms, () => {
      this.#world.log.warn('an incoming call was neither answered nor refused in time', { afterMs: ms });
      this.#request.reply(480);
      this.#die({ code: 480, by: 'server', text: 'nobody answered in time' });
    });
  }

  #die(cause: EndCause): void {
    if (this.#state === 'over') return;
    this.#over();
    this.cancelled.emit(cause);
  }

  #over(): void {
    this.#state = 'over';
    this.#scope.end('over');
    this.#onOver();
  }
}

const callOver = () => new Fault('sip.call-over', 'the caller has gone; there is nothing to answer');
