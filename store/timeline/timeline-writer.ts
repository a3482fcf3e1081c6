import type { Clock, Log, Millis, Timer } from '#core';
import type { TimelineEvent } from '../port.ts';
import type { SpillFiles, Taken } from './spill-files.ts';

/** How long an event may wait for others to be written with; short enough for a reader to call it live. */
const GATHER_MS: Millis = 20;
/** Events per statement: beyond this the cost per row no longer falls. */
const BATCH_EVENTS = 200;
/** Events held in memory while the database is away (roughly 50 MB); then the spill files. */
const MEMORY_EVENTS = 100_000;
const FIRST_RETRY_MS: Millis = 100;
const LAST_RETRY_MS: Millis = 5_000;

export interface TimelineWriterOptions {
  /** Writes a batch; rejects while the database is away. A repeated batch must be harmless. */
  readonly write: (batch: readonly TimelineEvent[]) => Promise<void>;
  readonly spill: SpillFiles;
  readonly clock: Clock;
  readonly log: Log;
  readonly memoryEvents?: number;
}

/**
 * Takes events at once and writes them soon, in order:
 *
 *   idle ──append──▶ gathering ──20 ms or 200 events──▶ writing ──▶ idle
 *                                   ▲                      │ database away
 *                                   └──── backing off ◀────┘ (100 ms, doubling to 5 s)
 */
export class TimelineWriter {
  readonly #options: TimelineWriterOptions;
  readonly #memoryEvents: number;
  #queue: TimelineEvent[] = [];
  /** Events that went through memory, and how many of them are in the database. */
  #accepted = 0;
  #written = 0;
  #spilled = 0;
  #taken: (Taken & { until: number }) | undefined;
  #timer: Timer | undefined;
  #writing = false;
  #retryMs: Millis = 0;
  #closed = false;
  #waiters: { until: number; resolve: () => void }[] = [];

  constructor(options: TimelineWriterOptions) {
    this.#options = options;
    this.#memoryEvents = options.memoryEvents ?? MEMORY_EVENTS;
    if (options.spill.waiting) this.#arm(0);
  }

  /** Events accepted but not yet in the database. */
  get backlog(): number {
    return this.#queue.length + this.#spilled;
  }

  append(event: TimelineEvent): void {
    if (this.#closed || this.#options.spill.waiting || this.#queue.length >= this.#memoryEvents) return this.#spill(event);
    this.#queue.push(event);
    this.#accepted++;
    this.#wake();
  }

  /** Resolves when everything taken so far is on disk: in the database, or in a spill file. */
  flush(): Promise<void> {
    this.#options.spill.sync();
    if (this.#written >= this.#accepted && !this.#taken && !this.#options.spill.waiting) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiters.push({ until: this.#accepted, resolve });
      if (this.#retryMs === 0) this.#arm(0);
    });
  }

  /** Stops writing; what is still in memory goes to the spill files and is written at the next start. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer?.cancel();
    // Events taken back from a file are still in it.
    const inFile = this.#taken ? this.#taken.until - this.#written : 0;
    for (const event of this.#queue.slice(inFile)) this.#spill(event);
    this.#queue = [];
    this.#options.spill.close();
    for (const { resolve } of this.#waiters.splice(0)) resolve();
  }

  #wake(): void {
    if (this.#writing || this.#retryMs > 0) return;
    if (this.#queue.length === BATCH_EVENTS) this.#arm(0);
    else if (!this.#timer) this.#arm(GATHER_MS);
  }

  #arm(delay: Millis): void {
    if (this.#writing || this.#closed) return;
    this.#timer?.cancel();
    this.#timer = this.#options.clock.after(delay, () => {
      this.#timer = undefined;
      void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    if (this.#writing) return;
    this.#writing = true;
    let away = false;
    do {
      this.#takeBack();
      away = !(await this.#writeBatch());
      this.#settle();
    } while (!away && !this.#closed && this.#hurried());
    this.#writing = false;
    this.#retryMs = away ? Math.min(LAST_RETRY_MS, Math.max(FIRST_RETRY_MS, this.#retryMs * 2)) : 0;
    if (away) this.#arm(this.#retryMs);
    else if (this.#queue.length > 0) this.#arm(GATHER_MS);
  }

  /** More to write at once: a full batch, a replay under way, or somebody waiting. */
  #hurried(): boolean {
    return this.#queue.length >= BATCH_EVENTS || this.#taken !== undefined || this.#options.spill.waiting || (this.#waiters.length > 0 && this.#queue.length > 0);
  }

  async #writeBatch(): Promise<boolean> {
    const batch = this.#queue.slice(0, BATCH_EVENTS);
    if (batch.length === 0) return true;
    try {
      await this.#options.write(batch);
    } catch (error) {
      if (this.#retryMs === 0) this.#options.log.warn('the timeline cannot be written now; events are kept and written later', { error, backlog: this.backlog });
      return false;
    }
    if (this.#retryMs > 0) this.#options.log.info('the timeline is written again', { backlog: this.backlog });
    this.#retryMs = 0;
    if (this.#closed) return true;
    this.#queue.splice(0, batch.length);
    this.#written += batch.length;
    return true;
  }

  /** Brings the oldest spill file back into memory once memory is empty, so that order is kept. */
  #takeBack(): void {
    if (this.#queue.length > 0 || this.#taken || this.#closed) return;
    try {
      const taken = this.#options.spill.takeOldest();
      if (!taken) return;
      this.#queue = [...taken.events];
      this.#spilled = Math.max(0, this.#spilled - taken.events.length);
      this.#accepted += taken.events.length;
      this.#taken = { ...taken, until: this.#accepted };
    } catch (error) {
      this.#options.log.error('a file of events kept earlier cannot be read; it stays where it is', { error });
    }
  }

  #settle(): void {
    if (this.#taken && this.#written >= this.#taken.until) {
      this.#taken.done();
      this.#taken = undefined;
    }
    if (this.#options.spill.waiting) return;
    const ready = this.#waiters.filter((waiter) => waiter.until <= this.#written && !this.#taken);
    this.#waiters = this.#waiters.filter((waiter) => !ready.includes(waiter));
    for (const { resolve } of ready) resolve();
  }

  #spill(event: TimelineEvent): void {
    try {
      this.#options.spill.append(event);
      this.#spilled++;
    } catch (error) {
      this.#options.log.error('an event is lost: neither the database nor the disk takes it', { type: event.type, call: event.callId, error });
    }
  }
}
