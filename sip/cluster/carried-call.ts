import { Scope } from '#core';
import type { EndCause, Leg, Offer, OutgoingCall, Referral, Sip } from '../port.ts';
import type { Dial, Order, Report } from './messages.ts';

type Without<T> = T extends unknown ? Omit<T, 'id'> : never;

/** A call of another server with a phone that is registered here. It lives as long as the link to that server. */
export class CarriedCall {
  readonly account: string;
  readonly #report: (report: Without<Report>) => void;
  readonly #scope = new Scope();
  readonly #offers = new Map<number, Offer>();
  readonly #referrals = new Map<number, Referral>();
  readonly #outgoing: OutgoingCall;
  #leg: Leg | undefined;
  #n = 0;

  constructor(sip: Pick<Sip, 'dial'>, dial: Dial, report: (report: Without<Report>) => void, over: () => void) {
    this.account = dial.account;
    this.#report = report;
    this.#scope.onEnd(over);
    const { account, kind, sdp, from, timeoutMs, headers } = dial;
    // Only registered phones: whatever another server asks for, nothing is called outside.
    this.#outgoing = sip.dial({ account, kind, sdp, from, timeoutMs, headers }, this.#scope);
    this.#outgoing.ringing.on(() => report({ is: 'ringing' }), this.#scope);
    void this.#outgoing.outcome.then((outcome) => (outcome.ok ? this.#answered(outcome.leg) : this.#failed(outcome.cause)));
  }

  get isAnswered(): boolean {
    return this.#leg !== undefined;
  }

  async hear(order: Exclude<Order, Dial>): Promise<void> {
    switch (order.do) {
      case 'cancel':
        if (!this.#leg) this.#outgoing.cancel(order.text, order.elsewhere === true);
        return this.end(487, order.text);
      case 'hang-up':
        return this.end(order.code, order.text);
      case 'reinvite':
        return this.#reinvite(order.n, order.sdp);
      case 'probe':
        return this.#report({ is: 'probed', n: order.n, alive: (await this.#leg?.probe()) === true });
      case 'answer':
        return this.#taken(this.#offers, order.n)?.answer(order.sdp);
      case 'refuse':
        return this.#taken(this.#offers, order.n)?.refuse(order.code, order.reason);
      case 'refer-accept':
        return this.#referrals.get(order.n)?.accept();
      case 'refer-refuse':
        return this.#taken(this.#referrals, order.n)?.refuse(order.code, order.reason);
      case 'refer-notify':
        return this.#referrals.get(order.n)?.notify(order.code, order.reason);
    }
  }

  /** Stops the ringing or hangs up. */
  end(code: number, text: string): void {
    if (this.#scope.ended) return;
    const leg = this.#leg;
    const cause: EndCause = { code, by: 'local', text };
    this.#report(leg ? { is: 'ended', cause } : { is: 'failed', cause });
    this.#scope.end(text);
    leg?.hangUp({ code, text });
  }

  #answered(leg: Leg): void {
    if (this.#scope.ended) return leg.hangUp({ code: 487, text: 'answered too late' });
    this.#leg = leg;
    this.#report({ is: 'answered', sipCallId: leg.sipCallId, remoteAddress: leg.remoteAddress, sdp: leg.remoteSdp });
    leg.reoffered.on((offer) => {
      const n = this.#keep(this.#offers, offer);
      this.#report({ is: 'reoffered', n, sdp: offer.sdp });
    }, this.#scope);
    leg.referred.on((referral) => {
      const n = this.#keep(this.#referrals, referral);
      this.#report({ is: 'referred', n, target: referral.target });
    }, this.#scope);
    leg.answered.on((sdp) => this.#report({ is: 'acked', sdp }), this.#scope);
    leg.key.on(({ digit, durationMs }) => this.#report({ is: 'key', digit, durationMs }), this.#scope);
    leg.ended.on((cause) => {
      this.#report({ is: 'ended', cause });
      this.#scope.end(cause.text);
    }, this.#scope);
  }

  #failed(cause: EndCause): void {
    if (this.#scope.ended) return;
    this.#report({ is: 'failed', cause });
    this.#scope.end(cause.text);
  }

  async #reinvite(n: number, sdp: string): Promise<void> {
    const result = await this.#leg?.reinvite(sdp);
    if (result?.ok) this.#report({ is: 'reinvited', n, sdp: result.value });
    else this.#report({ is: 'reinvited', n, fault: { code: result?.fault.code ?? 'sip.leg-ended', message: result?.fault.message ?? '' } });
  }

  #keep<T>(all: Map<number, T>, one: T): number {
    const n = this.#n++;
    all.set(n, one);
    return n;
  }

  #taken<T>(all: Map<number, T>, n: number): T | undefined {
    const one = all.get(n);
    all.delete(n);
    return one;
  }
}
