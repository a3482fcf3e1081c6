import { Worker } from 'node:worker_threads';
import { type AudioFrame, type CallSeconds, type Clock, type Log, type Millis, type Samples, SAMPLE_RATE, type Speaker, type Timer } from '#core';
import { firstSample } from '../measure.ts';
import type { SpeechWindow } from '../model.ts';
import type { EarOrder, EarReport } from './orders.ts';

/** Voices of conversations are measured in a worker thread; it lives from the first conversation on. */
export interface Ears {
  /** `hear` is told each window when it is complete. `from` on the call's audio clock. */
  open(from: CallSeconds, hear: (window: SpeechWindow) => void): ConversationEar;
  /** Conversations under way. */
  readonly count: number;
  close(): Promise<void>;
}

export interface ConversationEar {
  /** Copies what it keeps. */
  push(speaker: Speaker, frame: AudioFrame): void;
  /** Audio after `until` is not heard any more. */
  stopAt(until: CallSeconds): void;
  /** Resolves when the last window was told, or after `patience`. Safe to call twice. */
  end(patience?: Millis): Promise<void>;
}

/** Audio is gathered so long: two messages a second for all calls together. */
const GATHER: Millis = 500;
/** A worker that has not answered by then is busy or gone; the curve ends where it stands. */
const LAST_WINDOWS: Millis = 2_000;
/** Samples of a piece of gathered audio. */
const PIECE: Samples = SAMPLE_RATE;

/** The part of a thread that is used; tests give their own. */
export type EarThread = Pick<Worker, 'postMessage' | 'terminate' | 'on' | 'unref'>;
export const spawnEars = (): EarThread => new Worker(new URL('./entry.ts', import.meta.url), { name: 'huawu-agitation', resourceLimits: { maxYoungGenerationSizeMb: 8 } });

export interface EarsOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly spawn?: () => EarThread;
}

export function startEars(options: EarsOptions): Ears {
  return new WorkerEars(options);
}

class WorkerEars implements Ears {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #spawn: () => EarThread;
  readonly #conversations = new Map<number, OneEar>();
  #thread: EarThread | undefined;
  #orders: EarOrder[] = [];
  #flushing: Timer | undefined;
  #lastId = 0;

  constructor({ clock, log, spawn = spawnEars }: EarsOptions) {
    this.#clock = clock;
    this.#log = log;
    this.#spawn = spawn;
  }

  get count(): number {
    return this.#conversations.size;
  }

  open(from: CallSeconds, hear: (window: SpeechWindow) => void): ConversationEar {
    const id = ++this.#lastId;
    const ear = new OneEar({
      hear,
      post: (order) => this.#post({ ...order, id } as EarOrder),
      finish: (done, patience) => this.#finish(id, done, patience),
    });
    this.#conversations.set(id, ear);
    this.#post({ type: 'open', id, from: firstSample(from) });
    return ear;
  }

  async close(): Promise<void> {
    for (const ear of this.#conversations.values()) ear.over();
    this.#conversations.clear();
    this.#flushing?.cancel();
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.terminate();
  }

  #finish(id: number, done: () => void, patience: Millis): void {
    const ear = this.#conversations.get(id);
    if (!ear) return done();
    ear.give();
    this.#post({ type: 'close', id });
    this.#flush();
    const timer = this.#clock.after(patience, () => this.#over(id));
    ear.whenOver = () => {
      timer.cancel();
      done();
    };
  }

  #over(id: number): void {
    const ear = this.#conversations.get(id);
    this.#conversations.delete(id);
    ear?.over();
  }

  #post(order: EarOrder): void {
    this.#orders.push(order);
    this.#flushing ??= this.#clock.after(GATHER, () => this.#flush());
  }

  #flush(): void {
    for (const ear of this.#conversations.values()) ear.give();
    const orders = this.#orders;
    this.#orders = [];
    this.#flushing?.cancel();
    this.#flushing = undefined;
    if (orders.length === 0) return;
    const audio = orders.flatMap((order) => (order.type === 'audio' ? [order.pcm.buffer as ArrayBuffer] : []));
    (this.#thread ??= this.#start()).postMessage(orders, audio);
  }

  #start(): EarThread {
    const thread = this.#spawn();
    // What ends the server must not wait for it.
    thread.unref();
    thread.on('message', (reports: readonly EarReport[]) => reports.forEach((report) => this.#hear(report)));
    thread.on('error', (error: Error) => this.#lost(thread, error));
    thread.on('exit', () => this.#lost(thread, undefined));
    return thread;
  }

  #hear(report: EarReport): void {
    if (report.type === 'closed') this.#over(report.id);
    else this.#conversations.get(report.id)?.hear(report.window);
  }

  /** Calls go on; their curves end here. The next conversation gets a new thread. */
  #lost(thread: EarThread, error: Error | undefined): void {
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    this.#log.error('agitation is no longer measured in the calls under way: its worker thread ended', { code: 'agitation.worker-lost', calls: this.#conversations.size, error });
    for (const id of [...this.#conversations.keys()]) this.#over(id);
  }
}

interface OneEarParts {
  readonly hear: (window: SpeechWindow) => void;
  readonly post: (order: { readonly type: 'audio'; readonly speaker: Speaker; readonly at: Samples; readonly pcm: Int16Array }) => void;
  readonly finish: (done: () => void, patience: Millis) => void;
}

interface Gathered {
  at: Samples;
  length: number;
  pcm: Int16Array;
}

/** One conversation at the main thread's end: gathers runs, sends them as pieces. */
class OneEar implements ConversationEar {
  readonly #parts: OneEarParts;
  readonly #gathered = new Map<Speaker, Gathered>();
  whenOver: () => void = () => {};
  #until: Samples = Infinity;
  #over = false;
  #ended: Promise<void> | undefined;

  constructor(parts: OneEarParts) {
    this.#parts = parts;
  }

  hear(window: SpeechWindow): void {
    this.#parts.hear(window);
  }

  push(speaker: Speaker, { at, pcm }: AudioFrame): void {
    if (this.#over || this.#ended || at >= this.#until) return;
    const run = at + pcm.length > this.#until ? pcm.subarray(0, this.#until - at) : pcm;
    let open = this.#gathered.get(speaker);
    if (open && (open.at + open.length !== at || open.length + run.length > PIECE)) {
      this.#give(speaker, open);
      open = undefined;
    }
    if (!open) {
      open = { at, length: 0, pcm: new Int16Array(Math.max(PIECE, run.length)) };
      this.#gathered.set(speaker, open);
    }
    open.pcm.set(run, open.length);
    open.length += run.length;
  }

  stopAt(until: CallSeconds): void {
    this.#until = firstSample(until);
  }

  end(patience: Millis = LAST_WINDOWS): Promise<void> {
    return (this.#ended ??= new Promise((resolve) => {
      if (this.#over) return resolve();
      this.#parts.finish(resolve, patience);
    }));
  }

  /** Sends what was gathered. */
  give(): void {
    for (const [speaker, open] of this.#gathered) this.#give(speaker, open);
  }

  over(): void {
    this.#over = true;
    this.#gathered.clear();
    this.whenOver();
  }

  #give(speaker: Speaker, { at, length, pcm }: Gathered): void {
    this.#gathered.delete(speaker);
    // A buffer of its own, because it is given away.
    this.#parts.post({ type: 'audio', speaker, at, pcm: pcm.slice(0, length) });
  }
}
