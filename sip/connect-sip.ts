import { type Clock, type Log, type Random, type Result, ok } from '#core';

import { connectControl } from './control/connect-control.ts';
import type { Control, InboundRequest } from './control/control.ts';
import type { OpenLine } from './control/in-process.ts';
import { Dialler } from './dial/dialler.ts';
import { type TrunkAccount, trunkAddress } from './dial/trunk.ts';
import { Authenticator } from './digest/authenticator.ts';
import { FrontDoor } from './incoming/front-door.ts';
import { LegTable } from './leg/leg-table.ts';
import { SIP_LIMITS, type SipLimits } from './limits.ts';
import { ALLOW, CAPABILITIES, KNOWN_METHODS, SUPPORTED } from './message/capabilities.ts';
import { judgeRequire } from './message/judge-body.ts';
import { parseNameAddr } from './message/name-addr.ts';
import { splitList } from './message/split-list.ts';
import type { PhoneKind, Sip, SipAccount } from './port.ts';
import { answerRegister } from './registrar/answer-register.ts';
import { Registrar } from './registrar/registrar.ts';

export interface SipOptions {
  /** Control port of the embedded or of a real drachtio-server; `line` in place of the port when that is in this process. */
  readonly control: { readonly host: string; readonly port: number; readonly secret: string; readonly line?: OpenLine };
  /** Digest realm: part of what phones hash with their password. */
  readonly realm: string;
  readonly accounts: () => readonly SipAccount[];
  /** Whether a dialled number (Request-URI user) is one of ours. */
  readonly acceptsNumber: (user: string) => boolean;
  /** Takes calls to numbers outside, as it is configured now. */
  readonly trunk?: () => TrunkAccount | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly limits?: Partial<SipLimits>;
}

/**
 * Connects the telephony of the application to a SIP server by drachtio-srf.
 * Faults: `sip.control-refused`, `sip.control-unreachable`.
 */
export async function connectSip(options: SipOptions): Promise<Result<Sip>> {
  const limits = { ...SIP_LIMITS, ...options.limits };
  const inbox: { deliver: (request: InboundRequest) => void } = { deliver: (request) => request.reply(503) };
  const connected = await connectControl({
    ...options.control,
    clock: options.clock,
    log: options.log,
    connectMs: limits.connectMs,
    onRequest: (request) => inbox.deliver(request),
  });
  if (!connected.ok) return connected;
  const room = new SipRoom(options, limits, connected.value);
  inbox.deliver = (request) => room.deliver(request);
  return ok(room);
}

class SipRoom implements Sip {
  readonly #options: SipOptions;
  readonly #limits: SipLimits;
  readonly #control: Control;
  readonly #authenticator: Authenticator;
  readonly #registrar: Registrar;
  readonly #legs: LegTable;
  readonly #frontDoor: FrontDoor;
  readonly #dialler: Dialler;
  readonly dial: Sip['dial'];

  constructor(options: SipOptions, limits: SipLimits, control: Control) {
    const { accounts, acceptsNumber, clock, random, log } = options;
    const world = { control, clock, random, log, limits };
    this.#options = options;
    this.#limits = limits;
    this.#control = control;
    this.#authenticator = new Authenticator(options, limits.digest);
    this.#registrar = new Registrar(clock, limits.registrar);
    this.#legs = new LegTable(world);
    this.#frontDoor = new FrontDoor({ world, legs: this.#legs, authenticator: this.#authenticator, accounts, acceptsNumber });
    this.#dialler = new Dialler(world, this.#legs, this.#registrar, options.trunk);
    this.dial = (request, scope) => this.#dialler.dial(request, scope);
  }

  get incoming() {
    return this.#frontDoor.calls;
  }

  get registration() {
    return this.#registrar.changes;
  }

  get trunk(): string | undefined {
    const trunk = this.#options.trunk?.();
    return trunk && trunkAddress(trunk);
  }

  get isConnected(): boolean {
    return this.#control.isUp;
  }

  get addresses(): readonly string[] {
    return this.#control.addresses;
  }

  phonesOf(account: string) {
    return this.#registrar.phonesOf(account);
  }

  isRegistered(account: string): boolean {
    return this.#registrar.bindingsOf(account).length > 0;
  }

  addressOf(account: string, kind?: PhoneKind): string | undefined {
    return this.#registrar.newestOf(account, kind)?.source.address;
  }

  counts() {
    return {
      legs: this.#legs.size,
      incoming: this.#frontDoor.size,
      outgoing: this.#dialler.size,
      registrations: this.#registrar.size,
    };
  }

  drain(): void {
    this.#frontDoor.drain();
  }

  /** Ends every call, waits for that a little, and leaves the server. */
  async close(): Promise<void> {
    this.drain();
    this.#frontDoor.rejectAll(503);
    this.#dialler.cancelAll('the server is stopping');
    this.#legs.hangUpAll('the server is stopping');
    await this.#settled();
    await this.#control.close();
    this.#registrar.close();
  }

  /** Inside a dialog to its leg, else by method (RFC 3261 §8.2.1). */
  deliver(request: InboundRequest): void {
    if (request.dialogId !== '' && this.#legs.handle(request)) return;
    const { method } = request;
    if (method === 'ACK') return;
    if (method === 'PRACK') return request.reply(200);
    // In a dialog that is not answered yet: nothing was agreed that could be changed (RFC 3311 §5.2).
    if (method === 'UPDATE' && request.dialogId !== '') return request.reply(request.body === '' ? 200 : 491);
    const isInDialog = parseNameAddr(request.header('to') ?? '')?.params.has('tag') ?? false;
    if (isInDialog) return request.reply(481);
    if (method === 'INVITE') return this.#frontDoor.receive(request);
    if (method === 'OPTIONS') return answerOptions(request);
    if (method === 'REGISTER' && request.fromStack) return this.#registrar.disconnected(request.source);
    if (method === 'REGISTER') {
      return answerRegister(request, { authenticator: this.#authenticator, registrar: this.#registrar, clock: this.#options.clock });
    }
    request.reply(KNOWN_METHODS.has(method) ? 405 : 501, undefined, { headers: { Allow: `${ALLOW}, REGISTER` } });
  }

  #settled(): Promise<void> {
    const { clock } = this.#options;
    const isIdle = () => !this.#control.isUp || this.#legs.size + this.#dialler.size === 0;
    if (isIdle()) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        poll.cancel();
        deadline.cancel();
        resolve();
      };
      const poll = clock.every(20, () => isIdle() && done());
      const deadline = clock.after(this.#limits.closeMs, done);
    });
  }
}

/** RFC 3261 §11.2, §8.2.2.3. */
function answerOptions(request: InboundRequest): void {
  const refusal = judgeRequire(splitList(request.header('require') ?? ''), SUPPORTED);
  if (refusal) request.reply(refusal.code, refusal.reason, refusal);
  else request.reply(200, undefined, { headers: CAPABILITIES });
}
