import { Worker } from 'node:worker_threads';
import type { Clock } from '#core';
import type { ScribeJob, ScribeReply } from './scribe.ts';
import { Outbox } from '../worker/outbox.ts';
import type { Part, Storage, StoredFile } from './storage.ts';

type Wanted = ScribeJob extends infer J ? (J extends ScribeJob ? Omit<J, 'job'> : never) : never;

/** How long what is to be written is gathered, ms: nobody waits for it, and 50 messages a second wake the scribe less than 700. */
const GATHER_MS = 20;

/**
 * Recordings as files, written by a scribe thread. What all calls write within a moment goes over in one message; bytes in
 * shared memory are not copied. A scribe that dies fails its recordings; the next one gets a new scribe.
 */
export class ScribeStorage implements Storage {
  #scribe: Worker | undefined;
  #files = 0;
  #jobs = 0;
  readonly #outbox: Outbox<ScribeJob>;
  readonly #waiting = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();

  constructor(clock: Clock) {
    this.#outbox = new Outbox((jobs) => this.#send(jobs), (flush) => void clock.after(GATHER_MS, flush));
  }

  async create(path: string, key?: Uint8Array): Promise<StoredFile> {
    const file = ++this.#files;
    // The scribe keeps the order, so that nothing need wait for the file; a file that cannot be made fails its writes.
    const created = this.#ask({ type: 'create', file, path, ...(key ? { key } : {}) });
    created.catch(() => {});
    return {
      write: async (parts: readonly Part[]) => {
        await Promise.all([created, this.#ask({ type: 'write', file, parts })]);
      },
      close: () => this.#ask({ type: 'close', file }),
    };
  }

  /** Ends the thread; what was not written is lost. */
  async end(): Promise<void> {
    await this.#scribe?.terminate();
  }

  #ask(wanted: Wanted): Promise<void> {
    const job = ++this.#jobs;
    this.#outbox.add({ ...wanted, job });
    return new Promise((resolve, reject) => this.#waiting.set(job, { resolve, reject }));
  }

  #send(jobs: readonly ScribeJob[]): void {
    this.#scribe ??= this.#start();
    this.#scribe.postMessage(jobs);
  }

  #start(): Worker {
    const scribe = new Worker(new URL('./scribe.ts', import.meta.url), { name: 'huawu-scribe' });
    let reason = 'the writing thread ended';
    scribe.unref();
    scribe.on('message', (replies: readonly ScribeReply[]) => {
      for (const { job, error } of replies) this.#settle(job, error);
    });
    scribe.on('error', (error: Error) => (reason = error.message));
    scribe.on('exit', () => {
      this.#scribe = undefined;
      for (const job of this.#waiting.keys()) this.#settle(job, reason);
    });
    return scribe;
  }

  #settle(job: number, error: string | undefined): void {
    const waiting = this.#waiting.get(job);
    this.#waiting.delete(job);
    if (error === undefined) waiting?.resolve();
    else waiting?.reject(new Error(error));
  }
}
