import { type Clock, Emitter, type Signal, type Timer } from '#core';

import type { PeerAddress } from '../control/control.ts';
import type { PhoneKind, RegistrationChange } from '../port.ts';
import { MakerMemory } from './maker-memory.ts';
import {
  type Binding,
  REGISTRAR_LIMITS,
  type RegisterOutcome,
  type RegistrarLimits,
  applyRegister,
  unexpired,
} from './binding-table.ts';
import type { RegisterRequest } from './register-request.ts';

/** Bindings of all accounts: they live in the application and so outlast a lost control connection. */
export class Registrar {
  readonly #clock: Clock;
  readonly #limits: RegistrarLimits;
  readonly #bindings = new Map<string, readonly Binding[]>();
  readonly #changes = new Emitter<RegistrationChange>();
  readonly #makers = new MakerMemory();
  readonly #graces = new Set<Timer>();
  #expiry: Timer | undefined;

  constructor(clock: Clock, limits: RegistrarLimits = REGISTRAR_LIMITS) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** An account got its first phone or page, lost its last one of either, or has one that it did not have before. */
  get changes(): Signal<RegistrationChange> {
    return this.#changes;
  }

  register(account: string, request: RegisterRequest): RegisterOutcome {
    const outcome = applyRegister(this.#bindings.get(account) ?? [], request, this.#clock.now(), this.#limits);
    if (outcome.ok) this.#put(account, outcome.bindings, this.#makers.meet(account, outcome.bindings.map(({ maker }) => maker)));
    return outcome;
  }

  /** Live contacts, best `q` first, then the newest. */
  bindingsOf(account: string): readonly Binding[] {
    const live = unexpired(this.#bindings.get(account) ?? [], this.#clock.now());
    return [...live].sort((a, b) => b.q - a.q || b.updatedAt - a.updatedAt);
  }

  /** The contact that came last; refreshing an older one does not make it newer. */
  newestOf(account: string, kind?: PhoneKind): Binding | undefined {
    const bindings = this.bindingsOf(account).filter((binding) => kind === undefined || binding.kind === kind);
    return bindings.sort((a, b) => b.since - a.since || b.updatedAt - a.updatedAt)[0];
  }

  phonesOf(account: string): { readonly newest: PhoneKind; readonly kinds: ReadonlySet<PhoneKind> } | undefined {
    const newest = this.newestOf(account)?.kind;
    return newest && { newest, kinds: new Set(this.bindingsOf(account).map(({ kind }) => kind)) };
  }

  /** The connection of a browser broke: its contacts go, unless it is back within the grace. */
  disconnected(source: PeerAddress): void {
    const grace = this.#clock.after(this.#limits.graceMs, () => {
      this.#graces.delete(grace);
      for (const account of this.#bindings.keys()) this.#drop(account, source);
    });
    this.#graces.add(grace);
  }

  /** Nobody is at the other end of this contact any more. */
  unreachable(account: string, { source }: Binding): void {
    this.#drop(account, source);
  }

  /** Contacts of all accounts. */
  get size(): number {
    let size = 0;
    for (const bindings of this.#bindings.values()) size += bindings.length;
    return size;
  }

  close(): void {
    this.#expiry?.cancel();
    for (const grace of this.#graces) grace.cancel();
    this.#bindings.clear();
  }

  #drop(account: string, { address, port }: PeerAddress): void {
    const before = this.#bindings.get(account) ?? [];
    const isGone = ({ kind, source }: Binding) => kind === 'browser' && source.address === address && source.port === port;
    if (before.some(isGone)) this.#put(account, before.filter((binding) => !isGone(binding)));
  }

  #put(account: string, bindings: readonly Binding[], fresh = false): void {
    const kindsBefore = kindsOf(this.#bindings.get(account) ?? []);
    if (bindings.length > 0) this.#bindings.set(account, bindings);
    else this.#bindings.delete(account);
    this.#armExpiry();
    const registered = bindings.length > 0;
    if (fresh) this.#changes.emit({ account, registered, fresh });
    else if (kindsOf(bindings) !== kindsBefore) this.#changes.emit({ account, registered });
  }

  /** One timer for whichever binding ends next. */
  #armExpiry(): void {
    this.#expiry?.cancel();
    this.#expiry = undefined;
    let next = Infinity;
    for (const bindings of this.#bindings.values()) {
      for (const binding of bindings) next = Math.min(next, binding.expiresAt);
    }
    if (next < Infinity) this.#expiry = this.#clock.after(next - this.#clock.now(), () => this.#expire());
  }

  #expire(): void {
    this.#expiry = undefined;
    const now = this.#clock.now();
    for (const [account, bindings] of this.#bindings) {
      const live = unexpired(bindings, now);
      if (live.length < bindings.length) this.#put(account, live);
    }
    if (!this.#expiry) this.#armExpiry();
  }
}

const kindsOf = (bindings: readonly Binding[]): string => [...new Set(bindings.map(({ kind }) => kind))].sort().join(' ');
