/** Clocks, rules and the line of tickets. */
import type { TicketPriorityName, TicketStateName } from '../tickets.ts';

export type TicketClockState = 'running' | 'warned' | 'breached' | 'paused' | 'met' | 'missed';
export type TicketClockKind = 'first-response' | 'next-response' | 'resolution';

/** Topic `tickets` of `WS /api/live`: every change of a ticket that the person may handle. */
export interface TicketNews {
  readonly type: 'ticket';
  readonly ticket: {
    readonly id: string;
    readonly version: number;
    readonly queue: string;
    readonly state: TicketStateName;
    readonly priority: TicketPriorityName;
    readonly subject: string;
    readonly assignee?: string;
    readonly createdBy: string;
    readonly watchers: readonly string[];
    /** When the first clock that is not met runs out, or did. */
    readonly dueAt?: number;
  };
  readonly events: readonly { readonly seq: number; readonly at: number; readonly type: string; readonly by: string }[];
  readonly alerts?: readonly TicketAlert[];
}

/** To be shown to supervisors, to these agents, and to who has the ticket. */
export interface TicketAlert {
  readonly at: number;
  readonly what: 'warning' | 'breach' | 'untouched' | 'notice';
  readonly clock?: string;
  readonly dueAt?: number;
  readonly supervisors: boolean;
  readonly agents: readonly string[];
  /** Of a notice by a rule. */
  readonly text?: { readonly zh: string; readonly en: string };
}

/** `GET /api/tickets/{id}/clocks` */
export interface TicketClocks {
  readonly now: number;
  readonly clocks: readonly {
    readonly kind: TicketClockKind;
    readonly n: number;
    readonly state: TicketClockState;
    readonly policy: string;
    readonly targetSeconds: number;
    readonly startedAt: number;
    readonly warnAt?: number;
    readonly dueAt?: number;
    readonly warnedAt?: number;
    readonly breachedAt?: number;
    readonly metAt?: number;
  }[];
}

/** `GET /api/ticket-board?withinMinutes=60&queue=&limit=`: late ones and those that soon are, the first first. */
export interface TicketBoard {
  readonly now: number;
  readonly rows: readonly {
    readonly id: string;
    readonly subject: string;
    readonly queue: string;
    readonly state: TicketStateName;
    readonly priority: TicketPriorityName;
    readonly assignee?: string;
    readonly dueAt: number;
    readonly clock: TicketClockKind;
    readonly clockState: TicketClockState;
  }[];
}

/** `GET /api/ticket-macros`, with `ticket=<number>` filled in for it; `{name}`, `{number}`, `{subject}`, `{agent}`, `{queue}`, `{field.<id>}` are placeholders. */
export interface TicketMacros {
  readonly macros: readonly { readonly id: string; readonly zh: string; readonly en: string; readonly textZh: string; readonly textEn: string }[];
}
