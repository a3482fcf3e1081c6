import { Emitter, Fault, type Result, type Scope, failed, ok } from '#core';
import type { DialRequest, EndCause, IncomingCall, Leg, Offer, OutgoingCall, PhoneKind, Referral, RegistrationChange, Sip } from '#sip';
import { FinalSignal } from '../../../sip/leg/final-signal.ts';

/** A description with this direction; the fakes look at nothing else. */
export const sdpOf = (direction: 'sendrecv' | 'sendonly' | 'inactive' = 'sendrecv') => `v=0\r\na=${direction}\r\n`;

/** One established dialog whose other side the test plays. */
export class FakeLeg implements Leg {
  readonly remoteAddress = '127.0.0.1';
  readonly ended = new FinalSignal<EndCause>();
  readonly reoffered = new Emitter<Offer>();
  readonly answered = new Emitter<string>();
  readonly key = new Emitter<{ digit: string; durationMs: number }>();
  readonly referred = new Emitter<Referral>();
  readonly sipCallId: string;
  remoteSdp = sdpOf();
  isEnded = false;
  /** What our side said when it hung up. */
  hungUp: { code: number; text: string } | undefined;
  /** Whether the phone still answers. */
  alive = true;

  constructor(sipCallId: string) {
    this.sipCallId = sipCallId;
  }

  async reinvite(): Promise<Result<string>> {
    return ok(this.remoteSdp);
  }

  async probe(): Promise<boolean> {
    if (!this.alive) this.#end({ code: 408, by: 'vanished', text: 'no answer to OPTIONS' });
    return this.alive;
  }

  hangUp({ code, by = 'local', text }: { code: number; by?: EndCause['by']; text: string }): void {
    if (this.isEnded) return;
    this.hungUp = { code, text };
    this.#end({ code, by, text });
  }

  /** BYE of the other side. */
  bye(): void {
    this.#end({ code: 200, by: 'remote', text: 'hung up' });
  }

  /** re-INVITE or UPDATE of the other side; resolves with what it is answered: a description or a status. */
  reoffer(sdp: string): Promise<string | number> {
    return new Promise((resolve) => this.reoffered.emit({ sdp, answer: resolve, refuse: (code) => resolve(code) }));
  }

  /** Blind transfer; the list grows with what the phone is told. */
  refer(target: string): string[] {
    const told: string[] = [];
    this.referred.emit({
      target,
      accept: () => void told.push('202'),
      refuse: (code) => void told.push(`${code}`),
      notify: (code) => void told.push(`notify ${code}`),
    });
    return told;
  }

  press(digit: string): void {
    this.key.emit({ digit, durationMs: 100 });
  }

  #end(cause: EndCause): void {
    if (this.isEnded) return;
    this.isEnded = true;
    this.ended.emit(cause);
  }
}

export class FakeIncoming implements IncomingCall {
  readonly sipCallId = 'in';
  readonly transport = 'udp';
  readonly remoteAddress = '127.0.0.1';
  readonly cancelled = new FinalSignal<EndCause>();
  readonly leg = new FakeLeg('in');
  readonly to: string;
  readonly from: { readonly user: string; readonly display: string };
  readonly offer: string;
  readonly agent?: string;
  answered: string | undefined;
  rejected: number | undefined;
  /** Set before the call arrives: the answer is held back until it settles. */
  beforeAnswer: Promise<void> = Promise.resolve();

  constructor(to: string, options: { from?: string; offer?: string; agent?: string } = {}) {
    this.to = to;
    this.from = { user: options.from ?? 'caller', display: '' };
    this.offer = options.offer ?? sdpOf();
    if (options.agent) this.agent = options.agent;
  }

  ring(): void {}

  async answer(sdp: string): Promise<Result<Leg>> {
    await this.beforeAnswer;
    if (this.rejected !== undefined) return failed(new Fault('sip.call-over', 'the caller has gone'));
    this.answered = sdp;
    return ok(this.leg);
  }

  reject(code: number): void {
    if (this.answered === undefined) this.rejected ??= code;
  }

  cancel(): void {
    this.rejected = 487;
    this.cancelled.emit({ code: 487, by: 'remote', text: 'cancelled' });
  }
}

/** A phone that rings at an agent's desk until the test decides. */
export class FakeRing implements OutgoingCall {
  readonly ringing = new Emitter<void>();
  readonly request: DialRequest;
  readonly outcome: OutgoingCall['outcome'];
  readonly leg = new FakeLeg('out');
  cancelled: string | undefined;
  /** Cancelled because somebody else has answered. */
  elsewhere = false;
  #settle: (outcome: Awaited<OutgoingCall['outcome']>) => void = () => {};

  constructor(request: DialRequest, scope: Scope) {
    this.request = request;
    this.outcome = new Promise((resolve) => (this.#settle = resolve));
    scope.onEnd(() => this.cancel(scope.reason));
  }

  answer(): FakeLeg {
    this.#settle({ ok: true, leg: this.leg });
    return this.leg;
  }

  fail(code: number, by: EndCause['by'] = 'remote'): void {
    this.#settle({ ok: false, cause: { code, by, text: `${code}` } });
  }

  cancel(text: string, elsewhere = false): void {
    if (this.cancelled === undefined) this.elsewhere = elsewhere;
    this.cancelled ??= text;
    this.#settle({ ok: false, cause: { code: 487, by: 'local', text } });
  }
}

/** The port without a network: the test is every caller and every phone. */
export class FakeSip implements Sip {
  readonly incoming = new Emitter<IncomingCall>();
  readonly registration = new Emitter<RegistrationChange>();
  readonly addresses = ['udp/127.0.0.1:5060'];
  readonly rings: FakeRing[] = [];
  /** Address of the trunk; undefined = there is none. */
  trunk: string | undefined;
  /** Kinds of each account's phones, the newest last. */
  readonly #registered = new Map<string, Set<PhoneKind>>();

  isRegistered(account: string): boolean {
    return this.#registered.has(account);
  }

  /** Kinds of phones, where a test has browsers. */
  readonly kinds = new Map<string, PhoneKind>();

  phonesOf(account: string) {
    const kinds = this.#registered.get(account) ?? new Set();
    const newest = [...kinds].at(-1);
    return newest && { newest, kinds };
  }

  addressOf(account: string, kind?: PhoneKind): string | undefined {
    const kinds = this.#registered.get(account);
    return kinds && (kind === undefined || kinds.has(kind)) ? '127.0.0.1' : undefined;
  }

  register(account: string, registered = true, kind = this.kinds.get(account) ?? 'phone'): void {
    const kinds = new Set(this.#registered.get(account));
    kinds.delete(kind);
    if (registered) kinds.add(kind);
    if (kinds.size > 0) this.#registered.set(account, kinds);
    else this.#registered.delete(account);
    this.registration.emit({ account, registered: kinds.size > 0 });
  }

  dial(request: DialRequest, scope: Scope): FakeRing {
    const ring = new FakeRing(request, scope);
    this.rings.push(ring);
    return ring;
  }

  counts() {
    return { legs: 0, incoming: 0, outgoing: 0, registrations: this.#registered.size };
  }

  drain(): void {}
  async close(): Promise<void> {}
}
