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
