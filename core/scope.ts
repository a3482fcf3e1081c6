import type { Clock, Timer } from './clock.ts';
import type { Millis } from './units.ts';

/**
 * Cancellation that ends with the call: a tree of things to undo. Prompts, timers, listeners and recognisers hang on it;
 * ending a scope ends its children first, then runs its own clean-ups in reverse order, once.
 *
 *   open ──end(reason)──▶ ended      (a child may end alone; a parent takes its children along)
 */
export class Scope implements Disposable {
  #ended = false;
  #reason = '';
  #cleanups: (() => void)[] = [];
  #children: Set<Scope> | undefined;
  readonly #parent: Scope | undefined;

  constructor(parent?: Scope) {
    this.#parent = parent;
    if (parent?.ended) this.end(parent.reason);
    else if (parent) (parent.#children ??= new Set()).add(this);
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Why it ended; empty while it is open. */
  get reason(): string {
    return this.#reason;
  }

  child(): Scope {
    return new Scope(this);
  }

  /** Runs `fn` when the scope ends (at once if it has). Returns the function that takes this back. */
  onEnd(fn: () => void): () => void {
    if (this.#ended) {
      fn();
      return () => {};
    }
    this.#cleanups.push(fn);
    return () => this.forget(fn);
  }

  /** Takes an `onEnd` back; harmless when the function is not waiting. */
  forget(fn: () => void): void {
    const index = this.#cleanups.lastIndexOf(fn);
    if (index >= 0) this.#cleanups.splice(index, 1);
  }

  /** A timer that dies with the scope. */
  after(clock: Clock, delay: Millis, fn: () => void): Timer {
    if (this.#ended) return { cancel() {} };
    const timer = clock.after(delay, () => {
      forget();
      fn();
    });
    const forget = this.onEnd(() => timer.cancel());
    return {
      cancel() {
        forget();
        timer.cancel();
      },
    };
  }

  end(reason = 'ended'): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#reason = reason;
    if (this.#parent) this.#parent.#children?.delete(this);
    if (this.#children) for (const child of [...this.#children]) child.end(reason);
    const cleanups = this.#cleanups.reverse();
    this.#cleanups = [];
    const errors: unknown[] = [];
    for (const fn of cleanups) {
      try {
        fn();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors, `clean-up failed (${reason})`);
  }

  [Symbol.dispose](): void {
    this.end('disposed');
  }
}
