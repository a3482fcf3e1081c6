/** PORT. Where the words of ended calls are read and what was found in them is kept: PostgreSQL (embedded / any). */
import type { CallId, EpochMillis, Signal } from '#core';
import type { CallFacts, CallsQuery, FigureBy, FigureSums, MinedCall, MinedTurn, MiningFilter, TermCount } from './model.ts';

/** A call whose words can be mined. */
export interface WordsOfCall {
  readonly call: CallId;
  /** Which state of its words this is; facts of an older state are not kept. */
  readonly made: number;
  readonly turns: readonly MinedTurn[];
}

export interface MiningRecords {
  /** Calls whose words were stored or corrected. */
  readonly spoken: Signal<readonly CallId[]>;
  /** The words of these calls. */
  words(calls: readonly CallId[]): Promise<readonly WordsOfCall[]>;
  /** Calls without facts of this version, the newest first. */
  missing(version: string, limit: number): Promise<readonly CallId[]>;
  /** Keeps facts; those of words that have changed meanwhile are dropped. */
  keep(version: string, facts: readonly (CallFacts & Pick<WordsOfCall, 'call' | 'made'>)[]): Promise<void>;
  /** Deletes everything derived. */
  clear(): Promise<void>;
  counts(version: string): Promise<{ readonly mined: number; readonly missing: number }>;
  /** Ended calls, newest first. Faults thrown: store.bad-cursor, store.away. */
  find(query: CallsQuery): Promise<{ readonly calls: readonly MinedCall[]; readonly next?: string }>;
  /** The terms of a call; undefined until mining has looked at it. */
  termsOf(call: CallId): Promise<readonly string[] | undefined>;
  /** `zone`: where days begin. Calls without a queue (agent) are in no row by queue (agent). */
  figures(filter: MiningFilter, by: FigureBy, zone: string): Promise<readonly FigureSums[]>;
  /** Calls of each keyword group by day. */
  groupDays(filter: MiningFilter, zone: string): Promise<readonly { readonly group: string; readonly day: string; readonly from: EpochMillis; readonly until: EpochMillis; readonly calls: number }[]>;
  /** Terms of at least two calls in `from`…`until` and in `beforeFrom`…`from`; the sums are those of all terms. */
  terms(filter: MiningFilter & { readonly from: EpochMillis; readonly beforeFrom: EpochMillis }): Promise<{ readonly terms: readonly TermCount[]; readonly nowTotal: number; readonly beforeTotal: number }>;
  /** The newest calls with their terms, oldest first. */
  documents(filter: MiningFilter, limit: number): Promise<readonly { readonly call: CallId; readonly terms: readonly string[] }[]>;
}
