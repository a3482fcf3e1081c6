import { type CallId, type Clock, Fault, type Log, type Millis, sleep } from '#core';
import type { NewAnalysis, QualityStore } from '#store';
import { plansInForce } from '../sampling/sampling-desk.ts';
import { type AnalysisRules, analysisOf } from './analyse-call.ts';
import { ModelDesk, type ModelDeskParts } from './model-desk.ts';

export interface AnalystParts extends ModelDeskParts, AnalysisRules {
  /** Plans made on the console are among what it keeps; `plans` are those of the file. */
  readonly quality: QualityStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** What ends within this time is read, scored and written together: one question to the database for all of it, and far within the 5 s that a score may take. */
const GATHER_MS: Millis = 500;
/** Calls done in one go; who hung up meanwhile waits for no more. */
const CALLS_AT_ONCE = 50;
/** Missing calls asked for at once: looking for them reads all that are not missing. */
const MISSING_AT_ONCE = 2_000;
/** After this long the calls in progress have their turn. */
const LONGEST_BREATH_MS: Millis = 4;
/** Between two goes when old calls are caught up with. */
const REST_MS: Millis = 20;
/** After the database was away. */
const RETRY_MS: Millis = 10_000;

/**
 * Scores, summarises and samples calls once they have ended, in batches beside the calls that go on; it never throws. A call that has an
 * analysis is done: one that a killed server left without is found at the next start, and done twice it is the same.
 */
export class Analyst {
  readonly #parts: AnalystParts;
  readonly #model: ModelDesk;
  readonly #waiting = new Set<CallId>();
  /** Could not be analysed in this run. */
  readonly #refused = new Set<CallId>();
  /** Old calls that are missing, the newest first. */
  #missing: CallId[] = [];
  /** Ended calls may be missing: of an earlier version, of a run that was killed, or after the database was away. */
  #behind = true;
  #working: Promise<void> | undefined;
  /** Somebody waits for the result: nothing is gathered. */
  #hurried = 0;
  #hurry = () => {};
  #closed = false;

  constructor(parts: AnalystParts) {
    this.#parts = parts;
    this.#model = new ModelDesk(parts);
  }

  /** Calls that have just ended; without any, catches up with those that are missing. */
  add(calls: readonly CallId[] = []): void {
    for (const call of calls) this.#waiting.add(call);
    this.#model.add(calls);
    if (!this.#closed) this.#working ??= this.#work();
  }

  /** Looks at calls again that have been looked at: other plans draw now. What a model wrote stays. */
  redraw(calls: readonly CallId[]): void {
    for (const call of calls) this.#waiting.add(call);
    if (!this.#closed && this.#waiting.size > 0) this.#working ??= this.#work();
  }

  /** Deletes what was derived from these calls and derives it again; resolves to how many when all are done. */
  async again(which: Parameters<QualityStore['forget']>[0]): Promise<number> {
    await this.settled();
    const forgotten = await this.#parts.quality.forget(which);
    for (const call of which.calls ?? []) this.#waiting.add(call);
    this.#behind = true;
    if (!this.#closed) this.#working ??= this.#work();
    await this.settled();
    return forgotten;
  }

  /** Resolves when nothing waits; models are not waited for. */
  async settled(): Promise<void> {
    this.#hurried++;
    this.#hurry();
    while (this.#working) await this.#working;
    this.#hurried--;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#model.close();
    await this.settled();
  }

  async #work(): Promise<void> {
    const { clock, log } = this.#parts;
    try {
      if (this.#waiting.size > 0) await this.#pause(GATHER_MS);
      while (!this.#closed && (this.#waiting.size > 0 || this.#behind)) {
        const fresh = this.#waiting.size > 0;
        const calls = await this.#next();
        await this.#analyseAll(calls);
        for (const call of calls) this.#waiting.delete(call);
        if (this.#waiting.size < CALLS_AT_ONCE) await this.#pause(fresh ? GATHER_MS : REST_MS);
      }
      this.#model.ask();
    } catch (error) {
      this.#behind = true;
      log.warn('ended calls could not be scored and summarised now; it is tried again', { error });
      clock.after(RETRY_MS, () => this.add());
    } finally {
      this.#working = undefined;
    }
  }

  /** Fresh calls first, in the order they ended; then those that are missing. */
  async #next(): Promise<readonly CallId[]> {
    if (this.#waiting.size > 0) return [...this.#waiting].slice(0, CALLS_AT_ONCE);
    if (this.#missing.length === 0) {
      const found = await this.#parts.quality.unanalysed(MISSING_AT_ONCE + this.#refused.size);
      this.#missing = found.filter((call) => !this.#refused.has(call));
    }
    const calls = this.#missing.splice(0, CALLS_AT_ONCE);
    this.#behind = calls.length > 0;
    return calls;
  }

  /** All of them together; where the database refuses that, one by one: a call that cannot be kept does not keep the others from it. */
  async #analyseAll(calls: readonly CallId[]): Promise<void> {
    if (calls.length === 0) return;
    try {
      await this.#parts.quality.keepAnalyses(await this.#analysed(calls));
    } catch (error) {
      if (error instanceof Fault && error.retryable) throw error;
      const [only] = calls;
      if (only !== undefined && calls.length === 1) this.#refuse(only, error);
      else for (const call of calls) await this.#analyseAll([call]);
    }
  }

  async #analysed(calls: readonly CallId[]): Promise<readonly NewAnalysis[]> {
    const { quality, clock } = this.#parts;
    const made: NewAnalysis[] = [];
    const rules = { ...this.#parts, plans: await plansInForce(this.#parts.plans, quality) };
    let breath = clock.now();
    for (const call of await quality.analysable(calls)) {
      try {
        made.push(analysisOf(call, rules));
      } catch (error) {
        this.#refuse(call.summary.id, error);
      }
      if (clock.now() - breath < LONGEST_BREATH_MS) continue;
      await sleep(clock, 0);
      breath = clock.now();
    }
    return made;
  }

  #refuse(call: CallId, error: unknown): void {
    this.#refused.add(call);
    this.#parts.log.error('a call could not be scored and summarised and is left out until the next start', { call, error });
  }

  /** Shorter when somebody waits for the result. */
  #pause(span: Millis): Promise<void> {
    if (this.#hurried > 0 || this.#closed) return Promise.resolve();
    return new Promise((done) => {
      const timer = this.#parts.clock.after(span, done);
      this.#hurry = () => {
        timer.cancel();
        done();
      };
    });
  }
}
