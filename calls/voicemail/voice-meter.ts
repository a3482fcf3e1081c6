import { type AudioFrame, type Millis, SAMPLE_RATE, type Samples } from '#core';

/** About −40 dBFS: above the noise of a line, below quiet speech. */
const VOICE_LEVEL = 328;
/** Levels are judged over 20 ms. */
const PIECE: Samples = SAMPLE_RATE / 50;

/** What was heard of somebody so far: how much voice, and where it ended last. */
export class VoiceMeter {
  #voiced: Samples = 0;
  #lastVoice: Samples = 0;
  #until: Samples = 0;

  push({ pcm, at }: AudioFrame): void {
    for (let from = 0; from < pcm.length; from += PIECE) {
      const piece = pcm.subarray(from, from + PIECE);
      if (level(piece) < VOICE_LEVEL) continue;
      this.#voiced += piece.length;
      this.#lastVoice = at + from + piece.length;
    }
    this.#until = at + pcm.length;
  }

  get voicedMs(): Millis {
    return (this.#voiced * 1000) / SAMPLE_RATE;
  }

  /** Nothing was said for so long. */
  get silentMs(): Millis {
    return ((this.#until - this.#lastVoice) * 1000) / SAMPLE_RATE;
  }

  /** Where the last voice ended. */
  get lastVoice(): Samples {
    return this.#lastVoice;
  }
}

function level(pcm: Int16Array): number {
  let sum = 0;
  for (const sample of pcm) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, pcm.length));
}
