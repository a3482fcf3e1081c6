import type { Clock, Language } from '#core';
import type { RecogniserPool } from './pool/recogniser-pool.ts';
import { Recognition } from './pool/recognition.ts';
import type { EngineState, RecogniserState, StreamOptions, TranscriptStream, Transcription } from './port.ts';
import type { ModelChoice } from './registry/find-models.ts';
import { type ChoiceRule, targetsFor } from './route/choose-engine.ts';
import { StablePartials } from './turns/stable-partials.ts';
import { SpokenStream, StreamSignals } from './transcript-stream.ts';

export interface PooledOptions {
  readonly clock: Clock;
  readonly languages: readonly Language[];
  readonly choice: ModelChoice;
  /** Undefined: nobody recognises anything. */
  readonly pool: RecogniserPool | undefined;
  /** Why this machine recognises nothing. */
  readonly off: string | undefined;
  /** Ids of remote engines, best first. */
  readonly remotes: readonly string[];
  readonly choose: readonly ChoiceRule[];
  /** See TranscriptionOptions. */
  readonly gate: boolean;
  readonly states: () => readonly RecogniserState[];
}

/** Streams over the recognisers of this machine and others. */
export class PooledTranscription implements Transcription {
  readonly #options: PooledOptions;
  readonly #streams = new Set<TranscriptStream>();
  #lastId = 0;
  #closed: Promise<void> | undefined;

  constructor(options: PooledOptions) {
    this.#options = options;
  }

  get engines(): readonly EngineState[] {
    const { languages, choice, pool, remotes } = this.#options;
    return languages.map((language) => {
      const local = this.#missingHere(language);
      const remote = remotes.find((engine) => pool?.serves(engine, language));
      const missing = remote === undefined && local !== undefined ? this.#missing(local) : undefined;
      const model = this.#modelOf(remote, language) ?? choice.chosen.get(language)?.name;
      return { language, ...(missing === undefined ? {} : { missing }), ...(model === undefined ? {} : { model }), ...(remote === undefined ? {} : { engine: remote }) };
    });
  }

  recognisers(): readonly RecogniserState[] {
    return this.#options.states();
  }

  open(options: StreamOptions): TranscriptStream {
    const { clock, pool, remotes } = this.#options;
    const local = this.#closed ? 'transcription is closed' : this.#missingHere(options.language);
    // A remote engine that is away may come back while the call lasts.
    const missing = this.#closed || remotes.length === 0 ? local : undefined;
    const signals = new StreamSignals();
    const recognition = missing === undefined ? this.#recognise(options, signals) : undefined;
    const stream: TranscriptStream = new SpokenStream({
      signals,
      recognition,
      missing,
      clock,
      gate: this.#options.gate,
      ended: () => {
        if (recognition) pool?.detach(recognition);
        this.#streams.delete(stream);
        forget();
      },
    });
    this.#streams.add(stream);
    const forget = options.scope.onEnd(() => void stream.end());
    return stream;
  }

  pids(): readonly number[] {
    return this.#options.pool?.pids() ?? [];
  }

  counts() {
    return { streams: this.#streams.size, processes: this.pids().length };
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#end());
  }

  async #end(): Promise<void> {
    await Promise.all([...this.#streams].map((stream) => stream.end()));
    await this.#options.pool?.close();
  }

  /** Why this machine has no words in `language`. */
  #missingHere(language: Language): string | undefined {
    const { choice, off, pool } = this.#options;
    const model = choice.chosen.get(language)?.name;
    return choice.missing.get(language) ?? off ?? (model === undefined ? undefined : pool?.problem(model));
  }

  /** With remote engines, why none of them helps either. */
  #missing(local: string): string {
    if (this.#options.remotes.length === 0) return local;
    const away = this.recognisers().filter(({ remote }) => remote).map(({ name, state, problem }) => `${name}: ${problem ?? (state === 'ready' ? 'no model for it' : state)}`);
    return `no remote engine serves it (${away.join('; ')}), and on this machine: ${local}`;
  }

  #modelOf(engine: string | undefined, language: Language): string | undefined {
    const models = this.recognisers().filter((one) => one.engine === engine).flatMap((one) => one.models);
    return models.find((model) => model.language === language)?.name;
  }

  #recognise(options: StreamOptions, signals: StreamSignals): Recognition {
    const { choice, choose, remotes, pool } = this.#options;
    const { language, grammar, hotWords } = options;
    this.#lastId += 1;
    const stable = new StablePartials();
    const recognition = new Recognition({
      id: this.#lastId,
      language,
      targets: targetsFor(options, choose, [...remotes, 'local'], choice.chosen.get(language)?.name),
      grammar,
      hotWords,
      update: (update) => {
        const told = stable.hear(update);
        if (told) signals.updates.emit(told);
      },
      trouble: (code, message) => signals.trouble.emit({ code, message }),
    });
    pool?.attach(recognition);
    return recognition;
  }
}
