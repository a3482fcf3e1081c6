import type { Clock, Language, Millis, Scope } from '#core';
import type { FlowInput } from '#ivr';
import type { Word } from '#transcription';

/** Recognisers of the same sound end within this of each other; one that has nothing to say may not end at all. */
const TOGETHER_WITHIN: Millis = 700;

interface Around {
  readonly scope: Scope;
  readonly clock: Clock;
  readonly hear: (input: FlowInput) => void;
}

/** One or several recognisers, of different languages, that hear one caller: the flow gets one answer with the words of each. */
export class EarsTogether {
  readonly #id: number;
  readonly #languages: readonly Language[];
  readonly #around: Around;
  /** Finals of this utterance so far. */
  #finals = new Map<Language, readonly Word[]>();

  constructor(id: number, languages: readonly Language[], around: Around) {
    this.#id = id;
    this.#languages = languages;
    this.#around = around;
  }

  heard(language: Language, kind: 'partial' | 'final', words: readonly Word[]): void {
    if (kind === 'partial') return this.#around.hear({ type: 'heard', id: this.#id, kind, language, ...plain(words) });
    const first = this.#finals.size === 0;
    this.#finals.set(language, [...(this.#finals.get(language) ?? []), ...words]);
    if (this.#finals.size === this.#languages.length) return this.#answer();
    const { scope, clock } = this.#around;
    if (first) scope.after(clock, TOGETHER_WITHIN, () => this.#answer());
  }

  /** Those who heard words first: what they heard is what is told when nobody understands it. */
  #answer(): void {
    const [best, ...others] = [...this.#finals].toSorted(([, a], [, b]) => b.length - a.length);
    this.#finals = new Map();
    if (!best) return;
    const told = others.map(([language, words]) => ({ language, ...plain(words) }));
    this.#around.hear({ type: 'heard', id: this.#id, kind: 'final', language: best[0], ...plain(best[1]), ...(told.length > 0 ? { others: told } : {}) });
  }
}

const plain = (words: readonly Word[]) => ({ words: words.map(({ text }) => text), confidence: words.map(({ confidence }) => confidence) });
