import type { Language } from '#core';
import type { FromEngine, ToEngine } from '../wire/messages.ts';
import type { Word } from '../port.ts';
import type { RecogniserProcess } from './recogniser-process.ts';
import { type Watch, freshWatch, heard, tick } from './watchdog.ts';

/** A stream as a recogniser process sees it. */
export interface Served {
  readonly id: number;
  readonly language: Language;
  /** Phrases to listen for; undefined = all words of the model. */
  readonly grammar: readonly string[] | undefined;
  grammarDropped(dropped: readonly string[], free: boolean): void;
  handled(): void;
  partial(turn: number, words: readonly Word[], settled: number): void;
  final(turn: number, words: readonly Word[]): void;
  /** The process is gone. `blamed`: it died on this stream's oldest piece in flight. */
  lost(blamed: boolean): void;
}

export interface ModelToLoad {
  readonly language: Language;
  readonly path: string;
  readonly feedRate: number;
}

export interface SlotEvents {
  /** All models were tried. */
  ready(): void;
  loaded(language: Language, problem: string | undefined): void;
  /** `loading`: the model it died on, when it died before it was ready. */
  lost(end: { reason: string; detail: string; loading: Language | undefined }): void;
}

/**
 * One recogniser process and the streams it serves.
 *
 *    loading ──every model answered──▶ ready ──process ends──▶ lost
 */
export class Slot {
  readonly #process: RecogniserProcess;
  readonly #events: SlotEvents;
  readonly #models: readonly ModelToLoad[];
  readonly #languages = new Set<Language>();
  readonly #served = new Map<number, Served>();
  /** Streams of the pieces sent and not answered, oldest first: when the process dies, the first one had the fatal piece. */
  #unanswered: number[] = [];
  #loading: Language[];
  #watch: Watch = freshWatch;
  #killReason: string | undefined;

  constructor(process: RecogniserProcess, models: readonly ModelToLoad[], events: SlotEvents) {
    this.#process = process;
    this.#events = events;
    this.#models = models;
    this.#loading = models.map((model) => model.language);
    process.messages.on((message) => this.#hear(message));
    process.exited.once((end) => this.#end(end));
  }

  /** Loads the models, one after the other. */
  start(): void {
    for (const { language, path, feedRate } of this.#models) this.#process.send({ type: 'load', language, path, feedRate });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get load(): number {
    return this.#served.size;
  }

  serves(language: Language): boolean {
    return this.#languages.has(language);
  }

  attach(stream: Served): void {
    this.#served.set(stream.id, stream);
    const { id: session, language, grammar } = stream;
    this.#process.send({ type: 'open', session, language, ...(grammar ? { grammar } : {}) });
  }

  detach(id: number): void {
    if (!this.#served.delete(id)) return;
    this.#process.send({ type: 'close', session: id });
  }

  send(message: ToEngine & { type: 'audio' | 'finish' }): void {
    this.#unanswered.push(message.session);
    this.#process.send(message);
  }

  /** Once a second: ends a process that does not answer. True when it did. */
  tick(): boolean {
    const working = this.#unanswered.length > 0 ? 'working' : 'idle';
    const { watch, hung } = tick(this.#watch, this.#loading.length > 0 ? 'loading' : working);
    this.#watch = watch;
    if (hung) this.#killReason = 'no answer';
    if (hung) this.#process.kill();
    return hung;
  }

  stop(): void {
    this.#process.stop();
  }

  kill(): void {
    this.#process.kill();
  }

  #hear(message: FromEngine): void {
    this.#watch = heard(this.#watch);
    if (message.type === 'loaded') return this.#loaded(message.language, message.problem);
    const stream = this.#served.get(message.session);
    switch (message.type) {
      case 'handled':
        this.#unanswered.shift();
        return stream?.handled();
      case 'grammar':
        return stream?.grammarDropped(message.dropped, message.free);
      case 'partial':
        return stream?.partial(message.turn, message.words, message.settled);
      case 'final':
        this.#unanswered.shift();
        return stream?.final(message.turn, message.words);
    }
  }

  #loaded(language: Language, problem: string | undefined): void {
    this.#loading = this.#loading.filter((other) => other !== language);
    if (problem === undefined) this.#languages.add(language);
    this.#events.loaded(language, problem);
    if (this.#loading.length === 0) this.#events.ready();
  }

  #end({ reason, detail }: { reason: string; detail: string }): void {
    const fatal = this.#unanswered[0];
    const orphans = [...this.#served.values()];
    this.#served.clear();
    this.#languages.clear();
    for (const stream of orphans) stream.lost(stream.id === fatal);
    this.#events.lost({ reason: this.#killReason ?? reason, detail, loading: this.#loading[0] });
  }
}
