import { Fault, type Result, failed, ok } from '#core';

export interface HashingQueueOptions {
  /** Hashes computed at the same time; the rest of the machine carries calls. */
  readonly parallel: number;
  /** Hashes that may wait; at 33 ms each the last waits about two seconds. */
  readonly waiting?: number;
  /** Of these from one origin, so that a flood from one address leaves room for the others. */
  readonly waitingPerOrigin?: number;
}

interface Waiting {
  readonly origin: string;
  readonly start: () => void;
}

/** Runs few costly computations at once, lets few wait, and refuses the rest. */
export class HashingQueue {
  readonly #parallel: number;
  readonly #most: number;
  readonly #mostPerOrigin: number;
  readonly #waiting: Waiting[] = [];
  #running = 0;

  constructor({ parallel, waiting = 64, waitingPerOrigin = 24 }: HashingQueueOptions) {
    this.#parallel = parallel;
    this.#most = waiting;
    this.#mostPerOrigin = waitingPerOrigin;
  }

  /** The result of the work. Faults: access.busy (retryable). */
  async run<T>(origin: string, work: () => Promise<T>): Promise<Result<T>> {
    if (this.#running >= this.#parallel && !this.#hasRoom(origin)) {
      return failed(new Fault('access.busy', 'Too many people sign in at this moment. Try again in a few seconds.', { retryable: true }));
    }
    await this.#turn(origin);
    try {
      return ok(await work());
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.start();
    }
  }

  #hasRoom(origin: string): boolean {
    return this.#waiting.length < this.#most && this.#waiting.filter((each) => each.origin === origin).length < this.#mostPerOrigin;
  }

  /** Resolves when it is its turn; the place is taken before anybody else can run. */
  #turn(origin: string): Promise<void> {
    return new Promise((resolve) => {
      const start = () => {
        this.#running += 1;
        resolve();
      };
      if (this.#running < this.#parallel) start();
      else this.#waiting.push({ origin, start });
    });
  }
}
