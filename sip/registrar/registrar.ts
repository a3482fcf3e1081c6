import { type Clock, Emitter, type Signal, type Timer } from '#core';

import type { RegistrationChange } from '../port.ts';
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
  #expiry: Timer | undefined;

  constructor(clock: Clock, limits: RegistrarLimits = REGISTRAR_LIMITS) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** An account got its first contact or lost its last. */
  get changes(): Signal<RegistrationChange> {
    return this.#changes;
  }

  register(account: string, request: RegisterRequest): RegisterOutcome {
    const outcome = applyRegister(this.#bindings.get(account) ?? [], request, this.#clock.now(), this.#limits);
    if (outcome.ok) this.#put(account, outcome.bindings);
    return outcome;
  }

  /** Live contacts, best `q` first, then the newest. */
  bindingsOf(account: string): readonly Binding[] {
    const live = unexpired(this.#bindings.get(account) ?? [], this.#clock.now());
    return [...live].sort((a, b) => b.q - a.q || b.updatedAt - a.updatedAt);
  }

  newestOf(account: string): Binding | undefined {
    return [...this.bindingsOf(account)].sort((a, b) => b.updatedAt - a.updatedAt)[0];
  }

  /** Contacts of all accounts. */
  get size(): number {
    let size = 0;
    for (const bindings of this.#bindings.values()) size += bindings.length;
    return size;
  }

  close(): void {
    this.#expiry?.cancel();
    this.#bindings.clear();
  }

  #put(account: string, bindings: readonly Binding[]): void {
    const wasRegistered = this.#bindings.has(account);
    if (bindings.length > 0) this.#bindings.set(account, bindings);
    else this.#bindings.delete(account);
    this.#armExpiry();
    const registered = bindings.length > 0;
    if (registered !== wasRegistered) this.#changes.emit({ account, registered });
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
