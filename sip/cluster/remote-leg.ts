import { type Clock, EarlyEmitter, Fault, type Millis, type Result, Scope, failed, ok } from '#core';
import { FinalSignal } from '../leg/final-signal.ts';
import { KeptSignal } from '../leg/kept-signal.ts';
import type { EndCause, Leg, Offer, Referral } from '../port.ts';
import type { Order, Report } from './messages.ts';

/** As long as the other server waits for its phone, and some. */
const ANSWERED_WITHIN_MS: Millis = 40_000;
const PROBED_WITHIN_MS: Millis = 9_000;

type Answered = Extract<Report, { is: 'answered' }>;
type Without<T> = T extends unknown ? Omit<T, 'id'> : never;

/** A leg whose dialog is at another server: everything is ordered there and reported back. */
export class RemoteLeg implements Leg {
  readonly sipCallId: string;
  readonly remoteAddress: string;
  readonly ended = new FinalSignal<EndCause>();
  readonly reoffered = new KeptSignal<Offer>();
  readonly answered = new EarlyEmitter<string>();
  readonly key = new EarlyEmitter<{ digit: string; durationMs: number }>();
  readonly referred = new KeptSignal<Referral>();
  readonly #order: (order: Without<Order>) => void;
  readonly #clock: Clock;
  readonly #scope = new Scope();
  readonly #asked = new Map<number, (report: Report | undefined) => void>();
  #remoteSdp: string;
  #n = 0;

  constructor({ sipCallId, remoteAddress, sdp }: Answered, order: (order: Without<Order>) => void, clock: Clock) {
    this.sipCallId = sipCallId;
    this.remoteAddress = remoteAddress;
    this.#remoteSdp = sdp;
    this.#order = order;
    this.#clock = clock;
  }

  get remoteSdp(): string {
    return this.#remoteSdp;
  }

  get isEnded(): boolean {
    return this.#scope.ended;
  }

  async reinvite(sdp: string): Promise<Result<string>> {
    const report = await this.#ask((n) => ({ do: 'reinvite', n, sdp }), ANSWERED_WITHIN_MS);
    if (report?.is !== 'reinvited') return failed(new Fault('sip.reinvite-timeout', 'the other side did not answer the change of the call; end it or try again', { retryable: true }));
    if (report.sdp === undefined) return failed(new Fault(report.fault?.code ?? 'sip.leg-ended', report.fault?.message ?? ''));
    this.#remoteSdp = report.sdp;
    return ok(report.sdp);
  }

  async probe(): Promise<boolean> {
    const report = await this.#ask((n) => ({ do: 'probe', n }), PROBED_WITHIN_MS);
    return report?.is === 'probed' && report.alive;
  }

  hangUp({ code, by = 'local', text }: { code: number; by?: EndCause['by']; text: string }): void {
    if (this.#scope.ended) return;
    this.#order({ do: 'hang-up', code, text });
    this.end({ code, by, text });
  }

  hear(report: Report): void {
    if (this.#scope.ended) return;
    switch (report.is) {
      case 'ended':
        return this.end(report.cause);
      case 'reoffered':
        return this.#offer(report.n, report.sdp);
      case 'referred':
        return this.referred.emit(this.#referral(report.n, report.target));
      case 'acked':
        this.#remoteSdp = report.sdp;
        return this.answered.emit(report.sdp);
      case 'key':
        return this.key.emit({ digit: report.digit, durationMs: report.durationMs });
      case 'reinvited':
      case 'probed':
        return this.#asked.get(report.n)?.(report);
      case 'ringing':
      case 'answered':
      case 'failed':
        return;
    }
  }

  /** It is over, here or there. */
  end(cause: EndCause): void {
    if (this.#scope.ended) return;
    this.#scope.end(cause.text);
    for (const settle of [...this.#asked.values()]) settle(undefined);
    this.ended.emit(cause);
  }

  #offer(n: number, sdp: string): void {
    if (sdp !== '') this.#remoteSdp = sdp;
    this.reoffered.emit({
      sdp,
      answer: (answer) => this.#order({ do: 'answer', n, sdp: answer }),
      refuse: (code, reason) => this.#order({ do: 'refuse', n, code, ...(reason === undefined ? {} : { reason }) }),
    });
  }

  #referral(n: number, target: string): Referral {
    return {
      target,
      accept: () => this.#order({ do: 'refer-accept', n }),
      refuse: (code, reason) => this.#order({ do: 'refer-refuse', n, code, ...(reason === undefined ? {} : { reason }) }),
      notify: (code, reason) => this.#order({ do: 'refer-notify', n, code, reason }),
    };
  }

  #ask(order: (n: number) => Without<Order>, within: Millis): Promise<Report | undefined> {
    if (this.#scope.ended) return Promise.resolve(undefined);
    const n = this.#n++;
    return new Promise((resolve) => {
      const settle = (report: Report | undefined) => {
        timer.cancel();
        this.#asked.delete(n);
        resolve(report);
      };
      const timer = this.#clock.after(within, () => settle(undefined));
      this.#asked.set(n, settle);
      this.#order(order(n));
    });
  }
}
