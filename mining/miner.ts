import type { CallId, Clock, Log, Millis, Scope } from '#core';
import type { FactMaker } from './facts-of.ts';
import type { MiningRecords } from './port.ts';

/** Calls looked at in one go: half a second of work at most. */
const CALLS_AT_ONCE = 100;
/** Between two goes when many calls wait: calls in progress come first. */
const REST_MS: Millis = 50;
/** After the database was away. */
const RETRY_MS: Millis = 10_000;

export interface MinerParts {
  readonly records: MiningRecords;
  readonly maker: FactMaker;
  readonly clock: Clock;
  readonly log: Log;
}

/** Keeps the facts of ended calls, one after the other in the background; it never throws. */
export class Miner {
  readonly #parts: MinerParts;
  readonly #told = new Set<CallId>();
  /** Calls may be without facts: of an earlier version, of a run that was killed, after a rebuild. */
  #behind = true;
  #working: Promise<void> | undefined;
  #ended = false;

  constructor(parts: MinerParts, scope: Scope) {
    this.#parts = parts;
    scope.onEnd(() => (this.#ended = true));
    parts.records.spoken.on((calls) => {
      for (const call of calls) this.#told.add(call);
      this.#wake();
    }, scope);
    this.#wake();
  }

  /** Looks for calls without facts again. */
  catchUp(): void {
    this.#behind = true;
    this.#wake();
  }

  /** Resolves when all calls known so far have facts, or the database is away. */
  settled(): Promise<void> {
    return this.#working ?? Promise.resolve();
  }

  #wake(): void {
    if (!this.#ended) this.#working ??= this.#work();
  }

  async #work(): Promise<void> {
    const { clock, log } = this.#parts;
    try {
      while (!this.#ended && (this.#told.size > 0 || this.#behind)) {
        const calls = await this.#next();
        if (calls.length > 0) await this.#mine(calls);
        for (const call of calls) this.#told.delete(call);
        if (calls.length === CALLS_AT_ONCE) await new Promise<void>((done) => clock.after(REST_MS, done));
      }
    } catch (error) {
      if (this.#ended) return;
      this.#behind = true;
      log.warn('ended calls could not be mined now; it is tried again', { error });
      clock.after(RETRY_MS, () => this.#wake());
    } finally {
      this.#working = undefined;
    }
  }

  async #next(): Promise<readonly CallId[]> {
    if (this.#told.size > 0) return [...this.#told].slice(0, CALLS_AT_ONCE);
    const { records, maker } = this.#parts;
    const calls = await records.missing(maker.version, CALLS_AT_ONCE);
    this.#behind = calls.length === CALLS_AT_ONCE;
    return calls;
  }

  async #mine(calls: readonly CallId[]): Promise<void> {
    const { records, maker } = this.#parts;
    const words = await records.words(calls);
    await records.keep(maker.version, words.map(({ call, made, turns }) => ({ call, made, ...maker.factsOf(turns) })));
  }
}
