/** Tickets as `GET /api/tickets…` tells them. */

export type TicketStateName = 'new' | 'open' | 'pending' | 'on-hold' | 'resolved' | 'closed';
export type TicketPriorityName = 'low' | 'normal' | 'high' | 'urgent';
export type TicketSortName = 'newest' | 'oldest' | 'updated' | 'priority' | 'due';
export type TicketFieldValue = string | number | boolean;

export interface TicketFileRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  readonly scan: 'clean' | 'unscanned';
  readonly inline?: string;
}

/** How fast a ticket is to be answered or resolved. */
export interface TicketClockRow {
  readonly kind: 'first-response' | 'next-response' | 'resolution';
  readonly n: number;
  readonly policy: string;
  readonly targetMs: number;
  readonly startedAt: number;
  readonly spentMs: number;
  /** Absent while it rests or is over. */
  readonly runningSince?: number;
  readonly warnAt?: number;
  readonly dueAt?: number;
  readonly warnedAt?: number;
  readonly breachedAt?: number;
  readonly metAt?: number;
}

export interface TicketRow {
  readonly id: string;
  readonly version: number;
  readonly template: string;
  readonly state: TicketStateName;
  readonly stateSince: number;
  readonly subject: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, TicketFieldValue>>;
  readonly missing: readonly string[];
  readonly priority: TicketPriorityName;
  readonly priorityBy: 'matrix' | 'hand';
  readonly queue: string;
  readonly assignee?: string;
  readonly requester: { readonly number?: string; readonly name?: string; readonly customer?: string };
  readonly language: 'zh' | 'en';
  readonly tags: readonly string[];
  readonly watchers: readonly string[];
  readonly calls: readonly string[];
  readonly parent?: string;
  readonly files?: readonly TicketFileRow[];
  readonly createdAt: number;
  readonly createdBy: string;
  readonly updatedAt: number;
  readonly firstReplyAt?: number;
  readonly lastReplyAt?: number;
  readonly customerAt?: number;
  readonly resolvedAt?: number;
  readonly closedAt?: number;
  readonly mergedInto?: string;
  /** Tickets that were merged into this one. */
  readonly absorbed?: readonly { readonly ticket: string; readonly at: number }[];
  readonly clocks?: readonly TicketClockRow[];
}

/** `GET /api/tickets` */
export interface TicketPage {
  readonly tickets: readonly TicketRow[];
  readonly next?: string;
}

export interface TicketFieldRow {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly type: 'text' | 'number' | 'choice' | 'date' | 'yes-no';
  readonly required: boolean;
  readonly options?: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
  readonly most?: number;
  readonly least?: number;
  readonly greatest?: number;
  readonly byCall?: 'caller';
}

export interface TicketTemplateRow {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly queue?: string;
  readonly fields: readonly TicketFieldRow[];
}

/** `GET /api/ticket-templates` */
export interface TicketTemplates {
  readonly templates: readonly TicketTemplateRow[];
  /** Severity → impact → priority. */
  readonly priorities: Readonly<Record<string, Readonly<Record<string, TicketPriorityName>>>>;
  readonly moves: Readonly<Record<TicketStateName, readonly TicketStateName[]>>;
}

/** What a view shows; every part that is given counts. */
export interface TicketFilterBody {
  readonly text?: string;
  readonly queues?: readonly string[];
  readonly states?: readonly TicketStateName[];
  readonly assignees?: readonly string[];
  readonly templates?: readonly string[];
  readonly priorities?: readonly TicketPriorityName[];
  readonly tags?: readonly string[];
  readonly watcher?: string;
  readonly call?: string;
  readonly parent?: string;
  readonly requester?: string;
  readonly customer?: string;
  readonly from?: number;
  readonly until?: number;
  readonly updatedFrom?: number;
  readonly updatedUntil?: number;
}

export interface TicketViewRow {
  readonly id: string;
  readonly name: string;
  readonly filter: TicketFilterBody;
  readonly sort: TicketSortName;
  readonly shared: boolean;
  readonly own: boolean;
  /** At most 1000: more are not counted. */
  readonly count?: number;
}

/** `GET /api/ticket-views` */
export interface TicketViewList {
  readonly views: readonly TicketViewRow[];
  readonly standard: readonly { readonly id: string; readonly filter: TicketFilterBody; readonly sort: TicketSortName; readonly count: number }[];
}

/** `POST /api/ticket-changes` */
export interface TicketBulkAnswer {
  readonly done: readonly { readonly id: string; readonly version: number }[];
  readonly refused: readonly { readonly id: string; readonly code: string; readonly message: string; readonly problems?: readonly TicketProblemRow[] }[];
}

export interface TicketProblemRow {
  readonly field: string;
  readonly zh: string;
  readonly en: string;
}
