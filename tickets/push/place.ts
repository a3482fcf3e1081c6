import type { EpochMillis, Millis } from '#core';
import { PRIORITIES, type Ticket } from '../model.ts';
import type { PushNeed } from './port.ts';

/** What the configuration says of offers. */
export interface PushSettings {
  /** Channel whose capacity agents have. */
  readonly channel: string;
  /** Queues whose tickets are offered, by their own id. */
  readonly queues: ReadonlyMap<string, { readonly queue: string; readonly channel: string; readonly needs: readonly PushNeed[] }>;
  /** Who serves them. */
  readonly agents: readonly string[];
  /** After so long offline what was taken from an offer goes back. */
  readonly graceMs: Millis;
}

/** Higher first, then the sooner. */
export interface PushRank {
  readonly priority: number;
  /** As if it waited since then. */
  readonly since: EpochMillis;
}

/** Where routing should have a ticket. */
export type PushPlace = { readonly kind: 'waits'; readonly queue: string; readonly rank: PushRank } | { readonly kind: 'held'; readonly agent: string } | { readonly kind: 'nowhere' };

/** Only new and open tickets are work; those that wait for somebody else are nobody's load. */
export const isWork = ({ state }: Pick<Ticket, 'state'>): boolean => state === 'new' || state === 'open';

/** Pure: the ticket alone decides, so that every server and every restart comes to the same. */
export function placeOf(ticket: Ticket, { queues }: Pick<PushSettings, 'queues'>): PushPlace {
  if (!isWork(ticket)) return { kind: 'nowhere' };
  const { assignee, queue } = ticket;
  if (assignee !== undefined) return { kind: 'held', agent: assignee };
  const push = queues.get(queue);
  return push ? { kind: 'waits', queue: push.queue, rank: rankOf(ticket) } : { kind: 'nowhere' };
}

/** Whose clock runs out first (or did), before all without a clock; of these the more urgent, then the older. The same order as the line. */
export function rankOf({ dueAt, priority, createdAt }: Pick<Ticket, 'dueAt' | 'priority' | 'createdAt'>): PushRank {
  return dueAt === undefined ? { priority: PRIORITIES.indexOf(priority) - PRIORITIES.length, since: createdAt } : { priority: 0, since: dueAt };
}

/** Negative: `a` comes before `b`. */
export const byRank = (a: PushRank, b: PushRank): number => b.priority - a.priority || a.since - b.since;

const PREFIX = 'ticket:';
export const contactOf = (ticket: string): string => `${PREFIX}${ticket}`;
/** Undefined for a call. */
export const ticketOf = (contact: string): string | undefined => (contact.startsWith(PREFIX) ? contact.slice(PREFIX.length) : undefined);
