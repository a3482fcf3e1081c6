import { type Clock, Emitter, type Millis, Scope } from '#core';
import type { EndCause, OutgoingCall } from '../port.ts';
import type { Order, Report } from './messages.ts';
import { RemoteLeg } from './remote-leg.ts';

type Outcome = Awaited<OutgoingCall['outcome']>;
type Without<T> = T extends unknown ? Omit<T, 'id'> : never;

/** The server of the phone ends the ringing itself; this is the net below it. */
const NET_MS: Millis = 3_000;

export interface RemoteCallOptions {
  readonly order: (order: Without<Order>) => void;
  readonly clock: Clock;
  readonly timeoutMs: Millis;
  /** Nothing more will come of it. */
  readonly over: () => void;
}

/**
 * A call to a phone at another server.
 *
 *   ringing ──answered──▶ leg ──ended──▶ over
 *      └──cancel, failed, time-out──▶ settled; an answer that comes after it is hung up
 */
export class RemoteCall implements OutgoingCall {
  readonly ringing = new Emitter<void>();
  readonly outcome: Promise<Outcome>;
  readonly #options: RemoteCallOptions;
  readonly #scope: Scope;
  #settle: (outcome: Outcome) => void = () => {};
  #leg: RemoteLeg | undefined;
  #settled = false;

  constructor(options: RemoteCallOptions, scope: Scope) {
    this.#options = options;
    this.#scope = new Scope(scope);
    this.outcome = new Promise((resolve) => (this.#settle = resolve));
    this.#scope.onEnd(() => this.cancel(this.#scope.reason));
    this.#scope.after(options.clock, options.timeoutMs + NET_MS, () => this.#fail({ code: 408, by: 'local', text: 'no answer' }, 'no answer'));
  }

  get isSettled(): boolean {
    return this.#settled;
  }

  cancel(text: string, elsewhere = false): void {
    this.#fail({ code: 487, by: 'local', text }, text, elsewhere);
  }

  hear(report: Report): void {
    if (report.is === 'ringing') return this.#settled ? undefined : this.ringing.emit();
    if (report.is === 'answered') return this.#answered(report);
    if (report.is === 'failed') {
      this.#finish({ ok: false, cause: report.cause });
      return this.#options.over();
    }
    this.#leg?.hear(report);
    if (report.is === 'ended') this.#options.over();
  }

  /** The server of the phone is gone, or was never there. */
  lost(text: string): void {
    const cause: EndCause = { code: 503, by: 'vanished', text };
    this.#finish({ ok: false, cause });
    this.#leg?.end({ ...cause, code: 408 });
    this.#options.over();
  }

  #answered(report: Extract<Report, { is: 'answered' }>): void {
    if (this.#settled) return this.#options.order({ do: 'hang-up', code: 487, text: 'answered too late' });
    this.#leg = new RemoteLeg(report, this.#options.order, this.#options.clock);
    this.#finish({ ok: true, leg: this.#leg });
  }

  #fail(cause: EndCause, text: string, elsewhere = false): void {
    if (this.#settled) return;
    this.#options.order({ do: 'cancel', text, elsewhere });
    this.#finish({ ok: false, cause });
  }

  #finish(outcome: Outcome): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#scope.end('settled');
    this.#settle(outcome);
  }
}
