/** PORT. The append-only timeline of contacts: embedded PostgreSQL / any PostgreSQL by `DATABASE_URL`. */
import type { CallId, CallSeconds, EpochMillis } from '#core';

/** One fact about a contact. `type` is a dotted name such as `call.arrived`, `queue.offered`, `qa.alert`. */
export interface TimelineEvent {
  readonly callId: CallId;
  /** 0, 1, 2 … within the call; (callId, seq) is the key, so that a repeated append changes nothing. */
  readonly seq: number;
  readonly at: EpochMillis;
  readonly type: string;
  /** Position on the call's audio clock, where it has one. */
  readonly audioAt?: CallSeconds;
  readonly data: Readonly<Record<string, unknown>>;
}

/** A call as lists show it; derived from its timeline. */
export interface CallSummary {
  readonly id: CallId;
  readonly startedAt: EpochMillis;
  readonly endedAt?: EpochMillis;
  readonly from: string;
  readonly to: string;
  readonly language?: string;
  readonly queue?: string;
  readonly agent?: string;
  /** `answered`, `abandoned`, `rejected`, `failed`, or `open` while it goes on. */
  readonly outcome: string;
  readonly waitSeconds?: number;
  readonly talkSeconds?: number;
  readonly alerts: number;
  readonly recording: boolean;
}

export interface CallQuery {
  readonly limit: number;
  /** Only these calls. */
  readonly ids?: readonly CallId[];
  /** Opaque cursor of the page before. */
  readonly cursor?: string;
  readonly agent?: string;
  readonly queue?: string;
  readonly outcome?: string;
  /** Only calls from this number. */
  readonly caller?: string;
  readonly from?: EpochMillis;
  readonly until?: EpochMillis;
}

export interface Store {
  /** Takes an event at once and writes it soon (batched, in order, retried while the database is away; never throws). */
  append(event: TimelineEvent): void;
  /** Resolves when everything appended so far is on disk. */
  flush(): Promise<void>;
  calls(query: CallQuery): Promise<{ calls: readonly CallSummary[]; next?: string }>;
  /** The summary and whole timeline of one call, or undefined. */
  call(id: CallId): Promise<{ summary: CallSummary; events: readonly TimelineEvent[] } | undefined>;
  /** The steps of these types of several calls, each call's in their order. */
  steps(calls: readonly CallId[], types: readonly string[]): Promise<readonly TimelineEvent[]>;
  /** Calls left open by a crash: no `call.ended` in their timeline. */
  unfinished(): Promise<readonly CallId[]>;
  /** Small durable settings of the installation (generated passwords, tokens). */
  setting(key: string): Promise<string | undefined>;
  setSetting(key: string, value: string): Promise<void>;
  /** Keeps the value unless there is one already; gives what is kept. Servers that start together get the same. */
  firstSetting(key: string, value: string): Promise<string>;
  healthy(): Promise<boolean>;
  /** Events accepted but not yet on disk. */
  readonly backlog: number;
  close(): Promise<void>;
}

/** An agent is in another state, or the same one has other facts. */
export interface AgentStep {
  readonly agent: string;
  readonly at: EpochMillis;
  readonly state: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** PORT. What agents did, for the figures of the day: embedded PostgreSQL / any PostgreSQL. */
export interface AgentLog {
  /** Takes a step at once and writes it within half a second; never throws. */
  append(step: AgentStep): void;
  /** Resolves when everything appended so far was written, or waits for a database that is away. */
  flush(): Promise<void>;
  /** Steps from then on (before `until`), and before them the last one of each agent, oldest first. */
  since(from: EpochMillis, until?: EpochMillis): Promise<readonly AgentStep[]>;
}
