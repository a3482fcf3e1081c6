/** PORT. The log of the routing machine: in memory / Redis Streams. Every accepted command, in order, can be replayed. */
import type { Millis, Signal } from '#core';
import type { AgentState, ContactView, QueueView, RoutingCommand, RoutingEvent } from './model.ts';

export interface LoggedCommand {
  readonly at: Millis;
  readonly command: RoutingCommand;
}

export interface RoutingLog {
  append(entry: LoggedCommand): void;
  /** Entries from `from` on (0-based), oldest first. */
  read(from?: number): readonly LoggedCommand[];
}

/** The machine with a clock and a log: takes commands, tells events, wakes itself at deadlines. */
export interface RoutingDesk {
  send(command: RoutingCommand): void;
  readonly events: Signal<RoutingEvent>;
  agentState(agent: string): AgentState;
  queues(): readonly QueueView[];
  /** A contact that waits or rings; undefined for any other. */
  contact(contact: string): ContactView | undefined;
  /** Contacts waiting or offered, and timers pending; zero when idle. */
  counts(): { waiting: number; offered: number; busy: number };
  close(): void;
}
