import { type AudioFrame, type CallSeconds, type Clock, Emitter, type Millis, SAMPLE_RATE, type Samples, type Timer } from '#core';
import type { Recognition } from './pool/recognition.ts';
import type { TranscriptStream, TranscriptUpdate, VoiceChange } from './port.ts';
import { TurnCutter, type TurnPiece } from './voice/turn-cutter.ts';

export type Trouble = { readonly code: string; readonly message: string };

/** What a stream tells; made before the stream so that its recognition can speak through it. */
export class StreamSignals {
  readonly updates = new Emitter<TranscriptUpdate>();
  readonly voice = new Emitter<VoiceChange>();
  readonly trouble = new Emitter<Trouble>();
  readonly turnEnded = new Emitter<{ turn: number; at: CallSeconds }>();
}

export interface SpokenStreamOptions {
  readonly signals: StreamSignals;
  /** Undefined: voice activity only, because of `missing`. */
  readonly recognition: Recognition | undefined;
  readonly missing: string | undefined;
  readonly clock: Clock;
  /** False: silence goes to the recogniser too. */
  readonly gate: boolean;
  readonly ended: () => void;
}

/** The last words come within a few ms, from a replaced recogniser half a second later; on a machine that has too much to do they may take long: given up when nothing moved for so long. */
const LAST_WORDS: Millis = 5_000;
/** In all. */
const LAST_WORDS_AT_MOST: Millis = 30_000;

/** One speaker: audio to turns (our own voice activity), turns to words (a recogniser process). */
export class SpokenStream implements TranscriptStream {
  readonly updates: Emitter<TranscriptUpdate>;
  readonly voice: Emitter<VoiceChange>;
  readonly trouble: Emitter<Trouble>;
  readonly turnEnded: Emitter<{ turn: number; at: CallSeconds }>;
  readonly #options: SpokenStreamOptions;
  readonly #cutter: TurnCutter;
  #ended: Promise<void> | undefined;
  #missingTold = false;
  #heard: Samples = 0;

  constructor(options: SpokenStreamOptions) {
    this.#options = options;
    this.#cutter = new TurnCutter((piece) => this.#pass(piece), { audio: options.recognition !== undefined, gate: options.gate });
    this.updates = options.signals.updates;
    this.voice = options.signals.voice;
    this.trouble = options.signals.trouble;
    this.turnEnded = options.signals.turnEnded;
  }

  push(frame: AudioFrame): void {
    if (this.#ended) return;
    this.#tellMissing();
    this.#heard = frame.at + frame.pcm.length;
    this.#cutter.push(frame);
  }

  end(): Promise<void> {
    return (this.#ended ??= this.#finish());
  }

  async #finish(): Promise<void> {
    this.#cutter.end();
    const { recognition, ended } = this.#options;
    if (recognition) await this.#lastWords(recognition);
    ended();
  }

  #lastWords(recognition: Recognition): Promise<void> {
    const { clock } = this.#options;
    return new Promise((resolve) => {
      let patience = LAST_WORDS_AT_MOST;
      let moves = -1;
      let timer: Timer | undefined;
      const wait = () => {
        if (recognition.moves === moves || patience <= 0) return resolve();
        moves = recognition.moves;
        patience -= LAST_WORDS;
        timer = clock.after(LAST_WORDS, wait);
      };
      wait();
      void recognition.settled().then(() => {
        timer?.cancel();
        resolve();
      });
    });
  }

  #pass(piece: TurnPiece): void {
    if (piece.kind === 'voice') this.voice.emit({ talking: piece.talking, at: piece.at / SAMPLE_RATE });
    else this.#options.recognition?.add(piece);
    if (piece.kind === 'finish') this.turnEnded.emit({ turn: piece.turn, at: this.#heard / SAMPLE_RATE });
  }

  /** With the first audio, because nobody can listen before `open` has returned. */
  #tellMissing(): void {
    const { missing } = this.#options;
    if (this.#missingTold || missing === undefined) return;
    this.#missingTold = true;
    this.trouble.emit({ code: 'transcription.no-model', message: `No words for this speaker: ${missing}` });
  }
}
