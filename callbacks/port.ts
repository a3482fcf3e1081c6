/** PORT. Where callbacks are kept: `SqlCallbacks` of the store / in memory for tests. Rejects while the database is away. */
import type { EpochMillis } from '#core';
import type { Callback, CallbackState } from './model.ts';

export interface CallbackQuery {
  readonly limit: number;
  readonly queues?: readonly string[];
  readonly states?: readonly CallbackState[];
  /** Older than this one (asked for then, id). */
  readonly before?: { readonly at: EpochMillis; readonly id: string };
}

export interface CallbackRecords {
  /** Keeps it when the kept one is of the revision before (or there is none, for revision 1); false: somebody else changed it. */
  save(callback: Callback): Promise<boolean>;
  /** All that are open or attempting, and those asked for since then. */
  load(since: EpochMillis): Promise<readonly Callback[]>;
  get(id: string): Promise<Callback | undefined>;
  /** Newest first. */
  find(query: CallbackQuery): Promise<readonly Callback[]>;
}
