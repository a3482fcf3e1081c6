/** PORT. The log of the routing machine: in memory / Redis Streams. Every accepted command, in order, can be replayed. */
import type { Clock, Millis, Signal } from '#core';
import type { AgentState, AsideView, Channel, ContactView, QueueView, RoutingCommand, RoutingEvent } from './model.ts';

export interface LoggedCommand {
  /** When it was decided, ms of the log's clock; never less than the one before. */
  readonly at: Millis;
  readonly command: RoutingCommand;
}

/** The machine's state as JSON (`machine/snapshot.ts`). */
export type MachineSnapshot = unknown;

/** What reads the log: one replica of the machine. Everything is called in the order of the log, never from within itself. */
export interface LogFollower {
  /** Begin anew, from a snapshot or (undefined) from an empty machine; the entries after it follow. */
  reset(snapshot: MachineSnapshot): void;
  /** Decide this entry; nobody is told yet. */
  decide(entry: LoggedCommand): readonly RoutingEvent[];
  /** Tell the listeners of an entry that is new, and what it led to. Entries of the past are decided only. */
  tell(entry: LoggedCommand, events: readonly RoutingEvent[]): void;
  /** After `reset` in mid-operation: tell what differs from what was told last. */
  caughtUp(): void;
  /** This replica wakes the machine at its deadlines (`tick`) from now on, or no longer. */
  lead(leading: boolean): void;
  snapshot(): MachineSnapshot;
}

/** How this server stands to the log, for the health page. */
export interface LogStatus {
  /** `alone`: in memory. */
  readonly role: 'alone' | 'leader' | 'follower';
  /** Who leads, as last heard. */
  readonly leader?: string;
  /** Since the log answered last, ms. */
  readonly silentMs: Millis;
  /** Entries that others have decided and this server has not read yet, as of the last answer. */
  readonly behind: number;
  /** Commands of this server that wait for the log. */
  readonly waiting: number;
  /** Taken for gone by the others; signs in again. */
  readonly away: boolean;
}

/** The end at which commands go in. */
export interface LogLine {
  /** Comes back to the follower once it has its place. Never refused: a log that is away keeps it in order. */
  submit(command: RoutingCommand): void;
  /** A deadline has come; only from who leads. Lost when the log is away: ask again. */
  tick(): void;
  /** Time of the log − time of the follower's clock, ms. Servers that share a log share its time; in memory 0. */
  shift(): Millis;
  /** Left out in memory. */
  status?(): LogStatus;
  /** Resolves once everything submitted so far is decided. */
  settled(): Promise<void>;
  close(): void;
}

export interface RoutingLog {
  /** Replays what is there to the follower, then keeps it up to date. One follower per log object. */
  follow(follower: LogFollower, clock: Clock): LogLine;
  /** Entries from `from` on (0-based), oldest first; those dropped are left out. */
  read(from?: number): readonly LoggedCommand[] | Promise<readonly LoggedCommand[]>;
}

/** The machine with a clock and a log: takes commands, tells events, wakes itself at deadlines. Times are of its clock. */
export interface RoutingDesk {
  /** With a log shared by servers the events come a moment later, in the order of the log. */
  send(command: RoutingCommand): void;
  readonly events: Signal<RoutingEvent>;
  /** Every command as it stands in the log, just decided; for who keeps a history. Times are the log's. */
  readonly logged: Signal<LoggedCommand>;
  /** Entries were decided without being told (the log was away): histories begin anew with `snapshot`. */
  readonly anew: Signal<void>;
  agentState(agent: string): AgentState;
  queues(): readonly QueueView[];
  /** A contact that waits or rings; undefined for any other. */
  contact(contact: string): ContactView | undefined;
  /** Background work of an agent. */
  aside(agent: string, channel: Channel): AsideView;
  /** Who has a background contact. */
  holder(contact: string): string | undefined;
  /** Contacts that wait or ring in a queue, next one first. */
  standing(queue: string): readonly string[];
  /** Contacts waiting or offered, and timers pending; zero when idle. */
  counts(): { waiting: number; offered: number; busy: number };
  status(): LogStatus;
  /** Everything sent so far is decided. */
  settled(): Promise<void>;
  /** The machine's state as JSON, as of the entry decided last. Times are the log's. */
  snapshot(): MachineSnapshot;
  close(): void;
}
