import { type Language, SAMPLE_RATE, type Samples } from '#core';
import type { TranscriptUpdate, Word } from '../port.ts';
import type { Target } from './choose-place.ts';
import type { Served, Slot } from './slot.ts';
import { TurnLedger, type Work } from './turn-ledger.ts';

export interface RecognitionOptions {
  readonly id: number;
  readonly language: Language;
  /** Where the words may come from, best first. Default: the processes of this machine. */
  readonly targets?: readonly Target[];
  /** Phrases to listen for; absent or empty = all words of the model. */
  readonly grammar?: readonly string[] | undefined;
  readonly hotWords?: readonly string[] | undefined;
  readonly update: (update: TranscriptUpdate) => void;
  readonly trouble: (code: string, message: string) => void;
  /** Tells every final, those without words too. */
  readonly everyFinal?: boolean;
  /** Told when a piece of audio is done; after a replacement those since the last final come again. */
  readonly progress?: (what: 'handled' | 'replaced') => void;
  /** Phrases of the grammar that the model cannot know; default: told as trouble. */
  readonly dropped?: (phrases: readonly string[], free: boolean) => void;
}

/** More than this unheard is told to people; caught up again below the lower mark. */
const BEHIND: Record<'from' | 'until', Samples> = { from: 3 * SAMPLE_RATE, until: SAMPLE_RATE };

/** Ticks of the pool (s) without any recogniser before people are told: a dead one is replaced within this time. */
const PATIENCE = 3;

/** One stream's way through whichever recogniser process serves it: no finished word lost, none twice. */
export class Recognition implements Served {
  readonly id: number;
  readonly language: Language;
  readonly targets: readonly Target[];
  readonly grammar: readonly string[] | undefined;
  readonly hotWords: readonly string[] | undefined;
  readonly #options: RecognitionOptions;
  readonly #ledger = new TurnLedger();
  #slot: Slot | undefined;
  #shown: { turn: number; words: readonly Word[] } | undefined;
  #behind = false;
  #dropping = false;
  #grammarTold = false;
  #hotWordsTold = false;
  #settled: (() => void) | undefined;
  #free: () => void = () => {};
  /** Remote recognisers that refused the stream lately. */
  #avoided = new Set<Slot>();
  #waited = 0;
  #moves = 0;

  constructor(options: RecognitionOptions) {
    this.id = options.id;
    this.language = options.language;
    this.targets = options.targets ?? [{ engine: 'local' }];
    this.grammar = options.grammar && options.grammar.length > 0 ? options.grammar : undefined;
    this.hotWords = options.hotWords && options.hotWords.length > 0 ? options.hotWords : undefined;
    this.#options = options;
  }

  get served(): boolean {
    return this.#slot !== undefined;
  }

  /** Goes up when a recogniser took the stream, or was done with a piece or a turn of it. */
  get moves(): number {
    return this.#moves;
  }

  avoids(slot: Slot): boolean {
    return this.#avoided.has(slot);
  }

  /** `place` is called when the stream left its recogniser and wants another one. */
  whenFree(place: () => void): void {
    this.#free = place;
  }

  /** Moves to a recogniser; all that has no final words yet is sent to it. */
  attach(slot: Slot, model: string): void {
    this.#slot = slot;
    this.#moves += 1;
    this.#waited = 0;
    slot.attach(this, model);
    this.#pump();
  }

  /** Leaves a recogniser that is about to end, at once or after the open turn. */
  moveWhenQuiet(): void {
    if (!this.#slot?.draining || this.#ledger.openTurns.length > 0) return;
    this.#slot.detach(this.id);
    this.#slot = undefined;
    this.#free();
  }

  /** Once a second while nobody serves the stream; those that refused it may be asked again. */
  stillWaiting(): void {
    this.#avoided.clear();
    this.#waited += 1;
    if (this.#waited === PATIENCE) this.#options.trouble('transcription.no-recogniser', 'No recogniser can be reached; up to sixty seconds of speech are kept until one can');
  }

  refused(): void {
    if (this.#slot) this.#avoided.add(this.#slot);
    this.#slot = undefined;
    this.#ledger.rewind(false);
    this.#options.progress?.('replaced');
    this.#free();
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
    if (this.#options.dropped) return this.#options.dropped(dropped, free);
    const rest = free ? 'none is left, so it listens for all its words' : 'it listens for the others';
    this.#options.trouble('transcription.grammar-words', `The speech model lacks words of these phrases: ${dropped.join(', ')}; ${rest}`);
  }

  hotWordsUnused(): void {
    if (this.#hotWordsTold) return;
    this.#hotWordsTold = true;
    this.#options.trouble('transcription.no-hot-words', 'The recogniser of this speaker cannot make words likelier: the hot words of the queue do nothing here');
  }

  handled(): void {
    this.#moves += 1;
    this.#ledger.handled();
    this.#options.progress?.('handled');
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
    this.#moves += 1;
    if (this.#ledger.settle(turn)) this.#close(turn, words);
    this.moveWhenQuiet();
    this.#pump();
    this.#watchBacklog();
  }

  lost(blamed: boolean): void {
    this.#slot = undefined;
    const verdict = this.#ledger.rewind(blamed);
    this.#options.progress?.('replaced');
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
    if (words.length > 0 || wasShown || this.#options.everyFinal) this.#options.update({ kind: 'final', turn, words });
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
