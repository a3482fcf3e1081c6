/**
 * Gathers what is to be told to another thread, in one turn of the event loop or for as long as `gather` waits, and sends
 * it as one message: a message costs a wake-up of the other thread, however much is in it.
 */
export class Outbox<T> {
  readonly #send: (items: readonly T[]) => void;
  readonly #gather: (flush: () => void) => void;
  readonly #flush = () => this.flush();
  #items: T[] = [];
  #armed = false;

  constructor(send: (items: readonly T[]) => void, gather: (flush: () => void) => void = setImmediate) {
    this.#send = send;
    this.#gather = gather;
  }

  add(item: T): void {
    this.#items.push(item);
    if (this.#armed) return;
    this.#armed = true;
    this.#gather(this.#flush);
  }

  /** Sends what is there at once. */
  flush(): void {
    this.#armed = false;
    if (this.#items.length === 0) return;
    const items = this.#items;
    this.clear();
    this.#send(items);
  }

  /** Forgets what was not sent. */
  clear(): void {
    this.#items = [];
  }
}
