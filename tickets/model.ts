import type { EpochMillis, Language } from '#core';
import type { TicketClock } from './clocks/model.ts';
import type { TicketFile } from './files/port.ts';

export const TICKET_STATES = ['new', 'open', 'pending', 'on-hold', 'resolved', 'closed'] as const;
/** `pending`: the customer is asked for something; `on-hold`: it waits for somebody else. */
export type TicketState = (typeof TICKET_STATES)[number];

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type TicketPriority = (typeof PRIORITIES)[number];

export type FieldValue = string | number | boolean;

/** Whom it is about. Personal data. */
export interface Requester {
  readonly number?: string;
  readonly name?: string;
  /** Where public replies are sent by mail. */
  readonly email?: string;
  /** Id of the customer in the list of customers. */
  readonly customer?: string;
  /** Of the customer, as in the list of customers: policies ask for it. */
  readonly tier?: string;
}

export type BeforeMerge = Pick<Ticket, 'state' | 'stateSince' | 'closedAt'>;

/** A ticket that was merged into another one, as it was then. */
export interface Absorbed extends Pick<Ticket, 'tags' | 'watchers' | 'calls' | 'requester'> {
  readonly ticket: string;
  readonly at: EpochMillis;
  /** What the other ticket did not have before; it goes away again when they are parted. */
  readonly added: Pick<Ticket, 'tags' | 'watchers' | 'calls'>;
}

/** A ticket as it is now; what led there is its history. */
export interface Ticket {
  /** Ten digits, the number that people are told. */
  readonly id: string;
  /** Number of its last event: every change makes it larger. */
  readonly version: number;
  readonly template: string;
  readonly state: TicketState;
  /** Since when it is in this state. */
  readonly stateSince: EpochMillis;
  readonly subject: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Required fields that a call could not tell; they must be there before it is resolved. */
  readonly missing: readonly string[];
  readonly priority: TicketPriority;
  /** `matrix`: by severity and impact, and follows them. */
  readonly priorityBy: 'matrix' | 'hand';
  readonly queue: string;
  readonly assignee?: string;
  /** The assignee took it from an offer. */
  readonly offered?: true;
  readonly requester: Requester;
  readonly language: Language;
  readonly tags: readonly string[];
  readonly watchers: readonly string[];
  /** Calls it came from or that were about it. */
  readonly calls: readonly string[];
  readonly parent?: string;
  /** Attachments, the oldest first; absent = none. */
  readonly files?: readonly TicketFile[];
  readonly createdAt: EpochMillis;
  readonly createdBy: string;
  readonly updatedAt: EpochMillis;
  /** First and last public reply of ours, last one of the customer. */
  readonly firstReplyAt?: EpochMillis;
  readonly lastReplyAt?: EpochMillis;
  readonly customerAt?: EpochMillis;
  readonly resolvedAt?: EpochMillis;
  readonly closedAt?: EpochMillis;
  /** How fast it is to be answered and resolved. */
  readonly clocks?: readonly TicketClock[];
  /** When the first clock that is not met runs out, or did. */
  readonly dueAt?: EpochMillis;
  /** When a clock may be due next; earlier than that nobody need look. */
  readonly lookAt?: EpochMillis;
  /** When somebody last did something with it, and when it was told that nobody did. */
  readonly touchedAt?: EpochMillis;
  readonly untouchedAt?: EpochMillis;
  /** Firings of rules since an hour began: a loop ends there. */
  readonly ruleRuns?: { readonly since: EpochMillis; readonly count: number };
  /** Number of the event that resolved it; only while it is resolved or closed. */
  readonly resolution?: number;
  /** It lives on as part of this ticket; `beforeMerge` is what comes back when they are parted. */
  readonly mergedInto?: string;
  readonly beforeMerge?: BeforeMerge;
  /** Tickets that were merged into this one, and what it took over from each. */
  readonly absorbed?: readonly Absorbed[];
  /** Made with this idempotency key, from a wish of this hash. */
  readonly key?: string;
  readonly wishHash?: string;
  /** Keys of the last changes: one that comes again changes nothing. */
  readonly recentKeys: readonly string[];
}

export type TicketEventType = 'created' | 'updated' | 'moved' | 'assigned' | 'replied' | 'noted' | 'linked' | 'unlinked' | 'attached' | 'merged' | 'unmerged' | 'absorbed' | 'released' | 'heard' | 'incident' | 'judged' | 'clock' | 'rule';

/** One step of a ticket's history; only ever added. `seq` counts from 1. */
export interface TicketEvent {
  readonly seq: number;
  readonly at: EpochMillis;
  readonly type: TicketEventType;
  /** Id of the person, `token` for programs, `call` for flows. */
  readonly by: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What somebody wants written down. */
export interface TicketWish {
  readonly template: string;
  readonly subject: string;
  readonly text?: string;
  readonly fields?: Readonly<Record<string, FieldValue>>;
  readonly queue?: string;
  readonly assignee?: string;
  readonly priority?: TicketPriority;
  readonly requester?: Requester;
  readonly language?: Language;
  readonly tags?: readonly string[];
  readonly watchers?: readonly string[];
  readonly calls?: readonly string[];
  readonly parent?: string;
  /** Kept before (`TicketFiles.keep`). */
  readonly files?: readonly TicketFile[];
}

/** `null` takes a value away. */
export interface TicketUpdate {
  readonly subject?: string;
  readonly text?: string;
  readonly fields?: Readonly<Record<string, FieldValue | null>>;
  /** `null`: by severity and impact again. */
  readonly priority?: TicketPriority | null;
  readonly requester?: Requester;
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
  readonly addWatchers?: readonly string[];
  readonly removeWatchers?: readonly string[];
  readonly parent?: string | null;
}

export type TicketChange =
  | { readonly type: 'update'; readonly update: TicketUpdate }
  | { readonly type: 'move'; readonly to: TicketState; readonly reason?: string }
  /** To an agent, to nobody (`null`), to another queue. */
  | { readonly type: 'assign'; readonly assignee?: string | null; readonly queue?: string; /** Taken from an offer. */ readonly offered?: true }
  /** Public: the customer may read it. */
  | { readonly type: 'reply'; readonly text: string; readonly from: 'agent' | 'customer'; readonly files?: readonly TicketFile[]; /** The mail it came by. */ readonly mail?: string }
  /** Private. */
  | { readonly type: 'note'; readonly text: string; readonly files?: readonly TicketFile[] }
  /** Attachments by themselves; those that come with words are `files` of these. */
  | { readonly type: 'attach'; readonly files: readonly TicketFile[] }
  | { readonly type: 'link' | 'unlink'; readonly call: string }
  | MergeChange
  /** The customer answered the survey about a resolution. */
  | { readonly type: 'judged'; readonly resolution: number; readonly score: number; readonly nps?: number; readonly comment?: string }
  /** Something may be due. */
  | { readonly type: 'look' }
  /** The configuration of clocks changed. */
  | { readonly type: 'reckon' }
  /** What was done to all children at once, on the ticket of their common cause. */
  | { readonly type: 'incident'; readonly did: IncidentDone };

/** The two sides of a merge; merge/merge-desk.ts gives both. */
export type MergeChange =
  | { readonly type: 'merge'; readonly into: string }
  | { readonly type: 'unmerge' }
  | { readonly type: 'absorb'; readonly other: Ticket }
  | { readonly type: 'release'; readonly ticket: string }
  /** A customer wrote to a ticket that was merged into this one. */
  | { readonly type: 'heard'; readonly ticket: string };

export interface IncidentDone {
  readonly did: 'attached' | 'detached' | 'answered' | 'resolved';
  /** Children it was done to, and those that refused. */
  readonly done: number;
  readonly refused: number;
  readonly text?: string;
}

/** A command to the machine; `by` is who gives it. */
export type TicketCommand =
  /** `lenient`: a call cannot be asked again; what no field can take stands below the text, what is missing is noted. */
  | { readonly type: 'create'; readonly id: string; readonly wish: TicketWish; readonly by: string; readonly lenient?: boolean; readonly key?: string; readonly wishHash?: string; /** Private notes that are written with it. */ readonly notes?: readonly string[] }
  /** `version`: refused unless the ticket is still this one. `key`: the same key again changes nothing. */
  | { readonly type: 'change'; readonly change: TicketChange; readonly by: string; readonly version?: number; readonly key?: string };

/** What is wrong with an input, for people of both languages. */
export interface TicketProblem {
  /** The field of the template, or the key of the ticket. */
  readonly field: string;
  readonly zh: string;
  readonly en: string;
}
