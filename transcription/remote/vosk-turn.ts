import type { Word } from '../port.ts';
import { type PartialWords, follow, noPartialWords, shownWords } from '../engine/partial-words.ts';
import { type TimeMap, emptyTimeMap, feed, onCall } from '../engine/time-map.ts';
import { withHotWords } from '../engine/hot-words.ts';
import { isWord } from '../engine/vosk-words.ts';
import { SAMPLE_RATE, type Samples } from '#core';

/** Seconds and nanoseconds, as google.protobuf.Duration comes. */
export interface WireDuration {
  readonly seconds?: number | undefined;
  readonly nanos?: number | undefined;
}

export interface SttAlternative {
  readonly text: string;
  readonly confidence?: number;
  readonly words: readonly { readonly word: string; readonly start_time?: WireDuration | null; readonly end_time?: WireDuration | null; readonly confidence: number }[];
}

export interface SttResponse {
  readonly chunks: readonly { readonly alternatives: readonly SttAlternative[]; readonly final: boolean }[];
}

/** What a vosk-server told of one turn, put on the call's clock. Pure but for its own memory. */
export class VoskTurn {
  readonly turn: number;
  #map: TimeMap = emptyTimeMap;
  #from: Samples | undefined;
  #until: Samples = 0;
  #done: readonly Word[] = [];
  #partial: PartialWords = noPartialWords;

  readonly #hotWords: readonly string[];

  /** `hotWords`: the server was asked for alternatives, with likelihoods. */
  constructor(turn: number, hotWords: readonly string[] = []) {
    this.#hotWords = hotWords;
    this.turn = turn;
  }

  fed(at: Samples, length: Samples): void {
    this.#from ??= at;
    this.#until = at + length;
    this.#map = feed(this.#map, at, length);
  }

  /** Words so far when there is news. vosk-server ends utterances by itself: their finals gather until the turn ends. */
  hear({ chunks }: SttResponse): { readonly words: readonly Word[]; readonly settled: number } | undefined {
    let news = false;
    for (const { alternatives, final } of chunks) {
      const place = final ? withHotWords(alternatives.map(({ text, confidence = 0 }) => ({ text, likelihood: confidence })), this.#hotWords) : 0;
      const best = alternatives[place];
      if (!best) continue;
      if (final) {
        this.#done = [...this.#done, ...this.#wordsOf(best)];
        this.#partial = noPartialWords;
        continue;
      }
      this.#partial = follow(this.#partial, JSON.stringify({ partial: best.text }), this.#until);
      news ||= this.#partial.news;
    }
    if (!news) return undefined;
    const shown = shownWords(this.#partial, this.#done.at(-1)?.end ?? this.#start);
    return { words: [...this.#done, ...shown], settled: this.#done.length + (this.#hotWords.length > 0 ? 0 : this.#partial.settled) };
  }

  /** All words of the turn. */
  get words(): readonly Word[] {
    return this.#done;
  }

  get #start(): number {
    return (this.#from ?? 0) / SAMPLE_RATE;
  }

  #wordsOf({ text, words }: SttAlternative): Word[] {
    const timed = words.filter(({ word }) => isWord(word));
    if (timed.length > 0) return timed.map((one) => ({ text: one.word, ...onCall(this.#map, secondsOf(one.start_time), secondsOf(one.end_time)), confidence: one.confidence > 0 && one.confidence <= 1 ? one.confidence : 1 }));
    // A server that gives no times: the words share what is left of the turn.
    const bare = text.split(/\s+/u).filter(isWord);
    const from = this.#done.at(-1)?.end ?? this.#start;
    const each = (this.#until / SAMPLE_RATE - from) / Math.max(1, bare.length);
    return bare.map((word, nth) => ({ text: word, start: from + nth * each, end: from + (nth + 1) * each, confidence: 1 }));
  }
}

const secondsOf = (duration: WireDuration | null | undefined) => (duration?.seconds ?? 0) + (duration?.nanos ?? 0) / 1e9;
