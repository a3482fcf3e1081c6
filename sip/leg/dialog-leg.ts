import { EarlyEmitter, Emitter, type Result, Scope } from '#core';

import type { InboundRequest } from '../control/control.ts';
import { ALLOW, CAPABILITIES, KNOWN_METHODS, SUPPORTED } from '../message/capabilities.ts';
import { parseDtmfInfo } from '../message/dtmf-info.ts';
import { judgeRequire } from '../message/judge-body.ts';
import { parseReason, reasonHeader } from '../message/reason.ts';
import { splitList } from '../message/split-list.ts';
import type { EndCause, Leg } from '../port.ts';
import { FinalSignal } from './final-signal.ts';
import type { Dialog, LegWorld } from './leg-world.ts';
import { probe } from './probe.ts';
import { Referrals } from './referrals.ts';
import { Reinviter } from './reinviter.ts';
import { RemoteOffers } from './remote-offers.ts';

/** How a dialog begins. */
export interface DialogSeed {
  readonly dialogId: string;
  readonly callId: string;
  readonly remoteAddress: string;
  readonly remoteSdp: string;
  /** We sent the INVITE (and have acknowledged its 200). */
  readonly isOurs: boolean;
}

/**
 * An established dialog, kept by ourselves on srf's transactions.
 *
 *   talking ──BYE, vanish──▶ ended ─────────────────────▶ gone (out of the table)
 *      └──hangUp──▶ ended, BYE (after the ACK) ──final──▶ gone
 */
export class DialogLeg implements Leg, Dialog {
  readonly id: string;
  readonly sipCallId: string;
  readonly remoteAddress: string;
  readonly isOurs: boolean;
  readonly scope = new Scope();
  readonly ended = new FinalSignal<EndCause>();
  readonly key = new EarlyEmitter<{ digit: string; durationMs: number }>();
  /** An ACK came; its body, for late offers. */
  readonly acknowledged = new Emitter<string>();
  remoteSdp: string;
  readonly #world: LegWorld;
  readonly #offers: RemoteOffers;
  readonly #referrals: Referrals;
  readonly #reinviter: Reinviter;
  readonly #forget: (leg: DialogLeg) => void;
  #isAcknowledged: boolean;
  #settleGoodbye = () => {};

  constructor(seed: DialogSeed, world: LegWorld, forget: (leg: DialogLeg) => void) {
    this.id = seed.dialogId;
    this.sipCallId = seed.callId;
    this.remoteAddress = seed.remoteAddress;
    this.remoteSdp = seed.remoteSdp;
    this.isOurs = seed.isOurs;
    this.#isAcknowledged = seed.isOurs;
    this.#world = world;
    this.#forget = forget;
    this.#offers = new RemoteOffers(this, world);
    this.#referrals = new Referrals(this, world);
    this.#reinviter = new Reinviter(this, world, () => this.#offers.isPending);
  }

  get reoffered() {
    return this.#offers.offered;
  }

  get answered() {
    return this.#offers.answered;
  }

  get referred() {
    return this.#referrals.referred;
  }

  get isEnded(): boolean {
    return this.scope.ended;
  }

  reinvite(sdp: string): Promise<Result<string>> {
    return this.#reinviter.send(sdp);
  }

  probe(): Promise<boolean> {
    return this.isEnded ? Promise.resolve(false) : probe(this, this.#world);
  }

  hangUp(cause: { code: number; by?: EndCause['by']; text: string }): void {
    if (this.isEnded) return;
    this.#end({ code: cause.code, by: cause.by ?? 'local', text: cause.text });
    this.#sayGoodbye(cause.code, cause.text);
  }

  vanish(cause: Omit<EndCause, 'by'>, sendBye: boolean): void {
    if (this.isEnded) return;
    this.#end({ ...cause, by: 'vanished' });
    if (sendBye) this.#sayGoodbye(cause.code, cause.text);
    else this.#forget(this);
  }

  /** The server is gone: nothing is left to settle. */
  abandon(cause: Omit<EndCause, 'by'>): void {
    this.vanish(cause, false);
    this.#settleGoodbye();
  }

  /** Every request inside the dialog comes here. */
  handle(request: InboundRequest): void {
    if (request.method === 'ACK') return this.#onAck(request.body);
    if (request.method === 'BYE') return this.#onBye(request);
    if (this.isEnded) return request.reply(481);
    const refusal = judgeRequire(splitList(request.header('require') ?? ''), SUPPORTED);
    if (refusal) return request.reply(refusal.code, refusal.reason, refusal);
    switch (request.method) {
      case 'INVITE':
      case 'UPDATE':
        return this.#offers.receive(request, this.#reinviter.isOffering);
      case 'INFO':
        return this.#onInfo(request);
      case 'REFER':
        return this.#referrals.receive(request);
      case 'OPTIONS':
        return request.reply(200, undefined, { headers: CAPABILITIES });
      case 'PRACK':
        return request.reply(200);
      case 'NOTIFY':
      case 'SUBSCRIBE':
        return request.reply(489);
      default:
        return request.reply(KNOWN_METHODS.has(request.method) ? 405 : 501, undefined, { headers: { Allow: ALLOW } });
    }
  }

  #onAck(body: string): void {
    this.#isAcknowledged = true;
    this.#offers.onAck(body);
    this.acknowledged.emit(body);
  }

  #onBye(request: InboundRequest): void {
    request.reply(200);
    if (this.isEnded) return this.#settleGoodbye();
    const { q850, text } = parseReason(request.header('reason'));
    const extra = q850 === undefined ? {} : { q850 };
    this.#end(request.fromStack ? causeOfStack(text) : { code: 200, by: 'remote', text: text || 'hung up', ...extra });
    this.#forget(this);
  }

  #onInfo(request: InboundRequest): void {
    const type = request.header('content-type') ?? '';
    if (request.body === '' && type === '') return request.reply(200);
    if (!/^application\/dtmf/i.test(type)) return request.reply(415, undefined, { headers: { Accept: 'application/dtmf-relay' } });
    const key = parseDtmfInfo(type, request.body);
    request.reply(key ? 200 : 400);
    if (key) this.key.emit(key);
  }

  #end(cause: EndCause): void {
    this.scope.end(cause.text);
    this.ended.emit(cause);
  }

  /** A callee must not send BYE before the ACK (RFC 3261 §15); the server gives the caller 32 s for it. */
  #sayGoodbye(code: number, text: string): void {
    const { control, clock, limits } = this.#world;
    const timer = clock.after(2 * limits.transactionMs, () => finish());
    const finish = () => {
      timer.cancel();
      stopWaiting();
      this.#forget(this);
    };
    this.#settleGoodbye = finish;
    const bye = () =>
      control.send(
        { method: 'BYE', dialogId: this.id, headers: { Reason: reasonHeader(code, text) } },
        { response: (response) => response.status >= 200 && finish(), failed: finish },
      );
    const stopWaiting = this.#isAcknowledged ? () => {} : this.acknowledged.once(bye);
    if (this.#isAcknowledged) bye();
  }
}

/** BYEs the server sent by itself, told by the texts of drachtio-server. */
function causeOfStack(text: string): EndCause {
  if (/cancel/i.test(text)) return { code: 487, by: 'remote', text };
  return { code: 408, by: 'vanished', text: text || 'ended by the SIP server' };
}
