import { type AudioFrame, FRAME_SAMPLES, type Samples } from '#core';
import { FrameCutter } from './frame-cutter.ts';
import { firstTurn, followTurn } from './turn-rule.ts';
import { type VoiceFrame, type VoiceStep, hearVoice, silentVoice } from './voice-activity.ts';

/** What a speaker's audio comes to: changes of voice, and the audio of turns in pieces of at most 100 ms. */
export type TurnPiece =
  | { readonly kind: 'voice'; readonly talking: boolean; readonly at: Samples }
  | { readonly kind: 'audio'; readonly turn: number; readonly at: Samples; readonly pcm: Int16Array; readonly voiced: boolean }
  | { readonly kind: 'finish'; readonly turn: number };

/** Five frames to a piece: a tenth of the messages of single frames, and no final waits for more than 100 ms of them. */
const PIECE_FRAMES = 5;
/** Audio before the onset given to the recogniser, so that soft first consonants are whole. */
const PREROLL: Samples = 15 * FRAME_SAMPLES;
/** Pre-roll and the frames that confirm an onset. */
const KEPT_FRAMES = 21;

/** Voice activity, turn ends and pre-roll of one speaker; no clock but the audio's. */
export class TurnCutter {
  readonly #frames = new FrameCutter();
  #voice = silentVoice;
  #turns = firstTurn;
  /** Frames heard and not yet given to the recogniser. */
  #kept: { frame: VoiceFrame; voiced: boolean }[] = [];

  push(run: AudioFrame): readonly TurnPiece[] {
    return this.#frames.push(run).flatMap((frame) => this.#hear(frame));
  }

  /** Ends voice and turn where they are. */
  end(): readonly TurnPiece[] {
    const { talking, voicedUntil } = this.#voice;
    const open = this.#turns.open;
    this.#voice = { ...this.#voice, talking: false };
    this.#turns = { ...this.#turns, open: undefined };
    const silence: TurnPiece[] = talking ? [{ kind: 'voice', talking: false, at: voicedUntil }] : [];
    if (!open) return silence;
    return [...silence, ...this.#flush(open.turn, 1), { kind: 'finish', turn: open.turn }];
  }

  #hear(frame: VoiceFrame): TurnPiece[] {
    const step = hearVoice(this.#voice, frame);
    this.#voice = step.state;
    this.#kept.push({ frame, voiced: step.voiced });
    const voice: TurnPiece[] = step.change ? [{ kind: 'voice', ...step.change }] : [];
    return [...voice, ...this.#follow(frame, step)];
  }

  #follow(frame: VoiceFrame, step: VoiceStep): TurnPiece[] {
    const { state, event } = followTurn(this.#turns, {
      now: frame.at + FRAME_SAMPLES,
      talking: step.state.talking,
      onset: step.change?.talking ? step.change.at : undefined,
      voicedUntil: step.state.voicedUntil,
    });
    this.#turns = state;
    if (event?.kind === 'end') return [...this.#flush(event.turn, 1), { kind: 'finish', turn: event.turn }];
    if (event) this.#kept = this.#kept.filter((kept) => kept.frame.at >= event.at - PREROLL);
    if (state.open) return this.#flush(state.open.turn, PIECE_FRAMES);
    if (this.#kept.length > KEPT_FRAMES) this.#kept.shift();
    return [];
  }

  /** Gives away what is kept, in pieces of at most 100 ms, as long as at least `least` frames are there. */
  #flush(turn: number, least: number): TurnPiece[] {
    const pieces: TurnPiece[] = [];
    while (this.#kept.length >= least) {
      const frames = this.#kept.splice(0, Math.min(PIECE_FRAMES, this.#contiguous()));
      const pcm = new Int16Array(frames.length * FRAME_SAMPLES);
      frames.forEach(({ frame }, index) => pcm.set(frame.pcm, index * FRAME_SAMPLES));
      pieces.push({ kind: 'audio', turn, at: frames[0]?.frame.at ?? 0, pcm, voiced: frames.some((f) => f.voiced) });
    }
    return pieces;
  }

  /** How many kept frames follow each other from the first on; a piece never spans a jump of the clock. */
  #contiguous(): number {
    const first = this.#kept[0]?.frame.at ?? 0;
    const jump = this.#kept.findIndex(({ frame }, index) => frame.at !== first + index * FRAME_SAMPLES);
    return jump < 0 ? this.#kept.length : jump;
  }
}
