import type { Clock, Millis } from '#core';

/** Keys remembered: beyond, the oldest is forgotten and done again, which is the harmless side. */
const MOST = 10_000;

/** Does something for a key, and not again for a while; what failed is done again. */
export class OnceInAWhile {
  readonly #clock: Clock;
  readonly #pause: Millis;
  readonly #done = new Map<string, Millis>();

  constructor(clock: Clock, pause: Millis) {
    this.#clock = clock;
    this.#pause = pause;
  }

  async do(key: string, work: () => Promise<void>): Promise<void> {
    const last = this.#done.get(key);
    if (last !== undefined && this.#clock.now() - last < this.#pause) return;
    await work();
    this.#done.delete(key);
    this.#done.set(key, this.#clock.now());
    for (const oldest of this.#done.keys()) {
      if (this.#done.size <= MOST) break;
      this.#done.delete(oldest);
    }
  }
}
