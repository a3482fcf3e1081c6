import { Worker } from 'node:worker_threads';
import type { Millis } from '#core';
import type { Order, Report } from '../worker/orders.ts';
import { Outbox } from '../worker/outbox.ts';

/** What the room needs of a worker thread; tests watch and kill theirs. */
export type WorkerThread = Pick<Worker, 'postMessage' | 'terminate' | 'on' | 'removeAllListeners'>;
export type SpawnWorker = (silenceMs: Millis) => WorkerThread;

/** Nearly nothing in a worker lives longer than a packet; V8's usual room for short-lived things (48 MB) only makes it larger. */
const YOUNG_MIB = 12;

export const spawnWorker: SpawnWorker = (silenceMs) =>
  new Worker(new URL('../worker/entry.ts', import.meta.url), {
    workerData: { silenceMs },
    name: 'huawu-media',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
  });

/** The room's end of one worker: replaces the thread when it dies. */
export class WorkerLink {
  readonly #spawn: () => WorkerThread;
  readonly #hear: (report: Report) => void;
  readonly #died: (reason: string) => void;
  readonly #outbox = new Outbox<Order>((orders) => this.#thread.postMessage(orders));
  #thread: WorkerThread;
  #gone: (() => void) | undefined;

  constructor(options: { spawn: () => WorkerThread; hear: (report: Report) => void; died: (reason: string) => void }) {
    this.#spawn = options.spawn;
    this.#hear = options.hear;
    this.#died = options.died;
    this.#thread = this.#start();
  }

  post(order: Order): void {
    this.#outbox.add(order);
  }

  /** Asks the worker to close everything; resolves when its thread is gone. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#gone = resolve;
      this.post({ type: 'close' });
    });
  }

  /** Ends it the hard way. */
  async terminate(): Promise<void> {
    await this.#thread.terminate();
  }

  #start(): WorkerThread {
    const thread = this.#spawn();
    let reason = 'its thread ended';
    thread.on('message', (reports: readonly Report[]) => reports.forEach((report) => this.#hear(report)));
    thread.on('error', (error: Error) => (reason = error.message));
    thread.on('exit', () => {
      thread.removeAllListeners();
      if (this.#gone) return this.#gone();
      // What the dead one was still to do must not reach its successor.
      this.#outbox.clear();
      this.#thread = this.#start();
      this.#died(reason);
    });
    return thread;
  }
}
