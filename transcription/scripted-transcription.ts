import { type AudioFrame, type Clock, Emitter, type Language, type Millis, SAMPLE_RATE, type Samples, Scope } from '#core';
import type { Transcription, TranscriptStream, TranscriptUpdate, VoiceChange } from './port.ts';

/** Something a scripted stream tells. `at` counts ms since the stream was opened, or of audio pushed (see `pace`). */
export type ScriptLine = { readonly at: Millis } & (
  | { readonly update: TranscriptUpdate }
  | { readonly voice: VoiceChange }
  | { readonly trouble: { readonly code: string; readonly message: string } }
);

export interface ScriptedOptions {
  /** The script of the stream opened as `index` (0, 1, …) in `language`. */
  readonly script: (stream: { index: number; language: Language; grammar?: readonly string[] }) => readonly ScriptLine[];
  readonly clock: Clock;
  /** What makes the script go on: the clock (default), or the audio pushed into the stream. */
  readonly pace?: 'clock' | 'audio';
  /** Languages said to lack a model, with the reason. */
  readonly missing?: Partial<Record<Language, string>>;
}

/** The port without an engine, for the tests of other rooms: words come at the times the script says. */
export function scriptedTranscription(options: ScriptedOptions): Transcription & { readonly pushed: readonly Samples[] } {
  const streams = new Set<ScriptedStream>();
  const all: ScriptedStream[] = [];
  return {
    engines: (['zh', 'en'] as const).map((language) => {
      const missing = options.missing?.[language];
      return missing === undefined ? { language, model: 'scripted' } : { language, missing };
    }),
    open({ language, scope, grammar }) {
      const lines = options.script({ index: all.length, language, ...(grammar ? { grammar } : {}) });
      const stream = new ScriptedStream(lines, options, () => streams.delete(stream));
      streams.add(stream);
      all.push(stream);
      scope.onEnd(() => void stream.end());
      return stream;
    },
    /** Samples pushed into each stream so far, in order of opening. */
    get pushed() {
      return all.map((stream) => stream.pushed);
    },
    pids: () => [],
    counts: () => ({ streams: streams.size, processes: 0 }),
    close: async () => void (await Promise.all([...streams].map((stream) => stream.end()))),
  };
}

class ScriptedStream implements TranscriptStream {
  readonly updates = new Emitter<TranscriptUpdate>();
  readonly voice = new Emitter<VoiceChange>();
  readonly trouble = new Emitter<{ code: string; message: string }>();
  pushed: Samples = 0;
  readonly #byAudio: boolean;
  readonly #scope = new Scope();
  readonly #ended: () => void;
  #lines: readonly ScriptLine[];
  #openTurn: number | undefined;

  constructor(lines: readonly ScriptLine[], options: ScriptedOptions, ended: () => void) {
    this.#lines = lines.toSorted((a, b) => a.at - b.at);
    this.#ended = ended;
    this.#byAudio = options.pace === 'audio';
    if (this.#byAudio) return;
    for (const line of this.#lines) this.#scope.after(options.clock, line.at, () => this.#playUntil(line.at));
  }

  push(frame: AudioFrame): void {
    this.pushed += frame.pcm.length;
    if (this.#byAudio && !this.#scope.ended) this.#playUntil((this.pushed * 1000) / SAMPLE_RATE);
  }

  /** A turn shown in part gets the final the script holds for it, as a real engine would finish it. */
  async end(): Promise<void> {
    if (this.#scope.ended) return;
    this.#scope.end();
    const last = this.#lines.find((line) => 'update' in line && line.update.kind === 'final' && line.update.turn === this.#openTurn);
    if (last) this.#tell(last);
    this.#ended();
  }

  #playUntil(at: Millis): void {
    const due = this.#lines.filter((line) => line.at <= at);
    this.#lines = this.#lines.slice(due.length);
    for (const line of due) this.#tell(line);
  }

  #tell(line: ScriptLine): void {
    if ('voice' in line) return this.voice.emit(line.voice);
    if ('trouble' in line) return this.trouble.emit(line.trouble);
    this.#openTurn = line.update.kind === 'partial' ? line.update.turn : undefined;
    this.updates.emit(line.update);
  }
}
