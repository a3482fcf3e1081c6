/** PORT. Audio in, words with times out: libvosk in child processes / remote engines. */
import type { AudioFrame, CallSeconds, Language, Scope, Signal } from '#core';
import type { EngineCapabilities, EngineKind } from './engine-port.ts';
import type { CallFacts } from './route/choose-engine.ts';

export interface Word {
  readonly text: string;
  readonly start: CallSeconds;
  readonly end: CallSeconds;
  /** 0..1 as the engine gives it; 1 when it gives none. */
  readonly confidence: number;
  /** How people read it, where that differs from `text`: 120 for 一百二十, with its comma; empty where the word before holds it. See text/write-words.ts. */
  readonly written?: string;
}

/** Words of one turn: a partial replaces the partial before it; a final replaces them all and closes the turn. */
export interface TranscriptUpdate {
  readonly kind: 'partial' | 'final';
  readonly turn: number;
  readonly words: readonly Word[];
  /** Words at the front of a partial that later partials repeat; the final corrects them only rarely. Absent = none. */
  readonly settled?: number;
}

/** The speaker began or stopped talking, decided by our own voice activity detection; `at` is on the audio clock. */
export interface VoiceChange {
  readonly talking: boolean;
  readonly at: CallSeconds;
}

/** One speaker of one call. */
export interface TranscriptStream {
  readonly updates: Signal<TranscriptUpdate>;
  readonly voice: Signal<VoiceChange>;
  /** Our own rule decided that a turn is over (`at`: the audio heard by then); its final words follow. */
  readonly turnEnded?: Signal<{ readonly turn: number; readonly at: CallSeconds }>;
  /** Something the people of the call should know (recogniser replaced, no model); a code and a text. */
  readonly trouble: Signal<{ code: string; message: string }>;
  push(frame: AudioFrame): void;
  /** Finishes the open turn; resolves after its last update was emitted (bounded to 3 s). Safe to call twice. */
  end(): Promise<void>;
}

export interface EngineState {
  readonly language: Language;
  /** Why there are no words in this language; undefined when there are. */
  readonly missing?: string;
  readonly model?: string;
  /** The remote engine that new streams go to; undefined = this machine. */
  readonly engine?: string;
}

/** One recogniser process, or one remote address, as it does now. */
export interface RecogniserState {
  /** Id of its engine; `local` for processes of this machine. */
  readonly engine: string;
  readonly name: string;
  readonly kind: EngineKind;
  readonly remote: boolean;
  readonly state: 'ready' | 'draining' | 'away';
  readonly models: readonly { readonly name: string; readonly language: string | undefined }[];
  readonly capabilities: EngineCapabilities;
  /** Streams of ours that it serves. */
  readonly streams: number;
  /** Why it is away. */
  readonly problem?: string;
}

export interface TranscriptionCounts {
  readonly streams: number;
  readonly processes: number;
}

/** With the facts by which engine and model are chosen (`transcription.choose`). */
export interface StreamOptions extends CallFacts {
  readonly scope: Scope;
  /**
   * Phrases to listen for instead of all words of the model, such as the choices of a menu; Chinese need not be parted into
   * words. Phrases with a word the model lacks are left out, with a trouble `transcription.grammar-words`. Empty = all words.
   */
  readonly grammar?: readonly string[];
  /**
   * Words and phrases that count as likelier than usual, such as names of products. Where the recogniser cannot: a trouble
   * `transcription.no-hot-words`; where its model lacks a word: `transcription.grammar-words`.
   */
  readonly hotWords?: readonly string[];
}

export interface Transcription {
  /** Opens a stream that also ends with the scope. Without a model it still reports voice activity. */
  open(options: StreamOptions): TranscriptStream;
  readonly engines: readonly EngineState[];
  /** Recognisers of this machine and others. */
  recognisers?(): readonly RecogniserState[];
  /** Process ids of the recognisers alive now (for tests and operators). */
  pids(): readonly number[];
  counts(): TranscriptionCounts;
  close(): Promise<void>;
}
