import type { AgentId, CallId, Millis, QueueId } from '#core';

/** What an agent works on: `voice`, `chat`, `email`, `ticket`, or one of the settings. */
export type Channel = string;

/** A skill a contact asks for, with the least level (1–10) that will do. */
export interface SkillNeed {
  readonly skill: string;
  readonly level: number;
  /** How much this skill counts where the best match is sought; default 1. */
  readonly weight?: number;
}

export interface AgentSpec {
  readonly id: AgentId;
  /** Skill → level 1–10. */
  readonly skills: Readonly<Record<string, number>>;
  /** Queues this agent serves. */
  readonly queues: readonly QueueId[];
  /** Groups that steps may ask for. */
  readonly groups?: readonly string[];
  /** Place in `top-down` queues, smallest first; default: the order of the settings. */
  readonly rank?: number;
  /** Contacts at once by channel, where it differs from the channel's own; 0 = never. */
  readonly capacities?: Readonly<Record<Channel, number>>;
}

/** A channel that is not in the settings: capacity 1, interrupts nothing. */
export interface ChannelSpec {
  readonly id: Channel;
  /** Contacts one agent may have at once. */
  readonly capacity: number;
  /** Channels whose contacts may be interrupted by an offer of this one; any other contact of another channel keeps it away. */
  readonly interrupts: readonly Channel[];
  /**
   * Work beside which an agent stays ready (tickets): offers one at a time and at the desk, what was taken is held until `agent.lets-go`. It never makes
   * an agent busy or not ready, and the work of other such channels does not keep it away. An offer ends when a contact is offered that `interrupts` does
   * not name; other channels are kept away by what is held unless theirs names this one.
   */
  readonly background?: boolean;
  /** Of a background channel: it has the capacity of that one, and counts with it. */
  readonly countsAs?: Channel;
}

/**
 * Which of the agents who can take a contact is offered it. Ties everywhere: fewest contacts in hand, then idle since the longest.
 * `longest-idle`: just that; `least-occupied`: smallest share of the time since signing in spent with work (ringing and wrap-up
 * included), as of now; `fewest-calls`: fewest contacts connected since signing in; `round-robin`: the next in the order of the
 * settings after the one this queue offered last; `top-down`: by rank, then the order of the settings; `best-skill`: highest sum of
 * weight × (level − least level) over the needs as relaxed; `random`: by a generator whose state is part of the machine's;
 * `ring-all`: all of them at once, longest idle first, at most `ringAtMost`, and every `progressiveMs` those who became free since;
 * `progressive`: the longest idle, and one more every `progressiveMs`, those before go on ringing, at most `ringAtMost`.
 * In the last two the ring time counts from the first phone; nobody is made not ready by a ring time-out, all of them ring anew.
 */
export type Strategy =
  | 'longest-idle'
  | 'least-occupied'
  | 'fewest-calls'
  | 'round-robin'
  | 'top-down'
  | 'best-skill'
  | 'random'
  | 'ring-all'
  | 'progressive';

/**
 * What changes for a contact that nobody took. Time runs on while phones ring, step after step from entering the queue, however late
 * the machine is woken. After the last one with `lastsMs` what was relaxed stays relaxed. `levels`, `drop`, `queues` and `priority` stay for the steps after it; `groups` and `agent` hold in
 * their step alone.
 */
export interface RoutingStep {
  /** The step is in force so long; without it, for ever. */
  readonly lastsMs?: Millis;
  /** New least levels of needed skills; a skill that is not needed stays so. */
  readonly levels?: Readonly<Record<string, number>>;
  /** Skills that are needed no longer. */
  readonly drop?: readonly string[];
  /** Only agents of one of these groups. */
  readonly groups?: readonly string[];
  /**
   * Only this agent (preferred agent first), who must serve the queue and have the skills as any other. Skipped at once when that
   * agent is offline, goes offline, is unknown or can never take it; the next step begins then.
   */
  readonly agent?: AgentId;
  /** Agents of these queues count too, from now on. */
  readonly queues?: readonly QueueId[];
  /** Added to the priority, from now on. */
  readonly priority?: number;
}

export interface QueueSpec {
  readonly id: QueueId;
  readonly ringTimeoutMs: Millis;
  readonly wrapUpMs: Millis;
  /** Default `longest-idle`. */
  readonly strategy?: Strategy;
  /** `progressive`: pause before the next phone rings too; `ring-all`: before those who became free ring too. Default 5,000. */
  readonly progressiveMs?: Millis;
  /** `ring-all`, `progressive`: so many phones ring at once. Default 20. */
  readonly ringAtMost?: number;
  /** Added to the priority of each contact. */
  readonly priority?: number;
  readonly serviceLevel?: { readonly share: number; readonly ms: Millis };
  /**
   * Who waited so long in this queue (age of before does not count) goes to the overflow targets in turn, then leaves with `overflow`.
   * Not while a phone rings: then when the offer has failed.
   */
  readonly maxWaitMs?: Millis;
  /** A contact that finds so many waiting (ringing ones too) goes to the overflow targets at once, else is turned away with `full`. */
  readonly maxLength?: number;
  /**
   * Where contacts go, first to last; a target that is full, gone or was visited before is passed over. From there on: the target's own
   * overflow first, then what is left of these. The contact keeps its age and its own steps; steps of the queue begin anew in the target.
   */
  readonly overflow?: readonly QueueId[];
  /** Of contacts that bring no steps. */
  readonly steps?: readonly RoutingStep[];
  /** The agent of the customer's last contact is asked first, for so long: a step before the others (then that one is step 0). 0 = not. */
  readonly lastAgentMs?: Millis;
  /** An abandoned caller who asks for the same queue again within this time has the old age and place. 0 = not. The latest 10,000 are known. */
  readonly resumeMs?: Millis;
  /** Of background contacts: an agent who declined one is offered none for so long, after one that was missed for `missedRestMs`. Default 0. */
  readonly restMs?: Millis;
  readonly missedRestMs?: Millis;
  /** Of background contacts: who declined one is not offered the same one again for so long. Default 0. */
  readonly againMs?: Millis;
}

export interface RoutingSettings {
  readonly agents: readonly AgentSpec[];
  readonly queues: readonly QueueSpec[];
  readonly channels?: readonly ChannelSpec[];
}

export interface ContactRequest {
  readonly id: CallId;
  readonly queue: QueueId;
  readonly needs: readonly SkillNeed[];
  /** Higher first; equal priorities by age. That of the queue and those of the steps are added. */
  readonly priority: number;
  /** Default `voice`. */
  readonly channel?: Channel;
  /** When the contact began to wait; kept through no-answer, transfer back and agent crash. Default: now. */
  readonly waitingSince?: Millis;
  /** Counts as if it had waited so much longer (VIP, called back before). */
  readonly ageCreditMs?: Millis;
  /** What is relaxed when; else those of the queue. */
  readonly steps?: readonly RoutingStep[];
  /** The agent of the customer's last contact. */
  readonly lastAgent?: AgentId;
  /** Same customer, same value: who abandoned is recognised by it within `resumeMs`. */
  readonly resumeKey?: string;
  /** The server that holds the contact; lost with it (`node.lost`). */
  readonly node?: string;
  /** Only agents whose phone is at that server. */
  readonly sameNode?: boolean;
  /** Only this agent will do (blind transfer to a person); fails at once when that agent cannot take it. */
  readonly only?: AgentId;
  /** Never offered to this agent (the one who just transferred it away). */
  readonly except?: AgentId;
}

/** Why an agent cannot be offered anything. The last four are set by the machine itself. */
export type NotReadyReason = string;
export type OfferFailure = 'no-answer' | 'rejected' | 'busy' | 'unreachable';

/**
 * offline ──online──▶ not-ready / ready ──offer──▶ offered ──answered──▶ busy ──ended──▶ wrap-up ──time or done──▶ ready
 *    ▲                   ▲                           │ failed: not-ready with the reason
 *    └──offline──────────┴───────────────────────────┘      (offline while busy takes effect when the contact ends)
 */
export type AgentState =
  | { readonly kind: 'offline' }
  | { readonly kind: 'ready'; readonly since: Millis }
  | { readonly kind: 'not-ready'; readonly since: Millis; readonly reason: NotReadyReason }
  | { readonly kind: 'offered'; readonly since: Millis; readonly offer: string; readonly contact: CallId }
  | { readonly kind: 'busy'; readonly since: Millis; readonly contact: CallId }
  | { readonly kind: 'wrap-up'; readonly since: Millis; readonly until: Millis };

/** `overflow`, `full` and `node-lost` are told by the machine itself. */
export type LeaveReason = 'abandoned' | 'removed';

/** One piece of an agent's work; several at once where capacities allow it. `AgentState` tells of the one that interrupts most. */
export interface AgentWork {
  readonly contact: CallId;
  readonly channel: Channel;
  readonly queue: QueueId;
  readonly phase: 'offered' | 'connected' | 'wrap-up';
  readonly since: Millis;
}

export type RoutingCommand =
  /** The agent's phone registered; `ready` = be ready at once, else not ready with reason `signed-in`. */
  | {
      readonly type: 'agent.online';
      readonly agent: AgentId;
      readonly ready: boolean;
      /** The wrap-up of a contact of before has still so long to go; `owed` as in `wrap-up.owed`. Then: ready. */
      readonly wrapUp?: { readonly ms: Millis; readonly owed?: NotReadyReason };
      /** The server at which the agent's phone is registered. */
      readonly node?: string;
    }
  | { readonly type: 'agent.offline'; readonly agent: AgentId }
  /** While busy or in wrap-up these set what comes after (ready also ends a wrap-up). */
  | { readonly type: 'agent.ready'; readonly agent: AgentId }
  | { readonly type: 'agent.not-ready'; readonly agent: AgentId; readonly reason: NotReadyReason }
  | { readonly type: 'contact.enqueue'; readonly contact: ContactRequest }
  /** Waiting contacts only: another priority, other needs, another credit, steps that begin anew. Place by age is kept. */
  | { readonly type: 'contact.change'; readonly contact: CallId; readonly priority?: number; readonly needs?: readonly SkillNeed[]; readonly steps?: readonly RoutingStep[]; readonly ageCreditMs?: Millis }
  /** The caller went away, or the application takes the contact out of the queue; withdraws an open offer. */
  | { readonly type: 'contact.leave'; readonly contact: CallId; readonly why: LeaveReason }
  | { readonly type: 'offer.answered'; readonly offer: string }
  | { readonly type: 'offer.failed'; readonly offer: string; readonly why: OfferFailure }
  /** The conversation of this agent with this contact is over (contact may go on elsewhere). */
  | { readonly type: 'contact.ended'; readonly contact: CallId; readonly agent: AgentId }
  /** The agent has this background contact, however it came there: it waits, rings and is held nowhere else any more. */
  | { readonly type: 'agent.holds'; readonly agent: AgentId; readonly contact: CallId; readonly channel: Channel; readonly queue: QueueId }
  /** The agent has this background contact no longer: it is done, or went elsewhere. */
  | { readonly type: 'agent.lets-go'; readonly agent: AgentId; readonly contact: CallId }
  /** What the agent still owes for the last contact: wrap-up that runs out turns into not ready with this reason. Undefined = nothing. */
  | { readonly type: 'wrap-up.owed'; readonly agent: AgentId; readonly reason: NotReadyReason | undefined }
  /** More time for wrap-up; nothing else changes. */
  | { readonly type: 'wrap-up.extend'; readonly agent: AgentId; readonly ms: Millis }
  /** The agent is done: what was asked for meanwhile comes now, else ready. Nothing is owed any more. */
  | { readonly type: 'wrap-up.finish'; readonly agent: AgentId }
  /** New settings: agents and queues added, changed or gone; contacts in progress stay. */
  | { readonly type: 'settings'; readonly settings: RoutingSettings }
  /** A server is gone: its contacts leave (`node-lost`), offers and conversations of them end without wrap-up (agents at other servers are then not ready, `server-away`), its agents (`agent.online` with that node) go offline at once; what rang at them goes on to others. */
  | { readonly type: 'node.lost'; readonly node: string }
  | { readonly type: 'tick' };

/** Why this agent and this contact, now. Stored with the offer. */
export interface OfferReason {
  readonly waitedMs: Millis;
  readonly strategy: Strategy | 'direct';
  /** Best first, at most 10; `score` is what the strategy compares, higher is better, absent where idle time is all. */
  readonly candidates: readonly { readonly agent: AgentId; readonly idleMs: Millis; readonly score?: number }[];
  /** All who could have taken it; more than are listed. Absent where counting them would take long. */
  readonly candidateCount?: number;
  /** The step in force, 0 = the first; absent without steps. */
  readonly step?: number;
  /** Needs as relaxed by the steps. */
  readonly needs?: readonly SkillNeed[];
  /** Why this contact and not another one. `ahead`: contacts of higher rank that this agent could not take. */
  readonly contactRank?: { readonly priority: number; readonly since: Millis; readonly ahead: number };
  /** Agents of the queue who did not qualify, at most 10 examples, with the reason (`missing skill billing ≥ 5`, `not-ready: lunch`). */
  readonly excluded: readonly { readonly agent: AgentId; readonly why: string }[];
}

export type RoutingEvent =
  | { readonly type: 'agent.state'; readonly agent: AgentId; readonly state: AgentState }
  | { readonly type: 'contact.queued'; readonly contact: CallId; readonly queue: QueueId; readonly position: number; /** Of a background channel: no caller. */ readonly background?: true }
  /** 1 = next. Told for the first places only (see `RoutingDesk.contact` for anybody's place at any time). */
  | { readonly type: 'contact.position'; readonly contact: CallId; readonly position: number }
  | {
      readonly type: 'offer.made';
      readonly offer: string;
      readonly contact: CallId;
      readonly agent: AgentId;
      readonly queue: QueueId;
      readonly ringTimeoutMs: Millis;
      readonly reason: OfferReason;
    }
  /** The phone must stop ringing: `no-answer`, `answered elsewhere`, `abandoned`, `removed`, `agent offline`, `agent removed`, `node lost`; of background contacts `interrupted`, `not ready`. */
  | { readonly type: 'offer.withdrawn'; readonly offer: string; readonly contact: CallId; readonly agent: AgentId; readonly why: string }
  /** An answer for an offer that is no longer open: hang that phone up. */
  | { readonly type: 'offer.stale'; readonly offer: string }
  | { readonly type: 'contact.connected'; readonly contact: CallId; readonly agent: AgentId; readonly waitedMs: Millis }
  | { readonly type: 'contact.left'; readonly contact: CallId; readonly why: LeaveReason | 'overflow' | 'full' | 'node-lost'; readonly waitedMs: Millis }
  /** Another step is in force for a waiting contact, 0 = the first, the number of steps = all are over. Told at the beginning only when the first was skipped. */
  | { readonly type: 'contact.step'; readonly contact: CallId; readonly step: number }
  /** Waits in another queue from now on, with its age; `why`: `max-wait` (its new place follows as `contact.position`), `full` (`contact.queued` follows). */
  | { readonly type: 'contact.overflowed'; readonly contact: CallId; readonly from: QueueId; readonly to: QueueId; readonly why: 'max-wait' | 'full' }
  /** An abandoned caller is back in the old place. */
  | { readonly type: 'contact.resumed'; readonly contact: CallId; readonly before: CallId }
  /** Told whenever the list changes, only for agents who can have more than one contact at once. */
  | { readonly type: 'agent.work'; readonly agent: AgentId; readonly work: readonly AgentWork[] }
  /** The same of background work, told whenever it changes; `wrap-up` is a rest after an offer that was not taken. */
  | { readonly type: 'agent.aside'; readonly agent: AgentId; readonly work: readonly AgentWork[] }
  /** A direct request whose agent cannot take it. */
  | { readonly type: 'contact.failed'; readonly contact: CallId; readonly why: string }
  /** A command that names something unknown or comes twice; harmless. */
  | { readonly type: 'ignored'; readonly command: string; readonly why: string };

export type { AsideView, ContactView, QueueView } from './view-model.ts';
