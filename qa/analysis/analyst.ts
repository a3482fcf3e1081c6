import { type CallId, type Clock, Fault, type Language, type Log } from '#core';
import type { CallDigest } from '#contract';
import type { QualityStore, ReviewStore, Store } from '#store';
import { assembleCall } from '../review/assemble-call.ts';
import { drawsOf } from '../sampling/draw.ts';
import type { SamplingPlan } from '../sampling/sampling-plan.ts';
import { scorecardFor, type ScorecardForm } from '../scorecard/load-scorecards.ts';
import type { SummaryTurn } from '../summary/sentences.ts';
import type { SummaryModel } from '../summary/summary-model.ts';
import { analyseCall, correctedTurns } from './analyse-call.ts';

export interface AnalystParts {
  readonly timeline: Pick<Store, 'call'>;
  readonly reviews: Pick<ReviewStore, 'corrections'>;
  readonly quality: QualityStore;
  readonly plans: readonly SamplingPlan[];
  /** Of the company: days and weeks of quotas. */
  readonly timeZone: string;
  readonly model?: SummaryModel | undefined;
  /** What leaves for a model; words of one turn each time. */
  readonly redacted: (turns: readonly SummaryTurn[], language: Language) => readonly SummaryTurn[];
  readonly clock: Pick<Clock, 'wall'>;
  readonly log: Log;
}

/** Calls caught up with in one go. */
const CALLS_AT_ONCE = 50;
/** A model that is slower than calls end loses the oldest that wait. */
const MOST_WAITING_FOR_MODEL = 500;

/** Scores, summarises and samples calls once they have ended. One at a time, beside the calls that go on; it never throws. */
export class Analyst {
  readonly #parts: AnalystParts;
  readonly #waiting = new Set<CallId>();
  readonly #forModel = new Set<CallId>();
  /** Could not be analysed in this run. */
  readonly #refused = new Set<CallId>();
  /** Ended calls may be missing: of an earlier version, of a run that was killed, or after the database was away. */
  #behind = true;
  #working: Promise<void> | undefined;
  #asking = false;
  #closed = false;

  constructor(parts: AnalystParts) {
    this.#parts = parts;
  }

  /** Calls that have just ended; without any, catches up with those that are missing. */
  add(calls: readonly CallId[] = []): void {
    for (const call of calls) {
      this.#waiting.add(call);
      if (this.#parts.model) this.#forModel.add(call);
    }
    for (const call of [...this.#forModel].slice(0, Math.max(0, this.#forModel.size - MOST_WAITING_FOR_MODEL))) this.#forModel.delete(call);
    if (!this.#closed) this.#working ??= this.#work();
  }

  /** Makes what is derived from a call anew; undefined when there is no such ended call. */
  async analyse(id: CallId): Promise<boolean> {
    const { timeline, reviews, quality, plans, timeZone } = this.#parts;
    const [call, corrections] = await Promise.all([timeline.call(id), reviews.corrections(id)]);
    if (call?.summary.endedAt === undefined) return false;
    const { startedAt, endedAt, agent, queue } = call.summary;
    const forms = ((await quality.formsAt(startedAt)) ?? []) as readonly ScorecardForm[];
    const analysis = analyseCall(call, corrections, scorecardFor(forms, queue));
    const score = analysis.automatic?.score;
    const draws = drawsOf({ id, startedAt, endedAt, agent, queue, broken: analysis.broken, score }, plans, timeZone);
    await quality.keepAnalysis(id, { ...(score === undefined ? {} : { score }), body: analysis }, draws);
    return true;
  }

  /** Deletes what was derived from these calls and derives it again; resolves to how many when all are done. */
  async again(which: Parameters<QualityStore['forget']>[0]): Promise<number> {
    await this.settled();
    const forgotten = await this.#parts.quality.forget(which);
    this.#behind = true;
    this.add(which.calls ?? []);
    for (const call of which.calls ?? []) this.#forModel.delete(call);
    await this.settled();
    return forgotten;
  }

  /** Resolves when nothing waits; models are not waited for. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#forModel.clear();
    await this.settled();
  }

  async #work(): Promise<void> {
    try {
      while (!this.#closed && (this.#waiting.size > 0 || this.#behind)) {
        for (const call of await this.#next()) {
          if (this.#closed) break;
          await this.#analyseOrSkip(call);
          this.#waiting.delete(call);
          // Who just hung up is not kept waiting by old calls.
          if (this.#waiting.size > 0) break;
        }
      }
      if (!this.#asking) void this.#askModel();
    } catch (error) {
      this.#behind = true;
      this.#parts.log.warn('ended calls could not be scored and summarised now; it is tried again with the next call', { error });
    } finally {
      this.#working = undefined;
    }
  }

  /** A call that cannot be analysed (not because the database is away) does not keep the others from it. */
  async #analyseOrSkip(call: CallId): Promise<void> {
    try {
      await this.analyse(call);
    } catch (error) {
      if (error instanceof Fault && error.retryable) throw error;
      this.#refused.add(call);
      this.#parts.log.error('a call could not be scored and summarised and is left out until the next start', { call, error });
    }
  }

  async #next(): Promise<readonly CallId[]> {
    if (this.#waiting.size > 0) return [...this.#waiting];
    const missing = await this.#parts.quality.unanalysed(CALLS_AT_ONCE + this.#refused.size);
    const calls = missing.filter((call) => !this.#refused.has(call));
    this.#behind = calls.length > 0;
    return calls;
  }

  /** One call after the other; a model that fails costs a line in the log. */
  async #askModel(): Promise<void> {
    const { model, quality, clock, log } = this.#parts;
    this.#asking = true;
    try {
      for (;;) {
        const [call] = this.#forModel;
        if (call === undefined || !model || this.#closed) return;
        this.#forModel.delete(call);
        const words = await this.#wordsOf(call);
        if (!words) continue;
        const told = await model.summarise(words.turns, words.language);
        if (!told.ok) log.warn('a call has no summary of the language model', { call, error: told.fault });
        else if (!this.#closed) await quality.keepModelSummary(call, { madeBy: 'model', model: model.name, at: clock.wall(), parts: told.value } satisfies CallDigest);
      }
    } catch (error) {
      log.warn('a call has no summary of the language model', { error });
    } finally {
      this.#asking = false;
    }
  }

  async #wordsOf(id: CallId): Promise<{ readonly turns: readonly SummaryTurn[]; readonly language: Language } | undefined> {
    const { timeline, reviews, redacted } = this.#parts;
    const [call, corrections] = await Promise.all([timeline.call(id), reviews.corrections(id)]);
    if (!call) return undefined;
    const { turns } = assembleCall(call.events);
    const language: Language = call.summary.language === 'zh' ? 'zh' : 'en';
    return turns.length === 0 ? undefined : { language, turns: redacted(correctedTurns(turns, corrections), language) };
  }
}
