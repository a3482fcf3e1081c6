import { Emitter, type Scope } from '#core';

/**
 * A fact that comes once, such as the end of a leg; whoever listens later hears it too.
 * Needed because a BYE can come in the same read as the answer, before the application got hold of the leg.
 */
export class FinalSignal<T> extends Emitter<T> {
  #fact: { readonly value: T } | undefined;

  override on(listener: (value: T) => void, scope?: Scope): () => void {
    const detach = super.on(listener, scope);
    if (!this.#fact) return detach;
    const { value } = this.#fact;
    let isWanted = !scope?.ended;
    queueMicrotask(() => {
      if (isWanted && !scope?.ended) listener(value);
      detach();
    });
    return () => {
      isWanted = false;
      detach();
    };
  }

  override emit(value: T): void {
    if (this.#fact) return;
    this.#fact = { value };
    super.emit(value);
  }
}
