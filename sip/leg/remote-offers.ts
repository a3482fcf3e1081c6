import { Emitter, type Timer } from '#core';

import type { InboundRequest } from '../control/control.ts';
import { ALLOW } from '../message/capabilities.ts';
import { judgeBody } from '../message/judge-body.ts';
import { grantedTimer } from '../message/session-timer.ts';
import type { Offer } from '../port.ts';
import { KeptSignal } from './kept-signal.ts';
import type { Dialog, LegWorld } from './leg-world.ts';

/**
 * Session descriptions the other side sends in the dialog, one at a time (RFC 3261 §14.2, RFC 3311 §5.2).
 *
 *   none ──INVITE/UPDATE──▶ pending ──answer, refuse, CANCEL, time──▶ none      meanwhile: another offer 500, ours 491
 */
export class RemoteOffers {
  readonly offered = new KeptSignal<Offer>();
  readonly answered = new Emitter<string>();
  readonly #dialog: Dialog;
  readonly #world: LegWorld;
  #pending: { readonly request: InboundRequest; readonly timer: Timer; readonly forget: () => void } | undefined;
  #answerInAck = false;

  constructor(dialog: Dialog, world: LegWorld) {
    this.#dialog = dialog;
    this.#world = world;
  }

  get isPending(): boolean {
    return this.#pending !== undefined;
  }

  receive(request: InboundRequest, weAreOffering: boolean): void {
    const { limits, clock, random } = this.#world;
    const refusal = judgeBody(request, limits);
    if (refusal) return request.reply(refusal.code, refusal.reason, refusal);
    if (request.method === 'UPDATE' && request.body === '') return request.reply(200, undefined, { headers: agreed(request) });
    if (this.#pending) return request.reply(500, 'One Offer At A Time', { headers: { 'Retry-After': String(random.int(11)) } });
    if (weAreOffering) return request.reply(491);
    // RFC 3261 §14.2: 491 makes the phone try again, where 488 would be the end of its hold.
    const [patienceMs, tooLate] = this.offered.size > 0 ? [limits.decideMs, 500] : [limits.unheardMs, 491];
    const timer = this.#dialog.scope.after(clock, patienceMs, () => this.#settle(request, () => request.reply(tooLate)));
    // RFC 3261 §15.1.2: the end of the dialog does not leave a request unanswered.
    const forget = this.#dialog.scope.onEnd(() => request.reply(487));
    this.#pending = { request, timer, forget };
    request.onCancel(() => this.#settle(request, () => request.reply(487)));
    this.offered.emit({
      sdp: request.body,
      answer: (sdp) => this.#settle(request, () => this.#accept(request, sdp)),
      refuse: (code, reason) => this.#settle(request, () => request.reply(code, reason)),
    });
  }

  /** Late offer: the other side's answer to our description comes in the ACK (RFC 3261 §13.2.1). */
  onAck(body: string): void {
    if (!this.#answerInAck) return;
    this.#answerInAck = false;
    if (body === '') return;
    this.#dialog.remoteSdp = body;
    this.answered.emit(body);
  }

  #accept(request: InboundRequest, sdp: string): void {
    this.#answerInAck = request.body === '';
    if (!this.#answerInAck) this.#dialog.remoteSdp = request.body;
    request.reply(200, undefined, { body: sdp, headers: agreed(request) }, (sent) => {
      if (sent.ok) return;
      this.#world.log.warn('an answer inside a call was not sent', { fault: sent.fault });
      request.reply(500);
    });
  }

  /** Once per offer; later decisions about it do nothing. */
  #settle(request: InboundRequest, act: () => void): void {
    if (this.#pending?.request !== request) return;
    this.#pending.timer.cancel();
    this.#pending.forget();
    this.#pending = undefined;
    this.offered.forget();
    if (!this.#dialog.isEnded) act();
  }
}

const agreed = (request: InboundRequest) => ({ Allow: ALLOW, ...grantedTimer(request) });
