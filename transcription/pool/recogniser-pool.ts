import type { Clock, Language, Log, Millis, Random, Timer } from '#core';
import type { Recognition } from './recognition.ts';
import type { RecogniserProcess } from './recogniser-process.ts';
import { type Deaths, restartAfter } from './restart-rule.ts';
import { type ModelToLoad, Slot } from './slot.ts';

export interface PoolOptions {
  readonly spawn: () => RecogniserProcess;
  readonly processes: number;
  readonly models: readonly ModelToLoad[];
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** A place for a process: either one lives there, or the next one is waited for. */
interface Place {
  slot: Slot | undefined;
  restart: Timer | undefined;
  deaths: Deaths;
  settled: () => void;
}

const TICK: Millis = 1000;
/** A model during whose loading this many processes died in a row is not tried again. */
const LOAD_DEATHS = 3;
const GOODBYE: Millis = 2000;

/** Keeps the recogniser processes alive and gives every stream one: the least loaded that knows its language. */
export class RecogniserPool {
  readonly #options: PoolOptions;
  readonly #places: Place[] = [];
  readonly #streams = new Set<Recognition>();
  readonly #loadDeaths = new Map<Language, number>();
  readonly #problems = new Map<Language, string>();
  readonly #watch: Timer;
  #closed = false;
  #closing: (() => void) | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#watch = options.clock.every(TICK, () => this.#tick());
  }

  /** Resolves when every process has tried every model, or cannot be started. */
  async start(): Promise<void> {
    const settled = Array.from({ length: this.#options.processes }, () => this.#newPlace());
    await Promise.all(settled);
  }

  /** Why no process knows `language`; undefined while one does or is being replaced. */
  problem(language: Language): string | undefined {
    return this.#problems.get(language);
  }

  attach(stream: Recognition): void {
    this.#streams.add(stream);
    this.#place(stream);
  }

  detach(stream: Recognition): void {
    this.#streams.delete(stream);
    stream.leave();
  }

  pids(): readonly number[] {
    return this.#places.flatMap(({ slot }) => slot?.pid ?? []);
  }

  /** Ends all processes; those that do not go within 2 s are killed. */
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

  #newPlace(): Promise<void> {
    return new Promise((settled) => {
      const place: Place = { slot: undefined, restart: undefined, deaths: [], settled };
      this.#places.push(place);
      this.#fill(place);
    });
  }

  #fill(place: Place): void {
    const models = this.#options.models.filter(({ language }) => (this.#loadDeaths.get(language) ?? 0) < LOAD_DEATHS);
    place.restart = undefined;
    if (this.#closed || models.length === 0) return place.settled();
    place.slot = new Slot(this.#options.spawn(), models, {
      ready: () => this.#ready(place),
      loaded: (language, problem) => this.#loaded(language, problem),
      lost: (end) => this.#lost(place, end),
    });
    place.slot.start();
  }

  #ready(place: Place): void {
    place.settled();
    for (const stream of this.#streams) this.#place(stream);
  }

  #loaded(language: Language, problem: string | undefined): void {
    this.#loadDeaths.delete(language);
    if (problem === undefined) return void this.#problems.delete(language);
    this.#problems.set(language, `its model could not be loaded: ${problem}`);
    this.#options.log.error('speech model not loaded', { language, problem });
  }

  #lost(place: Place, end: { reason: string; detail: string; loading: Language | undefined }): void {
    const pid = place.slot?.pid;
    place.slot = undefined;
    if (this.#closed) return this.#closing?.();
    const { clock, random, log } = this.#options;
    if (end.loading) this.#diedLoading(end.loading, end.reason);
    for (const stream of this.#streams) this.#place(stream);
    const { deaths, wait } = restartAfter(place.deaths, clock.now(), random.int(1000) / 1000);
    place.deaths = deaths;
    log.warn('recogniser process ended; another one starts', { pid, reason: end.reason, detail: end.detail, waitMs: Math.round(wait) });
    if (wait === 0) this.#fill(place);
    else place.restart = clock.after(wait, () => this.#fill(place));
  }

  #diedLoading(language: Language, reason: string): void {
    const deaths = (this.#loadDeaths.get(language) ?? 0) + 1;
    this.#loadDeaths.set(language, deaths);
    if (deaths < LOAD_DEATHS) return;
    this.#problems.set(language, `recogniser processes die while loading its model (${reason}); see the log, replace the model, start again`);
  }

  #place(stream: Recognition): void {
    if (stream.served) return;
    const able = this.#places.flatMap(({ slot }) => (slot?.serves(stream.language) ? slot : []));
    const idlest = able.toSorted((a, b) => a.load - b.load)[0];
    if (idlest) stream.attach(idlest);
  }

  #tick(): void {
    for (const { slot } of this.#places) {
      if (slot?.tick()) this.#options.log.warn('recogniser process does not answer; killed', { pid: slot.pid });
    }
  }
}
