/** PORT. Finding tickets among a million: `SqlTicketSearch` of the store. Follows the tickets within a second. */
import type { EpochMillis } from '#core';
import type { TicketPriority, TicketState } from '../model.ts';

/** What a view shows; every part that is given counts. Also what is kept of a saved view. */
export interface TicketFilter {
  /** Words, numbers, parts of numbers; all of them, in subject, text, fields or customer. `"…"`: as it stands there. */
  readonly text?: string;
  readonly queues?: readonly string[];
  readonly states?: readonly TicketState[];
  /** Agents; `none` = nobody, `me` = who asks. */
  readonly assignees?: readonly string[];
  readonly templates?: readonly string[];
  readonly priorities?: readonly TicketPriority[];
  /** All of these. */
  readonly tags?: readonly string[];
  readonly watcher?: string;
  readonly call?: string;
  readonly parent?: string;
  /** The number of the requester. */
  readonly requester?: string;
  /** Id in the list of customers. */
  readonly customer?: string;
  readonly from?: EpochMillis;
  readonly until?: EpochMillis;
  readonly updatedFrom?: EpochMillis;
  readonly updatedUntil?: EpochMillis;
}

/** `priority`: the most urgent first, of these the oldest; `due`: whose clock runs out first, without those that have none. */
export const TICKET_SORTS = ['newest', 'oldest', 'updated', 'priority', 'due'] as const;
export type TicketSort = (typeof TICKET_SORTS)[number];

/** Whose tickets: of these queues, or of this agent; undefined = all. */
export interface SeenBy {
  readonly queues: readonly string[];
  readonly agent?: string;
}

export interface TicketSearchQuery {
  readonly filter: TicketFilter;
  readonly sort: TicketSort;
  readonly seenBy?: SeenBy;
  /** Whom `me` means. */
  readonly me?: string;
  readonly limit: number;
  /** `next` of the page before, with the same filter and sort. */
  readonly cursor?: string;
}

export interface TicketSearch {
  /** Numbers of tickets, in order. Faults thrown: store.bad-cursor, store.away. */
  search(query: TicketSearchQuery): Promise<{ readonly ids: readonly string[]; readonly next?: string }>;
  /** How many there are, counted up to `most`. */
  count(query: Pick<TicketSearchQuery, 'filter' | 'seenBy' | 'me'>, most: number): Promise<number>;
}

/** A filter with a name, of a person, or of everybody. */
export interface TicketView {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly shared: boolean;
  readonly filter: TicketFilter;
  readonly sort: TicketSort;
}

export interface TicketViews {
  /** The own and the shared ones, in the order they were made. */
  of(owner: string): Promise<readonly TicketView[]>;
  get(id: string): Promise<TicketView | undefined>;
  /** Makes it, or takes the place of the one with its id. */
  save(view: TicketView): Promise<void>;
  remove(id: string): Promise<void>;
}
