import { Worker } from 'node:worker_threads';
import type { Clock, Log, Millis } from '#core';
import type { QuarantineReason } from '../model.ts';
import type { ReadMail } from './read-mail.ts';

export type ReadResult = { readonly kind: 'read'; readonly mail: ReadMail } | { readonly kind: 'quarantine'; readonly why: QuarantineReason };

export interface ReaderThread {
  /** Says `{ kind: 'ready' }`, then answers; errors and its end are told by events. */
  on(event: 'message', hear: (message: ThreadAnswer) => void): unknown;
  on(event: 'error', hear: (error: Error) => void): unknown;
  on(event: 'exit', hear: () => void): unknown;
  postMessage(bytes: Uint8Array, hand: ArrayBuffer[]): void;
  terminate(): Promise<number>;
  cpuUsage?(): Promise<{ readonly user: number; readonly system: number }>;
}

export type ThreadAnswer = { readonly kind: 'ready' } | { readonly kind: 'answer'; readonly reading: { readonly kind: 'read'; readonly mail: ReadMail } | { readonly kind: 'hostile'; readonly why: QuarantineReason } } | { readonly kind: 'broken'; readonly message: string };

/** Beyond this a mail is no mail: 2 s until it is in quarantine, with what comes after reading. */
const LIMITS = { cpuMs: 1_100, wallMs: 1_500, longestMs: 20_000, lookEveryMs: 100 } as const;
/** A thread that does not even begin is no fault of the mail. */
const START_MS: Millis = 60_000;
/** Strings and trees; contents of files stand outside of it and are bounded by the size of a mail. */
const HEAP_MB = 256;

export const spawnReader = (): ReaderThread => new Worker(new URL('./entry.ts', import.meta.url), { name: 'huawu-mail', resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 32 } }) as ReaderThread;

interface Running {
  readonly thread: ReaderThread;
  readonly ready: Promise<void>;
  hear: ((message: ThreadAnswer | { readonly kind: 'ended'; readonly why: QuarantineReason }) => void) | undefined;
}

/**
 * Reads mails in a thread of its own, one at a time: what a hostile one does there costs its thread, which is ended after so much time or
 * memory and made anew, never the event loop of calls.
 */
export class MailReader {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #spawn: () => ReaderThread;
  #running: Running | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor({ clock, log, spawn = spawnReader }: { readonly clock: Clock; readonly log: Log; readonly spawn?: () => ReaderThread }) {
    this.#clock = clock;
    this.#log = log;
    this.#spawn = spawn;
  }

  /** `bytes` are handed over and gone afterwards. */
  read(bytes: Uint8Array): Promise<ReadResult> {
    const turn = this.#turn.then(() => this.#read(bytes));
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const running = this.#running;
    this.#running = undefined;
    await running?.thread.terminate();
  }

  async #read(bytes: Uint8Array): Promise<ReadResult> {
    if (this.#closed) throw new Error('the reader of mails is closed');
    const running = (this.#running ??= this.#start());
    await running.ready;
    const answer = await this.#answered(running, bytes);
    if (answer.kind === 'answer') return answer.reading.kind === 'read' ? answer.reading : { kind: 'quarantine', why: answer.reading.why };
    if (answer.kind === 'ended') {
      this.#running = undefined;
      void running.thread.terminate();
      return { kind: 'quarantine', why: answer.why };
    }
    this.#log.warn('a mail could not be read', answer.kind === 'broken' ? { why: answer.message.slice(0, 200) } : {});
    return { kind: 'quarantine', why: 'unreadable' };
  }

  #answered(running: Running, bytes: Uint8Array): Promise<ThreadAnswer | { readonly kind: 'ended'; readonly why: QuarantineReason }> {
    const begun = this.#clock.now();
    return new Promise((resolve) => {
      const before = running.thread.cpuUsage?.().catch(() => undefined);
      const timer = this.#clock.every(LIMITS.lookEveryMs, () => {
        const wall = this.#clock.now() - begun;
        void Promise.all([before, running.thread.cpuUsage?.().catch(() => undefined)]).then(([first, now]) => {
          // A thread that got no processor has done nothing wrong; where that cannot be known, time counts.
          const cpu = first && now ? (now.user + now.system - first.user - first.system) / 1_000 : wall;
          if (cpu >= LIMITS.cpuMs || (wall >= LIMITS.wallMs && cpu >= LIMITS.cpuMs / 4) || wall >= LIMITS.longestMs) running.hear?.({ kind: 'ended', why: 'time' });
        });
      });
      running.hear = (message) => {
        running.hear = undefined;
        timer.cancel();
        resolve(message);
      };
      const own = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer ? bytes : Uint8Array.from(bytes);
      running.thread.postMessage(own, [own.buffer as ArrayBuffer]);
    });
  }

  #start(): Running {
    const thread = this.#spawn();
    let begin: () => void = () => {};
    let fail: (error: Error) => void = () => {};
    const ready = new Promise<void>((resolve, reject) => ([begin, fail] = [resolve, reject]));
    // Asked for later, or never.
    ready.catch(() => {});
    const running: Running = { thread, ready, hear: undefined };
    const late = this.#clock.after(START_MS, () => ended(new Error('the reader of mails did not start')));
    const ended = (error: Error) => {
      late.cancel();
      fail(error);
      if (this.#running === running) this.#running = undefined;
      running.hear?.({ kind: 'ended', why: (error as { code?: unknown }).code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'unreadable' });
    };
    thread.on('message', (message) => {
      if (message.kind !== 'ready') return running.hear?.(message);
      late.cancel();
      begin();
    });
    thread.on('error', ended);
    thread.on('exit', () => ended(new Error('the reader of mails ended')));
    return running;
  }
}
