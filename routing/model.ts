import type { AgentId, CallId, Millis, QueueId } from '#core';

/** A skill a contact asks for, with the least level (1–10) that will do. */
export interface SkillNeed {
  readonly skill: string;
  readonly level: number;
}

export interface AgentSpec {
  readonly id: AgentId;
  /** Skill → level 1–10. */
  readonly skills: Readonly<Record<string, number>>;
  /** Queues this agent serves. */
  readonly queues: readonly QueueId[];
}

export interface QueueSpec {
  readonly id: QueueId;
  readonly ringTimeoutMs: Millis;
  readonly wrapUpMs: Millis;
}

export interface RoutingSettings {
  readonly agents: readonly AgentSpec[];
  readonly queues: readonly QueueSpec[];
}

export interface ContactRequest {
  readonly id: CallId;
  readonly queue: QueueId;
  readonly needs: readonly SkillNeed[];
  /** Higher first; equal priorities by age. */
  readonly priority: number;
  /** When the contact began to wait; kept through no-answer, transfer back and agent crash. Default: now. */
  readonly waitingSince?: Millis;
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

export type RoutingCommand =
  /** The agent's phone registered; `ready` = be ready at once, else not ready with reason `signed-in`. */
  | {
      readonly type: 'agent.online';
      readonly agent: AgentId;
      readonly ready: boolean;
      /** The wrap-up of a contact of before has still so long to go; `owed` as in `wrap-up.owed`. Then: ready. */
      readonly wrapUp?: { readonly ms: Millis; readonly owed?: NotReadyReason };
    }
  | { readonly type: 'agent.offline'; readonly agent: AgentId }
  /** While busy or in wrap-up these set what comes after (ready also ends a wrap-up). */
  | { readonly type: 'agent.ready'; readonly agent: AgentId }
  | { readonly type: 'agent.not-ready'; readonly agent: AgentId; readonly reason: NotReadyReason }
  | { readonly type: 'contact.enqueue'; readonly contact: ContactRequest }
  /** The caller went away, or the application takes the contact out of the queue; withdraws an open offer. */
  | { readonly type: 'contact.leave'; readonly contact: CallId; readonly why: 'abandoned' | 'removed' }
  | { readonly type: 'offer.answered'; readonly offer: string }
  | { readonly type: 'offer.failed'; readonly offer: string; readonly why: OfferFailure }
  /** The conversation of this agent with this contact is over (contact may go on elsewhere). */
  | { readonly type: 'contact.ended'; readonly contact: CallId; readonly agent: AgentId }
  /** What the agent still owes for the last contact: wrap-up that runs out turns into not ready with this reason. Undefined = nothing. */
  | { readonly type: 'wrap-up.owed'; readonly agent: AgentId; readonly reason: NotReadyReason | undefined }
  /** More time for wrap-up; nothing else changes. */
  | { readonly type: 'wrap-up.extend'; readonly agent: AgentId; readonly ms: Millis }
  /** The agent is done: what was asked for meanwhile comes now, else ready. Nothing is owed any more. */
  | { readonly type: 'wrap-up.finish'; readonly agent: AgentId }
  /** New settings: agents and queues added, changed or gone; contacts in progress stay. */
  | { readonly type: 'settings'; readonly settings: RoutingSettings }
  | { readonly type: 'tick' };

/** Why this agent and this contact, now. Stored with the offer. */
export interface OfferReason {
  readonly waitedMs: Millis;
  readonly strategy: 'longest-idle' | 'direct';
  readonly candidates: readonly { readonly agent: AgentId; readonly idleMs: Millis }[];
  /** Agents of the queue who did not qualify, with the reason (`missing skill billing ≥ 5`, `not-ready: lunch`). */
  readonly excluded: readonly { readonly agent: AgentId; readonly why: string }[];
}

export type RoutingEvent =
  | { readonly type: 'agent.state'; readonly agent: AgentId; readonly state: AgentState }
  | { readonly type: 'contact.queued'; readonly contact: CallId; readonly queue: QueueId; readonly position: number }
  /** 1 = next. Emitted for each waiting contact whose place changed. */
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
  /** The phone must stop ringing: ring time-out, caller gone, or agent gone. */
  | { readonly type: 'offer.withdrawn'; readonly offer: string; readonly contact: CallId; readonly agent: AgentId; readonly why: string }
  /** An answer for an offer that is no longer open: hang that phone up. */
  | { readonly type: 'offer.stale'; readonly offer: string }
  | { readonly type: 'contact.connected'; readonly contact: CallId; readonly agent: AgentId; readonly waitedMs: Millis }
  | { readonly type: 'contact.left'; readonly contact: CallId; readonly why: 'abandoned' | 'removed'; readonly waitedMs: Millis }
  /** A direct request whose agent cannot take it. */
  | { readonly type: 'contact.failed'; readonly contact: CallId; readonly why: string }
  /** A command that names something unknown or comes twice; harmless. */
  | { readonly type: 'ignored'; readonly command: string; readonly why: string };

export interface QueueView {
  readonly queue: QueueId;
  readonly waiting: number;
  readonly longestWaitMs: Millis;
  readonly agentsReady: number;
}
