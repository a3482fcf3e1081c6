/**
 * Gathers what is to be told to another thread in one turn of the event loop and sends it as one message: a message
 * costs a wake-up of the other thread, however much is in it.
 */
export class Outbox<T> {
  readonly #send: (items: readonly T[], transfer: ArrayBuffer[]) => void;
  #items: T[] = [];
  #transfer: ArrayBuffer[] = [];
  #armed = false;

  constructor(send: (items: readonly T[], transfer: ArrayBuffer[]) => void) {
    this.#send = send;
  }

  /** Adds an item; `transfer` = memory that is handed over instead of copied. */
  add(item: T, transfer: readonly ArrayBuffer[] = []): void {
    this.#items.push(item);
    this.#transfer.push(...transfer);
    if (this.#armed) return;
    this.#armed = true;
    setImmediate(() => this.flush());
  }

  /** Sends what is there at once. */
  flush(): void {
    this.#armed = false;
    if (this.#items.length === 0) return;
    const [items, transfer] = [this.#items, this.#transfer];
    this.clear();
    this.#send(items, transfer);
  }

  /** Forgets what was not sent. */
  clear(): void {
    this.#items = [];
    this.#transfer = [];
  }
}
