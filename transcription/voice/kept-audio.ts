import { FRAME_SAMPLES, type Samples } from '#core';

/** The audio of a turn, at most 100 ms of it; `voiced` = somebody speaks in it. */
export interface AudioPiece {
  readonly kind: 'audio';
  readonly turn: number;
  readonly at: Samples;
  readonly pcm: Int16Array;
  readonly voiced: boolean;
}

interface KeptFrame {
  readonly at: Samples;
  readonly pcm: Int16Array;
  readonly voiced: boolean;
}

/** Five frames to a piece: a tenth of the messages of single frames, and no final waits for more than 100 ms of them. */
export const PIECE_FRAMES = 5;
/** Audio before the onset given to the recogniser, so that soft first consonants are whole. */
const PREROLL: Samples = 15 * FRAME_SAMPLES;
/** Pre-roll and the frames that confirm an onset. */
const KEPT_FRAMES = 21;
/** One second. */
const BLOCK: Samples = 50 * FRAME_SAMPLES;

/** Frames heard and not yet given to the recogniser, in memory of their own. */
export class KeptAudio {
  #frames: KeptFrame[] = [];
  /** Frames are views of blocks: fifty small arrays a second and speaker would keep the garbage collector busy. */
  #block = new Int16Array(BLOCK);
  #used = 0;

  keep(at: Samples, pcm: Int16Array, from: number, voiced: boolean): void {
    if (this.#used === BLOCK) {
      this.#block = new Int16Array(BLOCK);
      this.#used = 0;
    }
    const own = this.#block.subarray(this.#used, this.#used + FRAME_SAMPLES);
    own.set(pcm.subarray(from, from + FRAME_SAMPLES));
    this.#used += FRAME_SAMPLES;
    this.#frames.push({ at, pcm: own, voiced });
  }

  /** Nobody talks: only what may become pre-roll stays. */
  forgetOldest(): void {
    if (this.#frames.length > KEPT_FRAMES) this.#frames.shift();
  }

  /** A turn begins at `at`: what lies before its pre-roll is nobody's. */
  beginAt(at: Samples): void {
    this.#frames = this.#frames.filter((frame) => frame.at >= at - PREROLL);
  }

  /** Gives away what is kept, in pieces of at most 100 ms, as long as at least `least` frames are there. */
  give(turn: number, least: number, to: (piece: AudioPiece) => void): void {
    while (this.#frames.length >= least) {
      const frames = this.#frames.splice(0, Math.min(PIECE_FRAMES, this.#contiguous()));
      const pcm = new Int16Array(frames.length * FRAME_SAMPLES);
      frames.forEach((frame, index) => pcm.set(frame.pcm, index * FRAME_SAMPLES));
      to({ kind: 'audio', turn, at: frames[0]?.at ?? 0, pcm, voiced: frames.some((frame) => frame.voiced) });
    }
  }

  /** How many kept frames follow each other from the first on; a piece never spans a jump of the clock. */
  #contiguous(): number {
    const first = this.#frames[0]?.at ?? 0;
    const jump = this.#frames.findIndex(({ at }, index) => at !== first + index * FRAME_SAMPLES);
    return jump < 0 ? this.#frames.length : jump;
  }
}
