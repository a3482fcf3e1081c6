/** PORT. Where tickets are kept: `SqlTickets` of the store / `MemoryTickets` for tests. Rejects while the database is away. */
import type { EpochMillis } from '#core';
import type { Ticket, TicketEvent, TicketPriority, TicketState } from './model.ts';

/** One ticket after one or more commands, with the events that led there. */
export interface TicketWrite {
  /** The version it had before; 0 = it is new. */
  readonly before: number;
  readonly ticket: Ticket;
  readonly events: readonly TicketEvent[];
  /** When the first clock that is not met runs out. */
  readonly due?: EpochMillis | undefined;
  /** Marks it is found by (`tag:vip`, `call:…`, `watcher:…`, `parent:…`): those it has now and those it lost. */
  readonly marks: { readonly now: readonly string[]; readonly lost: readonly string[] };
}

export interface TicketQuery {
  readonly limit: number;
  /** Only of these queues, or of this agent. */
  readonly seenBy?: { readonly queues: readonly string[]; readonly agent?: string };
  readonly queue?: string;
  readonly states?: readonly TicketState[];
  readonly assignee?: string;
  readonly unassigned?: boolean;
  readonly template?: string;
  readonly priorities?: readonly TicketPriority[];
  /** The number of the requester. */
  readonly requester?: string;
  /** All of these marks. */
  readonly marks?: readonly string[];
  readonly from?: EpochMillis;
  readonly until?: EpochMillis;
  /** Made before this one (its instant and id). */
  readonly before?: { readonly at: EpochMillis; readonly id: string };
}

export interface TicketMark {
  readonly ticket: string;
  readonly mark: string;
}

/** A ticket of this version has nothing due before `at`, or never. */
export interface Look {
  readonly id: string;
  readonly version: number;
  readonly at: EpochMillis | undefined;
}

export interface TicketRecords {
  /**
   * Keeps each ticket whose kept version is the one before, all in one durable step; resolves with the ids that were kept. Others were
   * changed by somebody else in the meantime, or the id of a new one is taken. No ticket comes twice in a batch.
   */
  commit(batch: readonly TicketWrite[]): Promise<ReadonlySet<string>>;
  /** Those that exist. */
  get(ids: readonly string[]): Promise<readonly Ticket[]>;
  /** Newest first. */
  find(query: TicketQuery): Promise<readonly Ticket[]>;
  /** Events behind `after`, oldest first. */
  history(id: string, after: number, limit: number): Promise<readonly TicketEvent[]>;
  /** Tickets with something that may be due, the oldest first. */
  toLook(now: EpochMillis, limit: number): Promise<readonly string[]>;
  /** Tickets that were changed meanwhile stay as they are. */
  lookLater(looks: readonly Look[]): Promise<void>;
  /** Tickets with a clock that is not met and ran out or runs out before `until`, the first first. */
  dueBefore(until: EpochMillis, queues: readonly string[] | undefined, limit: number): Promise<readonly Ticket[]>;
  /** Those of a queue that nobody has: first what is due first, then the oldest. */
  unassigned(queue: string, limit: number): Promise<readonly Ticket[]>;
  /** Messages of rules that are not handed over (rules/unsent.ts): marks from `from` to before `until`, in their order. */
  unsent(from: string, until: string, limit: number): Promise<readonly TicketMark[]>;
  /** They are handed over. */
  sent(messages: readonly TicketMark[]): Promise<void>;
}
