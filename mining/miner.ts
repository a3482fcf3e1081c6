import { type CallId, type Clock, type Log, type Millis, type Scope, sleep } from '#core';
import type { FactMaker } from './facts-of.ts';
import type { MiningRecords } from './port.ts';

/** Calls looked at in one go. */
const CALLS_AT_ONCE = 100;
/** Calls without facts asked for at once: looking for them reads all that have some. */
const MISSING_AT_ONCE = 2_000;
/** After this long calls in progress have their turn. */
const LONGEST_BREATH_MS: Millis = 4;
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
  #missing: CallId[] = [];
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
    if (this.#missing.length === 0) this.#missing = [...(await records.missing(maker.version, MISSING_AT_ONCE))];
    const calls = this.#missing.splice(0, CALLS_AT_ONCE);
    this.#behind = calls.length > 0;
    return calls;
  }

  async #mine(calls: readonly CallId[]): Promise<void> {
    const { records, maker, clock } = this.#parts;
    const facts: Parameters<MiningRecords['keep']>[1][number][] = [];
    let breath = clock.now();
    for (const { call, made, turns } of await records.words(calls)) {
      facts.push({ call, made, ...maker.factsOf(turns) });
      if (clock.now() - breath < LONGEST_BREATH_MS) continue;
      await sleep(clock, 0);
      breath = clock.now();
    }
    await records.keep(maker.version, facts);
  }
}
