/** PORT. What the API reads and orders; server.ts joins it to the rooms, tests to plain values. */
import type { Readable } from 'node:stream';
import type { AgentId, CallId, EpochMillis, Result, Scope, Signal } from '#core';
import type { AgentStatistics, CountedAs, CountedCall, Desk, DeskChoices, DeskOrders, EarlierContacts, Floor, FloorChanges, QueueStatistics, StaffQuery, Staffing, StatisticsInterval, TransferTargets } from '#contract';
import type { Store } from '#store';
import type { AgitationPort } from './routes/agitation/port.ts';
import type { CallbackPort } from './routes/callbacks/port.ts';
import type { RulesPort } from './routes/rules/port.ts';
import type { MailPort } from './routes/mail/port.ts';
import type { MiningPort } from './routes/mining/port.ts';
import type { SatisfactionPort } from './routes/satisfaction/port.ts';
import type { TicketPort } from './routes/tickets/port.ts';
import type { VoicemailPort } from './routes/voicemails/port.ts';
import type { Access, may, reach } from '#access';

export interface AgentRow {
  readonly id: AgentId;
  readonly name: string;
  readonly extension: string;
  /** `offline`, `ready`, `not-ready`, `offered`, `busy`, `wrap-up`. */
  readonly state: string;
  /** Why not ready. */
  readonly reason?: string;
  /** Since when the agent is in this state. */
  readonly since?: EpochMillis;
  /** True while the phone of the agent is registered. */
  readonly registered: boolean;
  readonly queues: readonly string[];
  readonly skills: Readonly<Record<string, number>>;
  /** The call the agent is offered or speaks on. */
  readonly call?: CallId;
}

export interface QueueRow {
  readonly id: string;
  readonly name: string;
  readonly waiting: number;
  readonly longestWaitSeconds: number;
  readonly agentsReady: number;
  /** Somebody who comes now is answered after so long; undefined while no agent works. */
  readonly expectedWaitSeconds?: number;
  /** How far expectations were off in the mean, for the last callers who had to wait for an agent. */
  readonly waitError?: { readonly samples: number; readonly meanAbsoluteSeconds: number };
}

export interface LiveCallRow {
  readonly id: CallId;
  readonly startedAt: EpochMillis;
  readonly from: string;
  readonly to: string;
  /** `flow`, `queue`, `talk`, or what the call flow calls it. */
  readonly stage: string;
  readonly language?: string;
  readonly queue?: string;
  readonly agent?: string;
}

export interface Health {
  readonly status: 'ok' | 'degraded';
  /** Each part with a note on what is missing and what that costs; no secrets, no personal data. */
  readonly parts: Readonly<Record<string, { readonly status: 'ok' | 'degraded' | 'off'; readonly note?: string }>>;
}

export interface RecordingFile {
  readonly file: string;
  /** Still being written. */
  readonly open: boolean;
}

/** A recording that is kept encrypted, as the WAV file it stands for. */
export interface OriginalRecording {
  readonly size: number;
  readonly modified: Date;
  stream(range: { readonly start: number; readonly end: number }): Readable;
}

export interface ApiPorts {
  readonly store: Pick<Store, 'calls' | 'call'>;
  recording(call: CallId): Promise<RecordingFile | undefined>;
  /** The same as it was recorded, where secrets are silenced in `recording`; undefined = it is not kept. */
  original?(call: CallId): Promise<OriginalRecording | undefined>;
  agents(): readonly AgentRow[];
  /** A fault is told to the client with its code and message. */
  setAgentState(agent: AgentId, state: 'ready' | 'not-ready', reason: string): Result<void>;
  queues(): readonly QueueRow[];
  liveCalls(): readonly LiveCallRow[];
  health(): Promise<Health>;
  /** Messages to queues; undefined = none can be left. */
  readonly voicemails?: VoicemailPort;
  /** Customers who are to be called back; undefined = nobody is. */
  readonly callbacks?: CallbackPort;
  /** Curves of agitation; undefined = none are made. */
  readonly agitation?: AgitationPort;
  /** Rules for live compliance and trials of others. */
  readonly rules?: RulesPort;
  /** What calls could not finish; undefined = there are no tickets. */
  readonly tickets?: TicketPort;
  /** What customers say, and what becomes of it; only with `tickets`. */
  readonly satisfaction?: SatisfactionPort;
  /** Mail of tickets; undefined = there is none. */
  readonly mail?: MailPort;
  /** Issues over all calls, search in transcripts; undefined = neither. */
  readonly mining?: MiningPort;
  /** Whether recordings can be given in other formats. */
  readonly ffmpegAvailable: boolean;
}

/** PORT. Who may come in and do what: the doors of #access, and its two pure rules. */
export interface AccessPort extends Pick<Access, 'sessions' | 'people' | 'firstStart' | 'softphones' | 'guests' | 'audit'> {
  readonly may: typeof may;
  readonly reach: typeof reach;
}

/** What pages before sign-in and browsers' phones are told. */
export interface WebFacts {
  readonly company: string;
  /** Realm of the SIP accounts. */
  readonly realm: string;
  /** Transport of the SIP server's WebSocket; default WS. */
  readonly sipVia?: 'WS' | 'WSS';
  /** Number that `/call` dials; undefined when calls from the web are switched off. */
  readonly callUs?: string;
  /** Where https listens; undefined while it does not. */
  readonly httpsPort?: () => number | undefined;
  /** Where the company's days begin: an IANA name. */
  readonly timeZone?: string;
}

/** What consoles hear over `WS /api/live`; `callId` and `event` are what clients can ask for. */
export interface LiveMessage {
  readonly type: string;
  readonly callId?: CallId;
  readonly event?: { readonly callId: CallId; readonly type: string };
}

/** PORT. An agent's desktop: what it shows and what it orders. */
export interface DeskPort {
  /** Undefined when there is no such agent. */
  desk(agent: AgentId): Desk | undefined;
  /** Agents whose desktop changed. */
  readonly changed: Signal<AgentId>;
  choices(): DeskChoices;
  targets(agent: AgentId): TransferTargets;
  earlier(agent: AgentId): Promise<EarlierContacts>;
  /** Carries out one order; a fault tells why not (no call, no such target, a disposition is missing …). */
  order<K extends keyof DeskOrders>(agent: AgentId, kind: K, order: DeskOrders[K]): Promise<Result<void>>;
}

/** One call that a number of today counts. */
export interface ServedEntry {
  readonly call: CallId;
  readonly at: EpochMillis;
  readonly queue?: string;
  readonly agent?: AgentId;
  readonly as?: 'answered' | 'abandoned';
  readonly waitSeconds?: number;
  readonly inTime?: boolean;
}

/** PORT. The floor as supervisors see it, of all teams; the API shows each person the own teams. */
export interface FloorPort {
  floor(): Floor;
  /** Rows that changed, gathered for at most 150 ms: with 250 ms, news could not be on screens within 200 ms. */
  readonly changed: Signal<FloorChanges>;
  /** The calls of today behind a number of one queue or one agent, the newest first. */
  served(of: { readonly queue: string } | { readonly agent: AgentId }): readonly ServedEntry[];
  /** Marks an alert as seen by a person; false when there is no such alert. */
  acknowledge(alert: string, person: string, name?: string): boolean;
}

/** PORT. A live call's audio, both sides mixed: runs of 16-bit samples at 8 kHz until the scope ends or the call does. */
export interface ListenPort {
  /** `person` (id) is named on the timeline as listener. */
  listen(call: CallId, hear: (pcm: Int16Array) => void, scope: Scope, person?: string): Result<void>;
}

export interface AskedStatistics {
  /** Begin of an interval. */
  readonly from: EpochMillis;
  readonly until: EpochMillis;
  readonly interval: StatisticsInterval;
  /** Queues or agents told of; default all. */
  readonly only?: (id: string) => boolean;
}

/** PORT. Figures by interval, from the timeline. Rejects when the database is away. */
export interface StatisticsPort {
  queues(asked: AskedStatistics): Promise<QueueStatistics>;
  agents(asked: AskedStatistics): Promise<AgentStatistics>;
  /** Exactly what a figure counts, newest first. */
  calls(asked: AskedCalls): Promise<readonly CountedEntry[]>;
  /** How many agents a target needs (Erlang C, or A with patience). */
  staff(asked: StaffQuery): Staffing;
}

export interface AskedCalls extends Omit<AskedStatistics, 'interval' | 'only'> {
  readonly of: 'queues' | 'agents';
  readonly as: CountedAs;
  readonly only: (id: string) => boolean;
}

export interface CountedEntry extends Omit<CountedCall, 'id' | 'from'> {
  readonly call: CallId;
}
