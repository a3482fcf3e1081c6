import type { Clock, Language, Log, Millis, Random, Timer } from '#core';
import { choosePlace } from './choose-place.ts';
import type { RecogniserLink, ServedModel } from './recogniser-link.ts';
import type { Recognition } from './recognition.ts';
import { type Deaths, restartAfter } from './restart-rule.ts';
import { type ModelToLoad, Slot } from './slot.ts';

/** Recognisers of one kind: the processes of this machine, or one remote address. */
export interface Source {
  /** Id of the engine they belong to; several addresses may belong to one. */
  readonly engine: string;
  /** Shown to people: `local`, or the address. */
  readonly name: string;
  readonly places: number;
  readonly connect: () => RecogniserLink;
  /** For processes of ours; undefined: remote. */
  readonly models?: readonly ModelToLoad[];
}

export interface PoolOptions {
  readonly sources: readonly Source[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** How a recogniser does now. */
export interface PlaceState {
  readonly engine: string;
  readonly name: string;
  readonly remote: boolean;
  readonly state: 'ready' | 'draining' | 'away';
  readonly models: readonly ServedModel[];
  /** Streams of ours that it serves. */
  readonly streams: number;
  /** Why it is away. */
  readonly problem?: string;
  /** What a remote one declares. */
  readonly can?: Slot['can'];
}

/** A place for a recogniser: either one lives there, or the next one is waited for. */
interface Place {
  readonly source: Source;
  slot: Slot | undefined;
  restart: Timer | undefined;
  deaths: Deaths;
  settled: () => void;
  problem: string | undefined;
}

const TICK: Millis = 1000;
/** A model during whose loading this many processes died in a row is not tried again. */
const LOAD_DEATHS = 3;
const GOODBYE: Millis = 2000;

/** Keeps the recognisers alive or connected and gives every stream one: of its best engine that can, the least loaded. */
export class RecogniserPool {
  readonly #options: PoolOptions;
  readonly #places: Place[] = [];
  readonly #streams = new Set<Recognition>();
  readonly #loadDeaths = new Map<string, number>();
  readonly #problems = new Map<string, string>();
  readonly #watch: Timer;
  #closed = false;
  #closing: (() => void) | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#watch = options.clock.every(TICK, () => this.#tick());
  }

  /** Resolves when every recogniser has tried every model, or cannot be started or reached. */
  async start(): Promise<void> {
    const all = this.#options.sources.flatMap((source) => Array.from({ length: source.places }, () => source));
    await Promise.all(all.map((source) => this.#newPlace(source)));
  }

  /** Why no process knows `model`; undefined while one does or is being replaced. */
  problem(model: string): string | undefined {
    return this.#problems.get(model);
  }

  /** Is there a recogniser of `engine` now that takes a stream of this language (or this model)? */
  serves(engine: string, language: Language, model?: string): boolean {
    return this.#places.some(({ slot }) => slot?.engine === engine && slot.modelFor(language, model) !== undefined);
  }

  attach(stream: Recognition): void {
    this.#streams.add(stream);
    stream.whenFree(() => this.#place(stream));
    this.#place(stream);
  }

  detach(stream: Recognition): void {
    this.#streams.delete(stream);
    stream.leave();
  }

  pids(): readonly number[] {
    return this.#places.flatMap(({ slot }) => slot?.pid ?? []);
  }

  places(): readonly PlaceState[] {
    return this.#places.map(({ source, slot, problem }) => ({
      engine: source.engine,
      name: source.name,
      remote: source.models === undefined,
      state: slot?.ready ? (slot.draining ? 'draining' : 'ready') : 'away',
      models: slot?.serving ?? [],
      streams: slot?.streams ?? 0,
      ...(slot?.can === undefined ? {} : { can: slot.can }),
      ...(problem === undefined || slot?.ready ? {} : { problem }),
    }));
  }

  /** Ends all processes and connections; those that do not go within 2 s are killed. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#watch.cancel();
    for (const place of this.#places) {
      place.restart?.cancel();
      place.settled();
    }
    const alive = this.#places.flatMap(({ slot }) => slot ?? []);
    if (alive.length === 0) return;
    await new Promise<void>((resolve) => {
      const timer = this.#options.clock.after(GOODBYE, () => alive.forEach((slot) => slot.kill()));
      this.#closing = () => {
        if (this.pids().length > 0) return;
        timer.cancel();
        resolve();
      };
      for (const slot of alive) slot.stop();
      this.#closing();
    });
  }

  #newPlace(source: Source): Promise<void> {
    return new Promise((settled) => {
      const place: Place = { source, slot: undefined, restart: undefined, deaths: [], settled, problem: undefined };
      this.#places.push(place);
      this.#fill(place);
    });
  }

  #fill(place: Place): void {
    const { engine, models: all, connect } = place.source;
    const models = all?.filter(({ model }) => (this.#loadDeaths.get(model) ?? 0) < LOAD_DEATHS);
    place.restart = undefined;
    if (this.#closed || models?.length === 0) return place.settled();
    place.slot = new Slot(connect(), { engine, models }, {
      ready: () => this.#ready(place),
      loaded: (model, problem) => this.#loaded(model, problem),
      refused: (session, reason) => this.#options.log.debug('remote recogniser refused a stream; another one is asked', { recogniser: place.source.name, session, reason }),
      draining: () => this.#draining(place),
      lost: (end) => this.#lost(place, end),
    });
    place.slot.start();
  }

  #ready(place: Place): void {
    if (place.problem !== undefined && place.slot?.remote) this.#options.log.info('remote recogniser is back', { recogniser: place.source.name });
    place.problem = undefined;
    place.settled();
    for (const stream of this.#streams) this.#place(stream);
  }

  #draining(place: Place): void {
    this.#options.log.info('remote recogniser is about to end; its streams move', { recogniser: place.source.name, streams: place.slot?.streams });
    for (const stream of this.#streams) stream.moveWhenQuiet();
  }

  #loaded(model: string, problem: string | undefined): void {
    this.#loadDeaths.delete(model);
    if (problem === undefined) return void this.#problems.delete(model);
    this.#problems.set(model, `its model could not be loaded: ${problem}`);
    this.#options.log.error('speech model not loaded', { model, problem });
  }

  #lost(place: Place, end: { reason: string; detail: string; loading: string | undefined }): void {
    const pid = place.slot?.pid;
    const remote = place.source.models === undefined;
    place.slot = undefined;
    if (this.#closed) return this.#closing?.();
    const { clock, random, log } = this.#options;
    if (end.loading !== undefined && !remote) this.#diedLoading(end.loading, end.reason);
    for (const stream of this.#streams) this.#place(stream);
    const { deaths, wait } = restartAfter(place.deaths, clock.now(), random.int(1000) / 1000);
    place.deaths = deaths;
    if (!remote) log.warn('recogniser process ended; another one starts', { pid, reason: end.reason, detail: end.detail, waitMs: Math.round(wait) });
    // Told once: it is tried again every few seconds.
    else if (place.problem === undefined) log.warn('remote recogniser is away; it is tried again', { recogniser: place.source.name, reason: end.reason });
    if (remote) place.problem = end.reason;
    if (remote) place.settled();
    if (wait === 0) this.#fill(place);
    else place.restart = clock.after(wait, () => this.#fill(place));
  }

  #diedLoading(model: string, reason: string): void {
    const deaths = (this.#loadDeaths.get(model) ?? 0) + 1;
    this.#loadDeaths.set(model, deaths);
    if (deaths < LOAD_DEATHS) return;
    this.#problems.set(model, `recogniser processes die while loading its model (${reason}); see the log, replace the model, start again`);
  }

  #place(stream: Recognition): void {
    if (stream.served) return;
    const slots = this.#places.flatMap(({ slot }) => slot ?? []);
    const found = choosePlace(stream, slots);
    if (found) stream.attach(found.slot, found.model);
  }

  #tick(): void {
    for (const { slot, source } of this.#places) {
      if (slot?.tick()) this.#options.log.warn('recogniser does not answer; it is replaced', { pid: slot.pid, recogniser: source.name });
    }
    for (const stream of this.#streams) {
      if (stream.served) continue;
      stream.stillWaiting();
      this.#place(stream);
    }
  }
}
