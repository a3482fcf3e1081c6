import { type Clock, Fault, type Language, type Log, type Random, type Result, type Scope, failed, ok } from '#core';
import { RecogniserPool } from './pool/recogniser-pool.ts';
import { spawnRecogniser } from './pool/recogniser-process.ts';
import { Recognition } from './pool/recognition.ts';
import type { EngineState, StreamOptions, TranscriptStream, Transcription } from './port.ts';
import { findLibrary } from './registry/find-library.ts';
import { type ModelChoice, chooseModels, findModels } from './registry/find-models.ts';
import { SpokenStream, StreamSignals } from './transcript-stream.ts';

export interface TranscriptionOptions {
  /** Where models are looked for, in order of preference: model folders, or folders of them. */
  readonly modelDirs: readonly string[];
  /** Recogniser processes, about one per core; 0 switches words off, voice activity stays. */
  readonly processes: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Ends everything with it. */
  readonly scope?: Scope;
}

const LANGUAGES: readonly Language[] = ['zh', 'en'];
/** More processes than any machine has cores is a slip of the pen. */
const MOST_PROCESSES = 256;

/**
 * Finds the models and starts the recogniser processes; resolves when they have loaded.
 * A missing model or library is no failure: `engines[].missing` says why and what to do, and streams report voice only.
 * Fails with `transcription.bad-processes`.
 */
export async function startTranscription(options: TranscriptionOptions): Promise<Result<Transcription>> {
  const { processes, modelDirs } = options;
  if (!Number.isInteger(processes) || processes < 0 || processes > MOST_PROCESSES) {
    return failed(new Fault('transcription.bad-processes', `processes must be a whole number from 0 to ${MOST_PROCESSES}`));
  }
  const choice = chooseModels(await findModels(modelDirs), modelDirs, LANGUAGES);
  const library = findLibrary();
  const off = processes === 0 ? 'transcription is switched off (0 processes)' : library.ok ? undefined : library.fault.message;
  const pool = library.ok && off === undefined && choice.chosen.size > 0 ? openPool(options, choice, library.value) : undefined;
  const transcription = new VoskTranscription(options, choice, pool, off);
  options.scope?.onEnd(() => void transcription.close());
  await pool?.start();
  return ok(transcription);
}

function openPool(options: TranscriptionOptions, choice: ModelChoice, library: string): RecogniserPool {
  const { processes, clock, random, log } = options;
  const models = [...choice.chosen].map(([language, { path, feedRate }]) => ({ language, path, feedRate }));
  return new RecogniserPool({ spawn: () => spawnRecogniser(library), processes, models, clock, random, log });
}

class VoskTranscription implements Transcription {
  readonly #options: TranscriptionOptions;
  readonly #choice: ModelChoice;
  readonly #pool: RecogniserPool | undefined;
  readonly #off: string | undefined;
  readonly #streams = new Set<TranscriptStream>();
  #lastId = 0;
  #closed: Promise<void> | undefined;

  constructor(options: TranscriptionOptions, choice: ModelChoice, pool: RecogniserPool | undefined, off: string | undefined) {
    this.#options = options;
    this.#choice = choice;
    this.#pool = pool;
    this.#off = off;
  }

  get engines(): readonly EngineState[] {
    return LANGUAGES.map((language) => {
      const missing = this.#missing(language);
      const model = this.#choice.chosen.get(language)?.name;
      return { language, ...(missing === undefined ? {} : { missing }), ...(model === undefined ? {} : { model }) };
    });
  }

  open({ language, scope, grammar }: StreamOptions): TranscriptStream {
    const missing = this.#closed ? 'transcription is closed' : this.#missing(language);
    const signals = new StreamSignals();
    const recognition = missing === undefined ? this.#recognise(language, grammar, signals) : undefined;
    const stream: TranscriptStream = new SpokenStream({
      signals,
      recognition,
      missing,
      clock: this.#options.clock,
      ended: () => {
        if (recognition) this.#pool?.detach(recognition);
        this.#streams.delete(stream);
        forget();
      },
    });
    this.#streams.add(stream);
    const forget = scope.onEnd(() => void stream.end());
    return stream;
  }

  pids(): readonly number[] {
    return this.#pool?.pids() ?? [];
  }

  counts() {
    return { streams: this.#streams.size, processes: this.pids().length };
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#end());
  }

  async #end(): Promise<void> {
    await Promise.all([...this.#streams].map((stream) => stream.end()));
    await this.#pool?.close();
  }

  #missing(language: Language): string | undefined {
    return this.#choice.missing.get(language) ?? this.#off ?? this.#pool?.problem(language);
  }

  #recognise(language: Language, grammar: readonly string[] | undefined, signals: StreamSignals): Recognition {
    this.#lastId += 1;
    const recognition = new Recognition({
      id: this.#lastId,
      language,
      grammar,
      update: (update) => signals.updates.emit(update),
      trouble: (code, message) => signals.trouble.emit({ code, message }),
    });
    this.#pool?.attach(recognition);
    return recognition;
  }
}
