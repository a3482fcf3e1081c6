import type { AgentId, CallId, Millis, QueueId } from '#core';
import type { AgentSpec, AgentState, ContactRequest, NotReadyReason, QueueSpec, RoutingEvent, SkillNeed } from '../model.ts';
import { SortedList } from './sorted-list.ts';

/** What an agent becomes when the present contact, ringing or wrap-up is over. */
export type Next = { readonly kind: 'ready' } | { readonly kind: 'not-ready'; readonly reason: NotReadyReason } | { readonly kind: 'offline' };

export interface AgentRecord {
  readonly id: AgentId;
  spec: AgentSpec;
  /** No longer in the settings; the record lives until the present contact ends. */
  gone: boolean;
  /** Assigned by `setAgent` alone. */
  state: AgentState;
  next: Next;
  /** Idle since, and the order of becoming idle at the same instant. Kept while an offer rings: an abandoned one costs no turn. */
  idleSince: Millis;
  idleOrder: number;
  /** End of the ringing or of the wrap-up. */
  deadline: Millis | undefined;
  queues: QueueRecord[];
  /** Wrap-up time of the queue whose contact is in conversation. */
  wrapUpMs: Millis;
  /** Why wrap-up may not end in ready by itself. */
  owed: NotReadyReason | undefined;
}

export interface OfferRecord {
  readonly id: string;
  readonly contact: ContactRecord;
  readonly agent: AgentRecord;
}

/** A contact waiting or ringing; one in conversation is known by its agent's state only. */
export interface ContactRecord {
  readonly id: CallId;
  readonly request: ContactRequest;
  readonly queue: QueueRecord;
  readonly since: Millis;
  readonly order: number;
  /** Signature of its needs: the key of its group. */
  readonly key: string;
  offer: OfferRecord | undefined;
}

/** Waiting contacts of one queue with the same needs: an agent qualifies for all of them or for none. */
export interface NeedGroup {
  readonly needs: readonly SkillNeed[];
  readonly waiting: SortedList<ContactRecord>;
}

export interface QueueRecord {
  readonly id: QueueId;
  spec: QueueSpec;
  /** No longer in the settings; served by its last agents until it is empty. */
  retired: boolean;
  members: AgentRecord[];
  /** Agents of the queue who are ready, longest idle first. */
  readonly ready: SortedList<AgentRecord>;
  /** Everybody not yet connected, ringing or not, in order of priority, then age: the index is the position. */
  readonly line: SortedList<ContactRecord>;
  /** Those of the line who are not ringing, by signature of their needs. */
  readonly groups: Map<string, NeedGroup>;
}

/** Owned by whoever holds it: `route` changes it in place and gives it back, so never keep an older one. */
export interface RoutingState {
  /** Latest instant seen; a clock that goes back is taken to stand still. */
  clock: Millis;
  readonly agents: Map<AgentId, AgentRecord>;
  readonly queues: Map<QueueId, QueueRecord>;
  readonly contacts: Map<CallId, ContactRecord>;
  readonly offers: Map<string, OfferRecord>;
  /** Agents ringing or in wrap-up, next deadline first. */
  readonly deadlines: SortedList<AgentRecord>;
  /** Counts arrivals, idle turns and offers; makes every order total and every offer id new. */
  order: number;
}

/** One command being decided. */
export interface Turn {
  readonly state: RoutingState;
  readonly now: Millis;
  readonly events: RoutingEvent[];
}

export const byPriorityThenAge = (a: ContactRecord, b: ContactRecord): number =>
  b.request.priority - a.request.priority || a.since - b.since || a.order - b.order;
export const byIdleTime = (a: AgentRecord, b: AgentRecord): number => a.idleSince - b.idleSince || a.idleOrder - b.idleOrder;
const byDeadline = (a: AgentRecord, b: AgentRecord): number =>
  (a.deadline ?? 0) - (b.deadline ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

export function emptyRouting(): RoutingState {
  return {
    clock: Number.NEGATIVE_INFINITY,
    agents: new Map(),
    queues: new Map(),
    contacts: new Map(),
    offers: new Map(),
    deadlines: new SortedList(byDeadline),
    order: 0,
  };
}

export function newQueue(spec: QueueSpec): QueueRecord {
  return {
    id: spec.id,
    spec,
    retired: false,
    members: [],
    ready: new SortedList(byIdleTime),
    line: new SortedList(byPriorityThenAge),
    groups: new Map(),
  };
}

export function newAgent(spec: AgentSpec): AgentRecord {
  return {
    id: spec.id,
    spec,
    gone: false,
    state: { kind: 'offline' },
    next: { kind: 'ready' },
    idleSince: 0,
    idleOrder: 0,
    deadline: undefined,
    queues: [],
    wrapUpMs: 0,
    owed: undefined,
  };
}

export function ignore(turn: Turn, command: string, why: string): void {
  turn.events.push({ type: 'ignored', command, why });
}
