import type { Millis, Samples } from '#core';
import type { Word } from '../port.ts';
import type { VoskRecogniser } from './libvosk.ts';
import { type PartialPace, answered, freshPace, mayAsk } from './partial-pace.ts';
import { closeTurn, emptyTimeMap, feed } from './time-map.ts';
import { emptyUpsample, upsample } from './upsample.ts';
import { wordsOf } from './vosk-words.ts';

/** One speaker's recogniser and what it has heard of the open turn. */
export class Speaker {
  readonly #recogniser: VoskRecogniser;
  readonly #doubled: boolean;
  #map = emptyTimeMap;
  #upsampling = emptyUpsample;
  #pace: PartialPace = freshPace;
  /** Words of utterances that libvosk ended by itself inside the open turn (its limit is about 20 s). */
  #settled: readonly Word[] = [];

  constructor(recogniser: VoskRecogniser, feedRate: number) {
    this.#recogniser = recogniser;
    this.#doubled = feedRate === 16000;
  }

  /** Feeds 8 kHz audio lying at `at`; returns the turn's words so far when they changed and it is time to say so. */
  hear(at: Samples, pcm: Int16Array, now: Millis): readonly Word[] | undefined {
    this.#map = feed(this.#map, at, pcm.length);
    if (this.#recogniser.accept(this.#atModelRate(pcm))) {
      this.#settled = [...this.#settled, ...wordsOf(this.#recogniser.result(), this.#map)];
    }
    if (!mayAsk(this.#pace, now)) return undefined;
    const json = this.#recogniser.partial();
    const words = [...this.#settled, ...wordsOf(json, this.#map)];
    const { pace, news } = answered(this.#pace, words.map((word) => word.text).join(' '), now);
    this.#pace = pace;
    return news ? words : undefined;
  }

  /** All words of the turn; the next audio begins another one. */
  finish(): readonly Word[] {
    const words = [...this.#settled, ...wordsOf(this.#recogniser.final(), this.#map)];
    this.#map = closeTurn(this.#map);
    this.#upsampling = emptyUpsample;
    this.#pace = { ...this.#pace, said: '' };
    this.#settled = [];
    return words;
  }

  free(): void {
    this.#recogniser.free();
  }

  #atModelRate(pcm: Int16Array): Int16Array {
    if (!this.#doubled) return pcm;
    const { state, pcm: doubled } = upsample(this.#upsampling, pcm);
    this.#upsampling = state;
    return doubled;
  }
}
