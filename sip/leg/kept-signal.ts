import { Emitter, type Scope } from '#core';

/**
 * A signal that keeps a value while nobody listens and hands it to the next listener; `forget` drops it.
 * Needed because a phone may put us on hold in the same read as its 200, before the application got hold of the leg.
 */
export class KeptSignal<T> extends Emitter<T> {
  #kept: { readonly value: T } | undefined;

  override on(listener: (value: T) => void, scope?: Scope): () => void {
    const detach = super.on(listener, scope);
    if (this.#kept) queueMicrotask(() => this.#deliver());
    return detach;
  }

  override emit(value: T): void {
    if (this.size === 0) this.#kept = { value };
    else super.emit(value);
  }

  forget(): void {
    this.#kept = undefined;
  }

  #deliver(): void {
    const kept = this.#kept;
    this.#kept = undefined;
    if (kept) this.emit(kept.value);
  }
}
