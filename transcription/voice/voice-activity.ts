import { FRAME_SAMPLES, type Samples } from '#core';
import { FrameLoudness } from './frame-loudness.ts';
import { NoiseFloor } from './noise-floor.ts';

/** `at` lies back where the change happened, not where it was noticed. */
export interface VoiceTurn {
  readonly talking: boolean;
  readonly at: Samples;
}

const ONSET_FRAMES = 3;
const ONSET_SPAN: Samples = 5 * FRAME_SAMPLES;
const HANGOVER: Samples = 12 * FRAME_SAMPLES;
/** Decibels above the floor: little for vowel-like sound, more for hiss, least for one who already talks. */
const RISE_DB = { vowel: 7, hiss: 11, talking: 5 };
const VOWEL_SHARE = 0.5;
/** Quieter than this is nobody: telephone speech is at -10 to -45 dB. */
const AUDIBLE_DB = -54;

/**
 * Who talks, frame by frame. It changes in place, because it runs for every 20 ms of every speaker.
 *
 *    silent ──3 voiced of the last 5 frames──▶ talking ──240 ms without a voiced frame──▶ silent
 */
export class VoiceActivity {
  talking = false;
  /** The last frame heard holds voice. */
  voiced = false;
  /** Where the last voiced frame ended. */
  voicedUntil: Samples = -Infinity;
  readonly #loudness = new FrameLoudness();
  readonly #floor = new NoiseFloor();
  /** Starts of the voiced frames among the last five, oldest first. */
  #recent: Samples[] = [];

  /** Hears the 20 ms of `pcm` from `from` on, which lie at `at` on the audio clock; frames follow each other without gap. */
  hear(at: Samples, pcm: Int16Array, from: number): VoiceTurn | undefined {
    this.#loudness.measure(pcm, from);
    this.#floor.hear(this.#loudness.db);
    this.voiced = this.#isVoiced();
    const end = at + FRAME_SAMPLES;
    if (this.voiced) return this.#voice(at, end);
    if (!this.talking || end - this.voicedUntil < HANGOVER) return undefined;
    this.talking = false;
    this.#recent = [];
    return { talking: false, at: this.voicedUntil };
  }

  #voice(at: Samples, end: Samples): VoiceTurn | undefined {
    this.voicedUntil = end;
    if (this.talking) return undefined;
    const recent = this.#recent;
    while (recent[0] !== undefined && recent[0] <= end - ONSET_SPAN - FRAME_SAMPLES) recent.shift();
    recent.push(at);
    if (recent.length < ONSET_FRAMES) return undefined;
    this.talking = true;
    return { talking: true, at: recent[0] ?? at };
  }

  #isVoiced(): boolean {
    const { db, low } = this.#loudness;
    if (db < AUDIBLE_DB) return false;
    const kind = low >= VOWEL_SHARE ? RISE_DB.vowel : RISE_DB.hiss;
    return db >= this.#floor.db + (this.talking ? Math.min(kind, RISE_DB.talking) : kind);
  }
}
