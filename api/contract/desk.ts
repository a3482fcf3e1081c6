import type { TicketPriorityName, TicketStateName } from './tickets.ts';

/** What an agent's desktop reads and orders. Every order answers 200 with the `Desk` afterwards, or 409 with a fault. */

export type AgentStateName = 'offline' | 'ready' | 'not-ready' | 'offered' | 'busy' | 'wrap-up';

export type DeskPhone = 'browser' | 'desk-phone';

/** Where a caller came from and what the flow learned. Numbers are masked for those without the right. */
export interface CallerFacts {
  readonly number: string;
  readonly display: string;
  /** Steps of the flow passed, oldest first: node names, keys pressed. */
  readonly path: readonly string[];
  readonly language: 'zh' | 'en';
}

export interface DeskOffer {
  readonly callId: string;
  readonly queue: string;
  readonly queueName: string;
  readonly skills: readonly { readonly skill: string; readonly level: number }[];
  readonly waitedSeconds: number;
  /** When the ringing ends by itself, epoch ms. */
  readonly until: number;
  readonly caller: CallerFacts;
  /** Why this agent: the routing machine's own words. */
  readonly why: string;
  /** The same as facts, to be said in the language of the page. */
  readonly reason?: { readonly strategy: 'longest-idle' | 'least-occupied' | 'fewest-calls' | 'round-robin' | 'top-down' | 'best-skill' | 'random' | 'ring-all' | 'progressive' | 'direct'; readonly candidates: number; readonly idleSeconds: number; /** Above 0: less is asked for than at first. */ readonly step?: number };
  /** Which of the agent's phones rings: the page's whenever one is registered. */
  readonly phone?: DeskPhone;
}

export interface DeskCall {
  readonly callId: string;
  readonly queue: string;
  readonly queueName: string;
  readonly caller: CallerFacts;
  /** When the conversation with this agent began, epoch ms. */
  readonly since: number;
  /** Position of the call's audio clock at `since`, s: words and alerts carry times on that clock. */
  readonly audioAtSince: number;
  readonly held: boolean;
  /** Held by the phone itself: only there can the call be taken back. */
  readonly heldAtPhone?: boolean;
  /** By the order `mute`: neither the caller nor the record hears the agent. */
  readonly muted?: boolean;
  /** Where the agent speaks. */
  readonly phone?: DeskPhone;
  /** A transfer under way: to whom. */
  readonly transferring?: string;
  /** The last transfer did not succeed: to whom, and why (`agent bo is not-ready`, `no-answer` …). */
  readonly transferFailed?: { readonly target: string; readonly why: string };
  /** What was written during the call; it stays for wrap-up. */
  readonly notes?: string;
  readonly disposition?: string;
  /** False while the agent's phone is away (page reloaded, network lost) and the caller waits for it. */
  readonly connected: boolean;
  /** Absent while rules have asked for nothing and the agent has not asked for help. */
  readonly assist?: DeskAssist;
}

/** What rules ask of the agent during this call; a hint stands beside the alert in the transcript. */
export interface DeskAssist {
  /** Steps of scripts, in the order they came. */
  readonly steps: readonly ScriptStep[];
  /** Of the call, in the order they came. */
  readonly tags: readonly string[];
  /** The agent asked for a supervisor; `seenBy`: name of who took notice. */
  readonly help?: { readonly at: number; readonly seenBy?: string };
}

export interface ScriptStep {
  /** Unique in the call. */
  readonly id: string;
  /** The rule that gave it. */
  readonly rule: string;
  readonly text: { readonly zh: string; readonly en: string };
  /** When it came, epoch ms. */
  readonly at: number;
  /** Ticked by the agent, or because it was said. */
  readonly done?: { readonly at: number; readonly by: 'agent' | 'words' };
}

export interface WrapUp {
  readonly callId: string;
  readonly until: number;
  readonly disposition?: string;
  readonly notes: string;
}

/** A ticket on the desk. */
export interface DeskTicket {
  readonly id: string;
  readonly subject: string;
  readonly template: string;
  readonly queue: string;
  readonly queueName: string;
  readonly priority: TicketPriorityName;
  readonly state: TicketStateName;
  readonly createdAt: number;
  /** When its first clock that is not met runs out, or did. */
  readonly dueAt?: number;
}

/** Where tickets are offered like calls. `POST /api/tickets/{id}/accept` and `…/decline` answer the offer. */
export interface DeskTickets {
  /** So many may be held before no more are offered. */
  readonly capacity: number;
  /** New and open ones that the agent has, however they came. */
  readonly held: readonly DeskTicket[];
  /** `until`: when it goes to somebody else, epoch ms. */
  readonly offer?: DeskTicket & { readonly until: number };
  /** None are offered until then, after one was declined or missed. */
  readonly restsUntil?: number;
}

export interface TodayFigures {
  readonly calls: number;
  readonly talkSeconds: number;
  /** Mean of talk and wrap-up, s. */
  readonly handleSeconds: number;
  /** Share of signed-in time spent on calls and wrap-up, 0–1. */
  readonly occupancy: number;
  /** Rang to the time-out or rejected, and nobody else had taken it while it rang. */
  readonly missed: number;
  /** Taken by another agent while it rang. */
  readonly answeredElsewhere: number;
}

/** `GET /api/desk`; the live socket sends it again as `{type:'desk', desk}` whenever it changes. */
export interface Desk {
  readonly agent: string;
  readonly name: string;
  readonly extension: string;
  readonly state: AgentStateName;
  readonly reason?: string;
  readonly since: number;
  /** A phone (browser or desk phone) is registered; `desk-phone` when none of the registered ones is a browser. */
  readonly phone: 'none' | 'browser' | 'desk-phone' | 'both';
  readonly offer?: DeskOffer;
  readonly call?: DeskCall;
  readonly wrapUp?: WrapUp;
  /** Absent where the agent's queues do not offer tickets. */
  readonly tickets?: DeskTickets;
  readonly today: TodayFigures;
}

/** `GET /api/desk/choices`: what does not change during a shift. */
export interface DeskChoices {
  readonly notReadyReasons: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
  readonly dispositions: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
  /** A disposition must be chosen before the next call. */
  readonly dispositionRequired: boolean;
}

/** `GET /api/desk/targets`: to whom a call may go, with live presence. */
export interface TransferTargets {
  readonly agents: readonly { readonly id: string; readonly name: string; readonly extension: string; readonly state: AgentStateName }[];
  /** `waitingSince`: when the longest waiting caller came, epoch ms. */
  readonly queues: readonly { readonly id: string; readonly name: string; readonly waiting: number; readonly waitingSince?: number; readonly agentsReady: number }[];
}

/**
 * `POST /api/desk/<order>`; agents only, about their own call.
 *
 *   state {state, reason} · reject {} · hold {on} · mute {on} · transfer {target} · hang-up {} · keys {digits}
 *   wrap-up {disposition?, notes?} (saved as typed) · finish {disposition, notes} · more-time {seconds}
 *   step {id, done} (ticks a script step) · help {text?} (asks for a supervisor: a request on the floor)
 */
export interface DeskOrders {
  readonly state: { readonly state: 'ready' | 'not-ready'; readonly reason?: string };
  readonly reject: Record<string, never>;
  readonly hold: { readonly on: boolean };
  readonly mute: { readonly on: boolean };
  readonly transfer: { readonly target: string };
  readonly 'hang-up': Record<string, never>;
  readonly keys: { readonly digits: string };
  readonly 'wrap-up': { readonly disposition?: string; readonly notes?: string };
  readonly finish: { readonly disposition?: string; readonly notes?: string };
  readonly 'more-time': { readonly seconds: number };
  readonly step: { readonly id: string; readonly done: boolean };
  readonly help: { readonly text?: string | undefined };
}

/** `GET /api/desk/earlier`: this customer's last contacts, newest first, at most ten. */
export interface EarlierContacts {
  readonly contacts: readonly {
    readonly callId: string;
    readonly startedAt: number;
    readonly queueName?: string;
    readonly agentName?: string;
    readonly outcome: string;
    readonly talkSeconds: number;
    readonly waitSeconds?: number;
    readonly disposition?: string;
    readonly notes?: string;
  }[];
}
