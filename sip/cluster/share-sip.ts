import { type Clock, Emitter, type Log, type Random, Scope, sleep } from '#core';
import type { DialRequest, OutgoingCall, PhoneKind, PhonesElsewhere, RegistrationChange, Sip } from '../port.ts';
import { CarriedCall } from './carried-call.ts';
import { type Dial, isOrder, isReport, type Order, type Report, TOPIC } from './messages.ts';
import type { Peers } from './peers.ts';
import { factKey, newestPhones, type PhoneFact, phoneFact } from './phone-facts.ts';
import { RemoteCall } from './remote-call.ts';

export interface SharedSip extends Sip {
  readonly elsewhere: PhonesElsewhere;
}

interface Tools {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** A register that does not answer holds a registration back no longer than this. */
const TOLD_WITHIN_MS = 1_000;

/**
 * The same telephony, with the phones that are registered at other servers. A call to such a phone is ordered of its server,
 * which dials its own contact, over whatever transport that has; audio goes straight between the phone and the caller's server.
 */
export function shareSip(sip: Sip, peers: Peers, tools: Tools): SharedSip {
  return new ClusterSip(sip, peers, tools);
}

class ClusterSip implements SharedSip {
  readonly registration = new Emitter<RegistrationChange>();
  readonly #sip: Sip;
  readonly #peers: Peers;
  readonly #tools: Tools;
  readonly #facts = new Map<string, PhoneFact>();
  readonly #calls = new Map<string, { readonly node: string; readonly call: RemoteCall }>();
  readonly #carried = new Map<string, { readonly node: string; readonly call: CarriedCall }>();
  readonly #carriedOver = new Emitter<string>();
  readonly #scope = new Scope();
  #telling: Promise<unknown> = Promise.resolve();
  readonly elsewhere: PhonesElsewhere;

  constructor(sip: Sip, peers: Peers, tools: Tools) {
    this.#sip = sip;
    this.#peers = peers;
    this.#tools = tools;
    this.elsewhere = {
      kinds: (account) => new Set(newestPhones(peers.facts.known(factKey(account))).keys()),
      find: async (account) => new Map([...newestPhones(await peers.facts.find(factKey(account)))].map(([kind, { address }]) => [kind, address])),
      isCarried: (account) => [...this.#carried.values()].some(({ call }) => call.account === account && call.isAnswered),
      carriedOver: this.#carriedOver,
    };
    sip.registration.on((change) => this.#changed(change), this.#scope);
    peers.heard.on(({ node, topic, body }) => topic === TOPIC && this.#hear(node, body), this.#scope);
    peers.parted.on((node) => this.#parted(node), this.#scope);
  }

  get incoming() {
    return this.#sip.incoming;
  }

  get trunk() {
    return this.#sip.trunk;
  }

  get isConnected(): boolean {
    return this.#sip.isConnected !== false;
  }

  get addresses() {
    return this.#sip.addresses;
  }

  isRegistered(account: string): boolean {
    return this.#sip.isRegistered(account) || this.elsewhere.kinds(account).size > 0;
  }

  phonesOf(account: string) {
    return this.#sip.phonesOf(account);
  }

  addressOf(account: string, kind?: PhoneKind) {
    return this.#sip.addressOf(account, kind);
  }

  /** A phone here is called from here, unless a page was opened at another server since. */
  dial(request: DialRequest, scope: Scope): OutgoingCall {
    const { account, number } = request;
    if (number !== undefined) return this.#sip.dial(request, scope);
    const here = this.#sip.phonesOf(account);
    const kind = request.kind ?? here?.newest ?? 'phone';
    const newer = () => (newestPhones(this.#peers.facts.known(factKey(account))).get(kind)?.since ?? 0) > (this.#facts.get(account)?.[kind]?.since ?? 0);
    if (here?.kinds.has(kind) && (kind !== 'browser' || !newer())) return this.#sip.dial(request, scope);
    return this.#dialThere({ ...request, kind }, scope);
  }

  counts() {
    const counts = this.#sip.counts();
    return { ...counts, outgoing: counts.outgoing + this.#calls.size };
  }

  drain(): void {
    this.#sip.drain();
  }

  async close(): Promise<void> {
    for (const { call } of [...this.#carried.values()]) call.end(503, 'the server is stopping');
    for (const { call } of [...this.#calls.values()]) call.lost('the server is stopping');
    this.#scope.end('sip closed');
    await this.#sip.close();
  }

  #dialThere(request: DialRequest & { readonly kind: PhoneKind }, scope: Scope): OutgoingCall {
    const { clock, random } = this.#tools;
    const id = random.hex(12);
    let node: string | undefined;
    const call = new RemoteCall({
      clock,
      timeoutMs: request.timeoutMs,
      order: (order) => node !== undefined && this.#peers.tell(node, TOPIC, { ...order, id }),
      over: () => this.#calls.delete(id),
    }, scope);
    void this.#nodeOf(request).then((found) => {
      if (call.isSettled) return;
      if (found === undefined) return call.lost('the phone is registered nowhere, or its server cannot be reached');
      node = found;
      this.#calls.set(id, { node, call });
      const { account, kind, sdp, from, timeoutMs, headers = {} } = request;
      const dial: Dial = { do: 'dial', id, account, kind, sdp, from, timeoutMs, headers };
      if (!this.#peers.tell(node, TOPIC, dial)) call.lost('the server of the phone cannot be reached');
    });
    return call;
  }

  async #nodeOf({ account, kind }: { readonly account: string; readonly kind: PhoneKind }): Promise<string | undefined> {
    const node = newestPhones(await this.#peers.facts.find(factKey(account))).get(kind)?.node;
    return node !== undefined && (await this.#peers.reach(node)) ? node : undefined;
  }

  /** Others know of the phone before anybody here acts on it: the first caller offered to it may be theirs. */
  #changed(change: RegistrationChange): void {
    const { account, fresh = false } = change;
    const { clock } = this.#tools;
    const fact = phoneFact(this.#sip, account, this.#facts.get(account) ?? {}, clock.wall(), fresh);
    if (fact) this.#facts.set(account, fact);
    else this.#facts.delete(account);
    const told = this.#peers.facts.put(factKey(account), fact && JSON.stringify(fact));
    this.#telling = Promise.all([this.#telling, Promise.race([told, sleep(clock, TOLD_WITHIN_MS)])]).then(() => !this.#scope.ended && this.registration.emit(change));
  }

  #hear(node: string, body: unknown): void {
    if (isReport(body)) this.#reported(node, body);
    else if (isOrder(body)) this.#ordered(node, body);
  }

  #reported(node: string, report: Report): void {
    const known = this.#calls.get(report.id);
    if (known?.node === node) known.call.hear(report);
    // We forgot it, and the phone must not be left in it.
    else if (report.is === 'answered') this.#peers.tell(node, TOPIC, { do: 'hang-up', id: report.id, code: 487, text: 'nobody is there' });
  }

  #ordered(node: string, order: Order): void {
    const { log } = this.#tools;
    const { id } = order;
    if (order.do === 'dial') return this.#carry(node, order);
    const known = this.#carried.get(id);
    if (known?.node === node) known.call.hear(order).catch((error: unknown) => log.error('an order of another server failed', { error }));
  }

  #carry(node: string, dial: Dial): void {
    const { id, account } = dial;
    if (this.#carried.has(id)) return;
    let call: CarriedCall | undefined;
    const over = () => {
      const answered = call?.isAnswered === true;
      this.#carried.delete(id);
      if (answered) this.#carriedOver.emit(account);
    };
    call = new CarriedCall(this.#sip, dial, (report) => this.#peers.tell(node, TOPIC, { ...report, id }), over);
    this.#carried.set(id, { node, call });
  }

  /** Nobody speaks for these calls any more. */
  #parted(node: string): void {
    for (const each of [...this.#carried.values()]) if (each.node === node) each.call.end(503, 'the server of the caller is gone');
    for (const each of [...this.#calls.values()]) if (each.node === node) each.call.lost('the server of the phone is gone');
  }
}
