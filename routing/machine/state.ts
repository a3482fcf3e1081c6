import type { AgentId, CallId, Millis, QueueId } from '#core';
import type { AgentSpec, AgentState, AgentWork, Channel, ChannelSpec, ContactRequest, NotReadyReason, QueueSpec, RoutingEvent, RoutingStep, SkillNeed } from '../model.ts';
import { type Alarm, Alarms } from './order/alarms.ts';
import type { Oldest } from './order/oldest.ts';
import type { RankedList } from './order/ranked-list.ts';

/** What an agent becomes when the present contacts, ringing or wrap-up are over. */
export type Next = { readonly kind: 'ready' } | { readonly kind: 'not-ready'; readonly reason: NotReadyReason } | { readonly kind: 'offline' };

/** One piece of an agent's work; its alarm is the end of the ringing or of the wrap-up. */
export interface WorkRecord extends Alarm {
  readonly kind: 'work';
  readonly agent: AgentRecord;
  /** Empty: the wrap-up of a contact of before the agent signed in. */
  readonly contact: CallId;
  readonly channel: Channel;
  /** Index of the channel in `RoutingState.channels`. */
  slot: number;
  readonly queue: QueueId;
  readonly order: number;
  phase: AgentWork['phase'];
  since: Millis;
  /** Id of the open offer while `offered`. */
  readonly offer: string;
  /** Wrap-up time of the queue whose contact is in conversation. */
  wrapUpMs: Millis;
  /** The server that holds the contact. */
  readonly node: string | undefined;
  /** Stands in `AgentRecord.aside`. */
  readonly aside: boolean;
}

export interface AgentRecord {
  readonly id: AgentId;
  spec: AgentSpec;
  /** Place in the settings. */
  place: number;
  /** No longer in the settings; the record lives until the present contacts end. */
  gone: boolean;
  /** Assigned by `assignState` alone. */
  state: AgentState;
  next: Next;
  /** Idle since, and the order of becoming idle at the same instant. Kept while an offer rings: an abandoned one costs no turn. */
  idleSince: Millis;
  idleOrder: number;
  /** Why wrap-up may not end in ready by itself. */
  owed: NotReadyReason | undefined;
  /** The server at which the phone is registered. */
  node: string | undefined;
  work: WorkRecord[];
  /** Background work: what is offered, what is held, and the rest after an offer that was not taken. */
  aside: WorkRecord[];
  /** When background work was taken last, as a number of the order. */
  asideOrder: number;
  signedInAt: Millis;
  /** Time with work since signing in, without the present one. */
  workedMs: Millis;
  workingSince: Millis;
  /** Contacts connected since signing in. */
  calls: number;

  // From here on: worked out from the settings.
  queues: QueueRecord[];
  /** Where its skill levels begin in `RoutingState.levels`. */
  row: number;
  /** Numbers of its skills, and 0 for contacts that need none. */
  skills: readonly number[];
  /** By channel. */
  capacity: readonly number[];
  /** More than one contact at once. */
  several: boolean;
  /** Channels (bits) under which it stands in the pools of its queues. */
  open: number;
  /** Waiting contacts whose step is for this agent alone. */
  favoured: Demand[];
}

/** A ringing phone. */
export interface OfferRecord {
  readonly id: string;
  readonly contact: ContactRecord;
  readonly work: WorkRecord;
}

/** A contact waiting or ringing; its alarm is the next of step, longest wait and next phone. */
export interface ContactRecord extends Alarm {
  readonly kind: 'contact';
  readonly id: CallId;
  request: ContactRequest;
  queue: QueueRecord;
  readonly since: Millis;
  readonly order: number;
  /** All priorities added. */
  priority: number;
  /** `since` with the age credit: what ranks. */
  rankSince: Millis;
  /** Own or of the queue, the last agent's first. */
  steps: readonly RoutingStep[];
  /** The one in force. */
  step: number;
  stepEnds: Millis;
  /** As relaxed by the steps. */
  needs: readonly SkillNeed[];
  /** Undefined for a request for one agent, which stands in no line. */
  demand: Demand | undefined;
  offers: readonly OfferRecord[];
  /** When the longest wait in this queue is over. */
  overflowAt: Millis;
  /** Queues it stood in before, and where it may still go. */
  visited: readonly QueueId[];
  targets: readonly QueueId[];
  /** Ring-all, progressive: when the ringing ends and when more phones ring. */
  ringEnds: Millis;
  ringMore: Millis;
  /** Who declined it, and until when they are not asked again. */
  refused: readonly Refusal[];
}

export interface Refusal {
  readonly agent: AgentId;
  readonly until: Millis;
}

export interface CompiledNeed {
  readonly skill: number;
  readonly level: number;
  readonly weight: number;
}

/** Waiting contacts that the same agents can take: an agent qualifies for all of them or for none, but for `except`. */
export interface Demand {
  readonly key: string;
  /** The first is the one they stand in. */
  readonly queues: readonly QueueRecord[];
  readonly channel: Channel;
  readonly slot: number;
  readonly needs: readonly SkillNeed[];
  readonly compiled: readonly CompiledNeed[];
  readonly groups: readonly string[] | undefined;
  readonly agent: AgentId | undefined;
  /** The server at which the agent's phone must be. */
  readonly node: string | undefined;
  /** Number of the rarest skill needed, 0 without needs: the bucket it stands in. */
  readonly rarest: number;
  /** Everybody in the settings who can take them, signed in or not. */
  readonly qualified: readonly AgentRecord[];
  /** Those of them who ring nowhere, in order of rank. */
  readonly waiting: RankedList<ContactRecord>;
  /** First of `waiting` as the buckets know it. */
  head: ContactRecord | undefined;
  /** Contacts that refer to it. */
  users: number;
}

/** What meets in one queue in one channel. */
export interface Pool {
  readonly queue: QueueRecord;
  readonly slot: number;
  /** Agents who could take a contact now, in the order of the queue's strategy. */
  readonly ready: RankedList<AgentRecord>;
  /** Demands with waiting contacts by rarest skill, in the order of their first contacts. */
  readonly buckets: (RankedList<Demand> | undefined)[];
}

export interface QueueRecord {
  readonly id: QueueId;
  spec: QueueSpec;
  /** No longer in the settings; served by its last agents until it is empty. */
  retired: boolean;
  /** In the order of the settings. */
  members: AgentRecord[];
  /** Members by number of a skill they have. */
  skilled: Map<number, AgentRecord[]>;
  /** By channel; made when the first contact of the channel comes. */
  pools: (Pool | undefined)[];
  /** Everybody not yet connected, ringing or not, by rank: the index is the position. */
  readonly line: RankedList<ContactRecord>;
  readonly ages: Oldest<ContactRecord>;
  /** Members whose state is ready. */
  readyCount: number;
  /** Contacts of the line whom nobody in the settings can take. */
  unservable: number;
  /** This queue in a list. */
  readonly alone: readonly QueueRecord[];
  /** Round robin: the one offered last and its place then. */
  offeredLast: { readonly agent: AgentId; readonly place: number } | undefined;
}

export interface ChannelRecord {
  readonly id: Channel;
  readonly capacity: number;
  /** Bits of the channels that do not keep its contacts away, its own among them. */
  readonly besides: number;
  /** Bits of the channels that count to one capacity. */
  readonly together: number;
  /** The more channels it interrupts, the more. */
  readonly power: number;
}

/** An abandoned caller who may come back. */
export interface Abandoned {
  readonly contact: CallId;
  readonly since: Millis;
  readonly order: number;
  readonly until: Millis;
}

/** Owned by whoever holds it: `route` changes it in place and gives it back, so never keep an older one. */
export interface RoutingState {
  /** Latest instant seen; a clock that goes back is taken to stand still. */
  clock: Millis;
  readonly agents: Map<AgentId, AgentRecord>;
  readonly queues: Map<QueueId, QueueRecord>;
  readonly contacts: Map<CallId, ContactRecord>;
  readonly offers: Map<string, OfferRecord>;
  /** By queue and resume key, oldest first. */
  readonly abandoned: Map<string, Abandoned>;
  /** Ring time-outs, ends of wrap-up, steps, longest waits. */
  readonly alarms: Alarms<WorkRecord | ContactRecord>;
  /** Counts arrivals, idle turns and offers; makes every order total and every offer id new. */
  order: number;
  /** State of the generator behind `random`. */
  seed: number;
  /** As in the settings. */
  channelSpecs: readonly ChannelSpec[];
  /** Agents in conversation. */
  busy: number;
  /** Background contacts that agents have. */
  readonly held: Map<CallId, WorkRecord>;

  // From here on: worked out from the settings.
  channels: readonly ChannelRecord[];
  /** Bits of the background channels. */
  background: number;
  /** Skill → number, from 1. */
  skills: ReadonlyMap<string, number>;
  /** How many have each skill. */
  holders: readonly number[];
  /** Levels of all agents, a row of `holders.length` each. */
  levels: Uint8Array;
  readonly demands: Map<string, Demand>;
}

/** One command being decided. */
export interface Turn {
  readonly state: RoutingState;
  readonly now: Millis;
  readonly events: RoutingEvent[];
  /** Contacts whose background offers were withdrawn, and agents who may have room for others since: they are matched at the end. */
  orphans?: ContactRecord[] | undefined;
  interrupted?: AgentRecord[] | undefined;
}

export const NEVER = Number.POSITIVE_INFINITY;

export const byRank = (a: ContactRecord, b: ContactRecord): number => b.priority - a.priority || a.rankSince - b.rankSince || a.order - b.order;
/** Most of a rank in one number: priorities are far enough apart that no age (ms of any clock) leaps one. */
export const rankKey = ({ priority, rankSince }: ContactRecord): number => rankSince - priority * 1e14;
/** Those with fewer contacts in hand first, then the longest idle. Who came in a wrap-up of before was never idle: then as in the settings. */
export const byIdleTime = (a: AgentRecord, b: AgentRecord): number => a.work.length - b.work.length || a.idleSince - b.idleSince || a.idleOrder - b.idleOrder || a.place - b.place;

/** Of background work, in place of `byIdleTime`. */
export const byAside = (a: AgentRecord, b: AgentRecord): number => a.aside.length - b.aside.length || a.asideOrder - b.asideOrder || byIdleTime(a, b);

/** This agent is not to be asked: by the request, or after declining it. */
export const isExcepted = ({ request, refused }: ContactRecord, agent: AgentId): boolean => request.except === agent || refused.some((one) => one.agent === agent);

/** Somebody who could take it is not to be asked. */
export const hasExceptions = ({ request, refused }: ContactRecord): boolean => request.except !== undefined || refused.length > 0;

export function emptyRouting(): RoutingState {
  return {
    clock: Number.NEGATIVE_INFINITY,
    agents: new Map(),
    queues: new Map(),
    contacts: new Map(),
    offers: new Map(),
    abandoned: new Map(),
    alarms: new Alarms(),
    order: 0,
    seed: 1,
    channelSpecs: [],
    busy: 0,
    held: new Map(),
    channels: [],
    background: 0,
    skills: new Map(),
    holders: [0],
    levels: new Uint8Array(0),
    demands: new Map(),
  };
}

export function ignore(turn: Turn, command: string, why: string): void {
  turn.events.push({ type: 'ignored', command, why });
}
