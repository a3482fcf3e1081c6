import type { Scope } from './scope.ts';

/** One typed fact that others may hear of; listeners attached with a scope leave when it ends. */
export interface Signal<T> {
  /** Attaches a listener; returns the function that detaches it. */
  on(listener: (value: T) => void, scope?: Scope): () => void;
  /** The next value, once. Never settles if none comes: race it against a scope or a timer. */
  once(listener: (value: T) => void, scope?: Scope): () => void;
}

/** A signal with its sending end. A throwing listener does not keep the others from hearing. */
export class Emitter<T> implements Signal<T> {
  readonly #listeners = new Set<(value: T) => void>();

  on(listener: (value: T) => void, scope?: Scope): () => void {
    const entry = (value: T) => listener(value);
    this.#listeners.add(entry);
    const detach = () => void this.#listeners.delete(entry);
    if (!scope) return detach;
    const forget = scope.onEnd(detach);
    return () => {
      forget();
      detach();
    };
  }

  once(listener: (value: T) => void, scope?: Scope): () => void {
    const detach = this.on((value) => {
      detach();
      listener(value);
    }, scope);
    return detach;
  }

  emit(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  /** Listeners attached now; zero after everything was cleaned up. */
  get size(): number {
    return this.#listeners.size;
  }
}

/** More than a hurried caller types before anybody can listen. */
const MOST_KEPT = 32;

/**
 * A signal whose first listener also hears what was told before it came, in order and before anything new. A phone may send
 * keys in the same read as its ACK, before the application got hold of the call. From the first listener on it keeps nothing.
 */
export class EarlyEmitter<T> extends Emitter<T> {
  #early: T[] | undefined = [];

  override on(listener: (value: T) => void, scope?: Scope): () => void {
    const detach = super.on(listener, scope);
    const early = this.#early;
    this.#early = undefined;
    for (const value of early ?? []) this.emit(value);
    return detach;
  }

  override emit(value: T): void {
    if (!this.#early) super.emit(value);
    else if (this.#early.length < MOST_KEPT) this.#early.push(value);
  }
}
