import type { CallId, Clock, Language, Log } from '#core';
import type { CallDigest } from '#contract';
import type { QualityStore } from '#store';
import { assembleCall } from '../review/assemble-call.ts';
import type { SummaryTurn } from '../summary/sentences.ts';
import type { SummaryModel } from '../summary/summary-model.ts';
import { correctedTurns } from './analyse-call.ts';

export interface ModelDeskParts {
  readonly quality: Pick<QualityStore, 'analysable' | 'keepModelSummary'>;
  readonly model?: SummaryModel | undefined;
  /** What leaves for a model; words of one turn each time. */
  readonly redacted: (turns: readonly SummaryTurn[], language: Language) => readonly SummaryTurn[];
  readonly clock: Pick<Clock, 'wall'>;
  readonly log: Log;
}

/** A model that is slower than calls end loses the oldest that wait. */
const MOST_WAITING = 500;

/** Asks the operator's language model about ended calls, one after the other; nothing waits for it, and a model that fails costs a line in the log. */
export class ModelDesk {
  readonly #parts: ModelDeskParts;
  readonly #waiting = new Set<CallId>();
  #asking = false;
  #closed = false;

  constructor(parts: ModelDeskParts) {
    this.#parts = parts;
  }

  add(calls: readonly CallId[]): void {
    if (!this.#parts.model) return;
    for (const call of calls) this.#waiting.add(call);
    for (const call of [...this.#waiting].slice(0, Math.max(0, this.#waiting.size - MOST_WAITING))) this.#waiting.delete(call);
  }

  /** Asks about all that wait, in the background. */
  ask(): void {
    if (!this.#asking && this.#waiting.size > 0) void this.#askAll();
  }

  close(): void {
    this.#closed = true;
    this.#waiting.clear();
  }

  async #askAll(): Promise<void> {
    this.#asking = true;
    for (let [call] = this.#waiting; call !== undefined && !this.#closed; [call] = this.#waiting) {
      this.#waiting.delete(call);
      try {
        await this.#askAbout(call);
      } catch (error) {
        this.#parts.log.warn('a call has no summary of the language model', { call, error });
      }
    }
    this.#asking = false;
  }

  async #askAbout(call: CallId): Promise<void> {
    const { model, quality, clock, log } = this.#parts;
    const words = await this.#wordsOf(call);
    if (!model || !words) return;
    const told = await model.summarise(words.turns, words.language);
    if (!told.ok) log.warn('a call has no summary of the language model', { call, error: told.fault });
    else if (!this.#closed) await quality.keepModelSummary(call, { madeBy: 'model', model: model.name, at: clock.wall(), parts: told.value } satisfies CallDigest);
  }

  async #wordsOf(id: CallId): Promise<{ readonly turns: readonly SummaryTurn[]; readonly language: Language } | undefined> {
    const { quality, redacted } = this.#parts;
    const [call] = await quality.analysable([id]);
    if (!call) return undefined;
    const { turns } = assembleCall(call.events);
    const language: Language = call.summary.language === 'zh' ? 'zh' : 'en';
    return turns.length === 0 ? undefined : { language, turns: redacted(correctedTurns(turns, call.corrections), language) };
  }
}
