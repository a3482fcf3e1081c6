import type { Language } from '#core';
import type { ToEngine } from '../wire/messages.ts';
import type { Word } from '../port.ts';
import type { FromRemote, RecogniserLink, ServedModel } from './recogniser-link.ts';
import { type Watch, freshWatch, heard, tick } from './watchdog.ts';

type Heard = Parameters<Parameters<RecogniserLink['messages']['on']>[0]>[0];

/** A stream as a recogniser sees it. */
export interface Served {
  readonly id: number;
  /** Phrases to listen for; undefined = all words of the model. */
  readonly grammar: readonly string[] | undefined;
  /** Words that are likelier than usual; undefined = none. */
  readonly hotWords: readonly string[] | undefined;
  /** This recogniser cannot make words likelier. */
  hotWordsUnused(): void;
  grammarDropped(dropped: readonly string[], free: boolean): void;
  handled(): void;
  partial(turn: number, words: readonly Word[], settled: number): void;
  final(turn: number, words: readonly Word[]): void;
  /** The recogniser is gone. `blamed`: it died on this stream's oldest piece in flight. */
  lost(blamed: boolean): void;
  /** The recogniser does not take this stream (any longer). */
  refused(): void;
}

export interface ModelToLoad {
  readonly model: string;
  readonly language: string | undefined;
  readonly path: string;
  readonly feedRate: number;
}

export interface SlotOptions {
  /** The engine it belongs to, by its id. */
  readonly engine: string;
  /** Loaded into a process of ours; undefined: a remote recogniser, which says itself what it serves. */
  readonly models: readonly ModelToLoad[] | undefined;
}

export interface SlotEvents {
  /** All models were tried, or the remote recogniser told what it serves. */
  ready(): void;
  loaded(model: string, problem: string | undefined): void;
  refused(session: number, reason: string): void;
  /** A remote recogniser is about to end: streams should move when they can. */
  draining(): void;
  /** `loading`: the model it died on, when it died before it was ready. */
  lost(end: { reason: string; detail: string; loading: string | undefined }): void;
}

/**
 * One recogniser and the streams it serves.
 *
 *    loading ──every model answered──▶ ready ──(draining)──▶ lost
 */
export class Slot {
  readonly engine: string;
  readonly #link: RecogniserLink;
  readonly #events: SlotEvents;
  readonly #models: readonly ModelToLoad[] | undefined;
  readonly #served = new Map<number, Served>();
  #serves: readonly ServedModel[] = [];
  /** Streams of the pieces sent and not answered, oldest first: when the process dies, the first one had the fatal piece. */
  #unanswered: number[] = [];
  #loading: string[];
  #watch: Watch = freshWatch;
  #killReason: string | undefined;
  /** As a remote recogniser told last, and what we added since. */
  #reported = { streams: 0, capacity: 0, since: 0 };
  #draining = false;
  #can: (FromRemote & { type: 'serves' })['can'];

  constructor(link: RecogniserLink, { engine, models }: SlotOptions, events: SlotEvents) {
    this.engine = engine;
    this.#link = link;
    this.#events = events;
    this.#models = models;
    this.#loading = models?.map(({ model }) => model) ?? ['remote'];
    link.messages.on((message) => this.#hear(message));
    link.exited.once((end) => this.#end(end));
  }

  /** Loads the models, one after the other. */
  start(): void {
    for (const { model, path, feedRate } of this.#models ?? []) this.#link.send({ type: 'load', model, path, feedRate });
  }

  get pid(): number | undefined {
    return this.#link.pid;
  }

  get remote(): boolean {
    return this.#models === undefined;
  }

  /** Streams served, of other clients too; of a remote one that told its bound, the part of it. */
  get load(): number {
    const { streams, capacity, since } = this.#reported;
    const all = Math.max(this.#served.size, streams + since);
    return capacity > 0 ? all / capacity : all;
  }

  get streams(): number {
    return this.#served.size;
  }

  get ready(): boolean {
    return this.#loading.length === 0;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** What a remote recogniser declares; undefined = as its kind can. */
  get can() {
    return this.#can;
  }

  get serving(): readonly ServedModel[] {
    return this.#serves;
  }

  /** The model that serves: the one named, else the first of the language; undefined when it cannot take the stream. */
  modelFor(language: Language, model: string | undefined): string | undefined {
    if (this.#draining || !this.ready) return undefined;
    if (this.#reported.capacity > 0 && this.load >= 1) return undefined;
    return this.#serves.find((one) => (model === undefined ? one.language === language : one.name === model))?.name;
  }

  attach(stream: Served, model: string): void {
    this.#served.set(stream.id, stream);
    this.#reported = { ...this.#reported, since: this.#reported.since + 1 };
    const { id: session } = stream;
    const grammar = this.#can?.grammar === false ? undefined : stream.grammar;
    const hotWords = this.#can?.hotWords === false ? undefined : stream.hotWords;
    if (stream.hotWords && !hotWords) stream.hotWordsUnused();
    this.#link.send({ type: 'open', session, model, ...(grammar ? { grammar } : {}), ...(hotWords ? { hotWords } : {}) });
  }

  detach(id: number): void {
    if (!this.#served.delete(id)) return;
    this.#reported = { ...this.#reported, since: this.#reported.since - 1 };
    // A process of ours still answers what it was sent; of a remote one nothing is heard any more.
    if (this.remote) this.#forget(id);
    this.#link.send({ type: 'close', session: id });
  }

  send(message: ToEngine & { type: 'audio' | 'finish' }): void {
    this.#unanswered.push(message.session);
    this.#link.send(message);
  }

  /** Once a second: ends a recogniser that does not answer. True when it did. */
  tick(): boolean {
    const working = this.#unanswered.length > 0 ? 'working' : 'idle';
    const { watch, hung } = tick(this.#watch, this.ready ? working : 'loading');
    this.#watch = watch;
    if (hung) this.#killReason = 'no answer';
    if (hung) this.#link.kill();
    return hung;
  }

  stop(): void {
    this.#link.stop();
  }

  kill(): void {
    this.#link.kill();
  }

  #hear(message: Heard): void {
    this.#watch = heard(this.#watch);
    if (message.type === 'loaded') return this.#loaded(message.model, message.problem);
    if (message.type === 'serves') return this.#told(message);
    const stream = this.#served.get(message.session);
    switch (message.type) {
      case 'refused':
        return this.#refused(message.session, message.reason);
      case 'handled':
        this.#answered(message.session);
        return stream?.handled();
      case 'grammar':
        return stream?.grammarDropped(message.dropped, message.free);
      case 'partial':
        return stream?.partial(message.turn, message.words, message.settled);
      case 'final':
        this.#answered(message.session);
        return stream?.final(message.turn, message.words);
    }
  }

  /** A process does its work in order; streams of a remote recogniser do not wait for each other. */
  #answered(session: number): void {
    if (!this.remote) return void this.#unanswered.shift();
    const index = this.#unanswered.indexOf(session);
    if (index >= 0) this.#unanswered.splice(index, 1);
  }

  #forget(session: number): void {
    this.#unanswered = this.#unanswered.filter((other) => other !== session);
  }

  #loaded(model: string, problem: string | undefined): void {
    this.#loading = this.#loading.filter((other) => other !== model);
    const language = this.#models?.find((one) => one.model === model)?.language;
    if (problem === undefined) this.#serves = [...this.#serves, { name: model, language }];
    this.#events.loaded(model, problem);
    if (this.ready) this.#events.ready();
  }

  #told({ models, streams, capacity, draining, can }: FromRemote & { type: 'serves' }): void {
    this.#serves = models;
    this.#can = can;
    this.#reported = { streams, capacity, since: 0 };
    this.#loading = [];
    const news = draining && !this.#draining;
    this.#draining = draining;
    this.#events.ready();
    if (news) this.#events.draining();
  }

  #refused(session: number, reason: string): void {
    const stream = this.#served.get(session);
    this.#served.delete(session);
    this.#forget(session);
    if (!stream) return;
    stream.refused();
    this.#events.refused(session, reason);
  }

  #end({ reason, detail }: { reason: string; detail: string }): void {
    const fatal = this.#unanswered[0];
    const orphans = [...this.#served.values()];
    this.#served.clear();
    this.#serves = [];
    // The wire may be at fault as well, and a remote recogniser has its own processes to replace.
    for (const stream of orphans) stream.lost(stream.id === fatal && !this.remote);
    this.#events.lost({ reason: this.#killReason ?? reason, detail, loading: this.#loading[0] });
  }
}
