import { type Clock, Emitter, type Log, type Millis, type Random, Scope, type Timer } from '#core';
import type { RecogniserPool } from '../pool/recogniser-pool.ts';
import { Recognition, type RecognitionOptions } from '../pool/recognition.ts';
import type { Model } from '../registry/read-model.ts';
import type { WireModel } from '../remote/protocol.ts';

export interface HouseOptions {
  readonly pool: RecogniserPool;
  readonly models: readonly Model[];
  /** Streams at the same time, at most. */
  readonly capacity: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export type Admission = { readonly ok: true; readonly recognition: Recognition; leave(): void } | { readonly ok: false; readonly why: 'full' | 'draining' };

/** What all services of a recogniser share: its models, who is in, and whether it is about to end. */
export class RecogniserHouse {
  readonly options: HouseOptions;
  readonly scope = new Scope();
  /** Streams, models or draining changed. */
  readonly changed = new Emitter<void>();
  #streams = 0;
  #lastId = 0;
  #draining = false;
  #empty: (() => void) | undefined;

  constructor(options: HouseOptions) {
    this.options = options;
  }

  get status() {
    return { models: this.models, streams: this.#streams, capacity: this.options.capacity, draining: this.#draining };
  }

  get models(): readonly WireModel[] {
    const { models, pool } = this.options;
    return models.filter(({ name }) => pool.problem(name) === undefined).map(({ name, language = '', sampleRate }) => ({ name, language, sample_rate: sampleRate }));
  }

  get draining(): boolean {
    return this.#draining;
  }

  get streams(): number {
    return this.#streams;
  }

  /** The model asked for by name, else the first of the language; undefined when there is none. */
  modelFor(language: string, model: string): Model | undefined {
    const bare = language.toLowerCase().split(/[-_]/u)[0];
    const { models } = this.options;
    return models.find((one) => (model === '' ? one.language === (bare === 'cmn' ? 'zh' : bare) : one.name === model));
  }

  admit(model: Model, options: Omit<RecognitionOptions, 'id' | 'language' | 'targets'>): Admission {
    if (this.#draining) return { ok: false, why: 'draining' };
    if (this.#streams >= this.options.capacity) return { ok: false, why: 'full' };
    this.#streams += 1;
    this.#lastId += 1;
    const recognition = new Recognition({ ...options, id: this.#lastId, language: model.language ?? 'en', targets: [{ engine: 'local', model: model.name }] });
    this.options.pool.attach(recognition);
    this.changed.emit();
    let inside = true;
    const leave = () => {
      if (!inside) return;
      inside = false;
      this.options.pool.detach(recognition);
      this.#streams -= 1;
      this.changed.emit();
      if (this.#streams === 0) this.#empty?.();
    };
    return { ok: true, recognition, leave };
  }

  /** Takes no new streams; resolves when those inside have left, or after `patience`. True: all left by themselves. */
  async drain(patience: Millis): Promise<boolean> {
    this.#draining = true;
    this.changed.emit();
    if (this.#streams === 0) return true;
    let timer: Timer | undefined;
    const left = new Promise<void>((resolve) => (this.#empty = resolve));
    const late = new Promise<void>((resolve) => (timer = this.options.clock.after(patience, resolve)));
    await Promise.race([left, late]);
    timer?.cancel();
    return this.#streams === 0;
  }
}
