import type { Scope } from './scope.ts';

/** One typed fact that others may hear of; listeners attached with a scope leave when it ends. */
export interface Signal<T> {
  /** Attaches a listener; returns the function that detaches it. */
  on(listener: (value: T) => void, scope?: Scope): () => void;
  /** The next value, once. Never settles if none comes: race it against a scope or a timer. */
  once(listener: (value: T) => void, scope?: Scope): () => void;
}

/** One attachment: the same function attached twice is two. */
interface Attached<T> {
  readonly hear: (value: T) => void;
}

/** A signal with its sending end. A throwing listener does not keep the others from hearing. */
export class Emitter<T> implements Signal<T> {
  /** A call has dozens of signals with one listener or none: a set is made for the second. */
  #first: Attached<T> | undefined;
  #others: Set<Attached<T>> | undefined;

  on(listener: (value: T) => void, scope?: Scope): () => void {
    const attached = { hear: listener };
    if (this.size === 0) this.#first = attached;
    else (this.#others ??= new Set()).add(attached);
    const detach = () => {
      this.#remove(attached);
      scope?.forget(detach);
    };
    scope?.onEnd(detach);
    return detach;
  }

  once(listener: (value: T) => void, scope?: Scope): () => void {
    const detach = this.on((value) => {
      detach();
      listener(value);
    }, scope);
    return detach;
  }

  emit(value: T): void {
    const [first, others] = [this.#first, this.#others];
    // Who is attached or detached meanwhile changes nothing for this value.
    const rest = others && others.size > 0 ? [...others] : undefined;
    if (first) tell(first, value);
    for (const one of rest ?? []) tell(one, value);
  }

  /** Listeners attached now; zero after everything was cleaned up. */
  get size(): number {
    return (this.#first ? 1 : 0) + (this.#others?.size ?? 0);
  }

  #remove(attached: Attached<T>): void {
    if (this.#first === attached) this.#first = undefined;
    else this.#others?.delete(attached);
  }
}

function tell<T>({ hear }: Attached<T>, value: T): void {
  try {
    hear(value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
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
