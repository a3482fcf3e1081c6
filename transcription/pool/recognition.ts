import { type Language, SAMPLE_RATE, type Samples } from '#core';
import type { TranscriptUpdate, Word } from '../port.ts';
import type { Served, Slot } from './slot.ts';
import { TurnLedger, type Work } from './turn-ledger.ts';

export interface RecognitionOptions {
  readonly id: number;
  readonly language: Language;
  /** Phrases to listen for; absent or empty = all words of the model. */
  readonly grammar?: readonly string[] | undefined;
  readonly update: (update: TranscriptUpdate) => void;
  readonly trouble: (code: string, message: string) => void;
}

/** More than this unheard is told to people; caught up again below the lower mark. */
const BEHIND: Record<'from' | 'until', Samples> = { from: 3 * SAMPLE_RATE, until: SAMPLE_RATE };

/** One stream's way through whichever recogniser process serves it: no finished word lost, none twice. */
export class Recognition implements Served {
  readonly id: number;
  readonly language: Language;
  readonly grammar: readonly string[] | undefined;
  readonly #options: RecognitionOptions;
  readonly #ledger = new TurnLedger();
  #slot: Slot | undefined;
  #shown: { turn: number; words: readonly Word[] } | undefined;
  #behind = false;
  #dropping = false;
  #grammarTold = false;
  #settled: (() => void) | undefined;

  constructor(options: RecognitionOptions) {
    this.id = options.id;
    this.language = options.language;
    this.grammar = options.grammar && options.grammar.length > 0 ? options.grammar : undefined;
    this.#options = options;
  }

  get served(): boolean {
    return this.#slot !== undefined;
  }

  /** Moves to a process; all that has no final words yet is sent to it. */
  attach(slot: Slot): void {
    this.#slot = slot;
    slot.attach(this);
    this.#pump();
  }

  add(work: Work): void {
    if (this.#ledger.add(work) > 0) this.#tellDropped();
    this.#pump();
    this.#watchBacklog();
  }

  /** A recogniser that replaces another one finds the same words missing: told once. */
  grammarDropped(dropped: readonly string[], free: boolean): void {
    if (this.#grammarTold) return;
    this.#grammarTold = true;
    const rest = free ? 'none is left, so it listens for all its words' : 'it listens for the others';
    this.#options.trouble('transcription.grammar-words', `The speech model lacks words of these phrases: ${dropped.join(', ')}; ${rest}`);
  }

  handled(): void {
    this.#ledger.handled();
    this.#pump();
    this.#watchBacklog();
  }

  partial(turn: number, words: readonly Word[], settled: number): void {
    if (this.#ledger.repeating || !this.#ledger.openTurns.includes(turn)) return;
    if (words.length === 0 && this.#shown === undefined) return;
    this.#shown = { turn, words };
    this.#options.update({ kind: 'partial', turn, words, settled });
  }

  final(turn: number, words: readonly Word[]): void {
    if (this.#ledger.settle(turn)) this.#close(turn, words);
    this.#pump();
    this.#watchBacklog();
  }

  lost(blamed: boolean): void {
    this.#slot = undefined;
    const verdict = this.#ledger.rewind(blamed);
    const { trouble } = this.#options;
    trouble('transcription.recogniser-replaced', 'The recogniser was replaced; words may come late, finished words are kept');
    if (verdict.kind === 'repeat') return;
    trouble('transcription.audio-skipped', 'A piece of audio that recognition cannot digest was skipped; words may be missing');
    if (verdict.kind === 'abandoned') this.#giveUp(verdict.turn);
  }

  /** Resolves when every turn has its final words. */
  settled(): Promise<void> {
    if (this.#ledger.openTurns.length === 0) return Promise.resolve();
    return new Promise((resolve) => (this.#settled = resolve));
  }

  /** Closes what is still open with the words shown last, and leaves the process. */
  leave(): void {
    const open = this.#ledger.openTurns;
    if (open.length > 0) this.#options.trouble('transcription.words-late', 'The last words did not come in time; they may be incomplete');
    for (const turn of open) this.#giveUp(turn);
    this.#slot?.detach(this.id);
    this.#slot = undefined;
  }

  #giveUp(turn: number): void {
    this.#ledger.settle(turn);
    this.#close(turn, this.#shown?.turn === turn ? this.#shown.words : []);
  }

  /** A turn without a word is told only when a partial must be taken back. */
  #close(turn: number, words: readonly Word[]): void {
    const wasShown = this.#shown?.turn === turn;
    this.#shown = undefined;
    if (words.length > 0 || wasShown) this.#options.update({ kind: 'final', turn, words });
    if (this.#ledger.openTurns.length === 0) this.#settled?.();
  }

  #pump(): void {
    const slot = this.#slot;
    for (let work = slot && this.#ledger.take(); slot && work; work = this.#ledger.take()) {
      const { turn } = work;
      if (work.kind === 'finish') slot.send({ type: 'finish', session: this.id, turn });
      else slot.send({ type: 'audio', session: this.id, turn, at: work.at, pcm: work.pcm });
    }
  }

  #tellDropped(): void {
    if (this.#dropping) return;
    this.#dropping = true;
    this.#options.trouble('transcription.audio-dropped', 'Recognition is too slow: words of this call are missing');
  }

  #watchBacklog(): void {
    const pending = this.#ledger.pending;
    if (pending < BEHIND.until) this.#behind = this.#dropping = false;
    if (this.#behind || pending <= BEHIND.from) return;
    this.#behind = true;
    this.#options.trouble('transcription.behind', 'Recognition is behind the conversation by more than three seconds');
  }
}
