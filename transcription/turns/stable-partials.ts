import type { TranscriptUpdate, Word } from '../port.ts';

/**
 * Makes partials steady for readers: a word is shown when it stood unchanged in two updates running, with all words before
 * it, and stays until the final. Works on the updates of one stream, whatever the engine; finals pass as they are.
 */
export class StablePartials {
  #turn: number | undefined;
  #last: readonly Word[] = [];
  #shown: readonly Word[] = [];
  #settled = 0;

  /** What readers are told now; undefined: nothing new. */
  hear(update: TranscriptUpdate): TranscriptUpdate | undefined {
    if (update.turn !== this.#turn) this.#begin(update.turn);
    if (update.kind === 'final') {
      this.#begin(undefined);
      return update;
    }
    const { turn, words, settled = 0 } = update;
    const stable = Math.max(settled, sameWords(this.#last, words));
    this.#last = words;
    const shown = grown(this.#shown, words, stable);
    // Promised before means told before.
    const promised = Math.max(this.#settled, Math.min(settled, shown.length));
    if (shown.length === this.#shown.length && promised === this.#settled) return undefined;
    this.#shown = shown;
    this.#settled = promised;
    return { kind: 'partial', turn, words: shown, settled: promised };
  }

  #begin(turn: number | undefined): void {
    this.#turn = turn;
    this.#last = [];
    this.#shown = [];
    this.#settled = 0;
  }
}

/** How many words at the front both have. */
function sameWords(before: readonly Word[], now: readonly Word[]): number {
  const differs = now.findIndex(({ text }, index) => before[index]?.text !== text);
  return differs < 0 ? now.length : differs;
}

/** What was shown stays as it was; words after it follow it in time. */
function grown(shown: readonly Word[], words: readonly Word[], stable: number): readonly Word[] {
  const until = shown.at(-1)?.end ?? -Infinity;
  const more = words.slice(shown.length, stable).map((word) => (word.start >= until ? word : { ...word, start: until, end: Math.max(until, word.end) }));
  return more.length === 0 ? shown : [...shown, ...more];
}
