import { type Millis, SAMPLE_RATE, type Samples } from '#core';
import type { Word } from '../port.ts';
import type { VoskRecogniser } from './libvosk.ts';
import { follow, noPartialWords, type PartialWords, shownWords } from './partial-words.ts';
import { closeTurn, emptyTimeMap, feed } from './time-map.ts';
import { emptyUpsample, upsample } from './upsample.ts';
import { wordsOf } from './vosk-words.ts';

/** At most five partials a second: more is not read by anybody. */
const PARTIAL_PERIOD: Millis = 200;

/** The open turn so far. */
export interface PartialTurn {
  readonly words: readonly Word[];
  /** How many of them, from the front, will not change any more. */
  readonly settled: number;
}

/** One speaker's recogniser and what it has heard of the open turn. */
export class Speaker {
  readonly #recogniser: VoskRecogniser;
  readonly #doubled: boolean;
  readonly #hotWords: readonly string[];
  #map = emptyTimeMap;
  #upsampling = emptyUpsample;
  #askedAt: Millis = -Infinity;
  #partial: PartialWords = noPartialWords;
  #turnFrom: Samples | undefined;
  /** Words of utterances that libvosk ended by itself inside the open turn (its limit is about 20 s). */
  #settled: readonly Word[] = [];

  /** `hotWords`: the recogniser gives alternatives. */
  constructor(recogniser: VoskRecogniser, feedRate: number, hotWords: readonly string[] = []) {
    this.#hotWords = hotWords;
    this.#recogniser = recogniser;
    this.#doubled = feedRate === 16000;
  }

  /** Feeds 8 kHz audio lying at `at`; returns the turn's words so far when they changed and it is time to say so. */
  hear(at: Samples, pcm: Int16Array, now: Millis): PartialTurn | undefined {
    this.#turnFrom ??= at;
    this.#map = feed(this.#map, at, pcm.length);
    if (this.#recogniser.accept(this.#atModelRate(pcm))) {
      this.#settled = [...this.#settled, ...wordsOf(this.#recogniser.result(), this.#map, this.#hotWords)];
      this.#partial = noPartialWords;
    }
    if (now - this.#askedAt < PARTIAL_PERIOD) return undefined;
    this.#askedAt = now;
    this.#partial = follow(this.#partial, this.#recogniser.partial(), at + pcm.length);
    if (!this.#partial.news) return undefined;
    const from = this.#settled.at(-1)?.end ?? this.#turnFrom / SAMPLE_RATE;
    return {
      words: [...this.#settled, ...shownWords(this.#partial, from)],
      // Hot words may change what is shown so far.
      settled: this.#settled.length + (this.#hotWords.length > 0 ? 0 : this.#partial.settled),
    };
  }

  /** All words of the turn; the next audio begins another one. */
  finish(): readonly Word[] {
    const words = [...this.#settled, ...wordsOf(this.#recogniser.final(), this.#map, this.#hotWords)];
    this.#map = closeTurn(this.#map);
    this.#upsampling = emptyUpsample;
    this.#partial = noPartialWords;
    this.#turnFrom = undefined;
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
