import { FRAME_SAMPLES } from '#core';
import { PITCH_SAMPLES, pitchOf } from './pitch.ts';
import { SPECTRUM_SAMPLES, type SpectrumFacts, Spectrum } from './spectrum.ts';

/** One 20 ms frame of somebody who speaks. */
export interface VoiceFrame {
  /** Below full scale. */
  readonly db: number;
  /** Of every second frame: semitones over 100 Hz (NaN = no pitch), and the spectrum. Half the work tells the same. */
  readonly sound?: SpectrumFacts & { readonly pitch: number };
}

/** Samples kept: the pitch looks back the farthest, at half the rate. */
const KEPT = Math.max(PITCH_SAMPLES * 2, SPECTRUM_SAMPLES);
/** Quieter than this is nobody: telephone speech is at -10 to -45 dB. */
const AUDIBLE_DB = -50;
/** Above the quietest moments of the last seconds. */
const OVER_FLOOR_DB = 10;
const QUIETEST_DB = -70;
const HIGHEST_FLOOR_DB = -38;
/** The floor rises so slowly, dB a frame: a talker of some seconds does not lift it much. */
const FLOOR_RISES = 0.04;
/** One-pole high-pass at about 60 Hz: direct current and hum are nobody's voice. */
const HIGH_PASS = 0.953;

/** The audio of one speaker, frame by frame: whether somebody speaks, and how that sounds. Silence costs 1 µs a frame. */
export class VoiceFrames {
  /** The newest samples last. */
  readonly #kept = new Float64Array(KEPT);
  readonly #half = new Float64Array(PITCH_SAMPLES);
  readonly #spectrum = new Spectrum();
  #floor = HIGHEST_FLOOR_DB;
  #heard = 0;
  #input = 0;
  #high = 0;

  /** Undefined: nobody speaks in the 160 samples from `from` on. */
  hear(pcm: Int16Array, from: number): VoiceFrame | undefined {
    const db = this.#take(pcm, from);
    this.#heard += 1;
    this.#floor = Math.min(HIGHEST_FLOOR_DB, Math.max(QUIETEST_DB, Math.min(db, this.#floor + FLOOR_RISES)));
    if (db < AUDIBLE_DB || db < this.#floor + OVER_FLOOR_DB) return undefined;
    if (this.#heard % 2 === 1) return { db };
    const hz = pitchOf(this.#halved());
    return { db, sound: { pitch: hz > 0 ? 12 * Math.log2(hz / 100) : Number.NaN, ...this.#spectrum.measure(this.#kept, KEPT - SPECTRUM_SAMPLES) } };
  }

  #take(pcm: Int16Array, from: number): number {
    const kept = this.#kept;
    kept.copyWithin(0, FRAME_SAMPLES);
    let energy = 0;
    for (let i = 0; i < FRAME_SAMPLES; i++) {
      const sample = (pcm[from + i] as number) / 32_768;
      this.#high = sample - this.#input + HIGH_PASS * this.#high;
      this.#input = sample;
      kept[KEPT - FRAME_SAMPLES + i] = this.#high;
      energy += this.#high * this.#high;
    }
    return energy > 1e-9 ? 10 * Math.log10(energy / FRAME_SAMPLES) : -100;
  }

  /** At 4 kHz, through a small low-pass. */
  #halved(): Float64Array {
    const kept = this.#kept;
    const first = KEPT - PITCH_SAMPLES * 2;
    for (let i = 0; i < PITCH_SAMPLES; i++) {
      const at = first + 2 * i;
      this.#half[i] = 0.25 * (kept[Math.max(0, at - 1)] as number) + 0.5 * (kept[at] as number) + 0.25 * (kept[at + 1] as number);
    }
    return this.#half;
  }
}
