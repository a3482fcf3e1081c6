import { type AudioFrame, FRAME_SAMPLES, type Samples } from '#core';
import { FrameCutter } from './frame-cutter.ts';
import { type AudioPiece, KeptAudio, PIECE_FRAMES } from './kept-audio.ts';
import { firstTurn, followTurn } from './turn-rule.ts';
import { VoiceActivity, type VoiceTurn } from './voice-activity.ts';

/** What a speaker's audio comes to: changes of voice, and the audio of turns in pieces of at most 100 ms. */
export type TurnPiece =
  | ({ readonly kind: 'voice' } & VoiceTurn)
  | AudioPiece
  | { readonly kind: 'finish'; readonly turn: number };

/** Voice activity, turn ends and pre-roll of one speaker; no clock but the audio's. */
export class TurnCutter {
  readonly #give: (piece: TurnPiece) => void;
  readonly #frames = new FrameCutter((at, pcm, from) => this.#hear(at, pcm, from));
  readonly #voice = new VoiceActivity();
  #turns = firstTurn;
  readonly #gate: boolean;
  /** Undefined: nobody recognises the words, so changes of voice are all that is told. */
  readonly #kept: KeptAudio | undefined;

  /** `gate: false` gives the silence between turns to the turn that follows. */
  constructor(give: (piece: TurnPiece) => void, options: { readonly audio: boolean; readonly gate?: boolean }) {
    this.#give = give;
    this.#gate = options.gate ?? true;
    this.#kept = options.audio ? new KeptAudio() : undefined;
  }

  push(run: AudioFrame): void {
    this.#frames.push(run);
  }

  /** Ends voice and turn where they are. */
  end(): void {
    const { talking, voicedUntil } = this.#voice;
    const { open } = this.#turns;
    this.#turns = { ...this.#turns, open: undefined };
    if (talking) this.#give({ kind: 'voice', talking: false, at: voicedUntil });
    const turn = open?.turn ?? (this.#gate ? undefined : this.#turns.nextTurn);
    if (turn !== undefined && this.#kept) this.#finish(this.#kept, turn);
  }

  #hear(at: Samples, pcm: Int16Array, from: number): void {
    const change = this.#voice.hear(at, pcm, from);
    if (change) this.#give({ kind: 'voice', ...change });
    if (!this.#kept) return;
    this.#kept.keep(at, pcm, from, this.#voice.voiced);
    this.#follow(this.#kept, at + FRAME_SAMPLES, change);
  }

  #follow(kept: KeptAudio, now: Samples, change: VoiceTurn | undefined): void {
    const { talking, voicedUntil } = this.#voice;
    const { state, event } = followTurn(this.#turns, { now, talking, voicedUntil, onset: change?.talking ? change.at : undefined });
    this.#turns = state;
    if (event?.kind === 'end') return this.#finish(kept, event.turn);
    if (event && this.#gate) kept.beginAt(event.at);
    if (state.open) kept.give(state.open.turn, PIECE_FRAMES, this.#give);
    else if (this.#gate) kept.forgetOldest();
    else kept.give(state.nextTurn, PIECE_FRAMES, this.#give);
  }

  #finish(kept: KeptAudio, turn: number): void {
    kept.give(turn, 1, this.#give);
    this.#give({ kind: 'finish', turn });
  }
}
