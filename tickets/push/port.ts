/** PORT. The routing machine as tickets see it: `RoutingDesk` of routing, with tickets as background contacts. */
import type { AgentId, Millis, Signal } from '#core';

export interface PushNeed {
  readonly skill: string;
  readonly level: number;
}

export type PushCommand =
  | { readonly type: 'contact.enqueue'; readonly contact: { readonly id: string; readonly queue: string; readonly channel: string; readonly needs: readonly PushNeed[]; readonly priority: number; readonly waitingSince: Millis; readonly ageCreditMs: Millis; readonly except?: AgentId } }
  | { readonly type: 'contact.change'; readonly contact: string; readonly priority: number; readonly ageCreditMs: Millis }
  | { readonly type: 'contact.leave'; readonly contact: string; readonly why: 'removed' }
  | { readonly type: 'agent.holds'; readonly agent: AgentId; readonly contact: string; readonly channel: string; readonly queue: string }
  | { readonly type: 'agent.lets-go'; readonly agent: AgentId; readonly contact: string }
  | { readonly type: 'offer.failed'; readonly offer: string; readonly why: 'rejected' };

/** An offer, something held, or a rest (`wrap-up`). Times are of the clock of the process. */
export interface PushPiece {
  readonly contact: string;
  readonly phase: 'offered' | 'connected' | 'wrap-up';
  readonly since: Millis;
  readonly offer?: string;
  readonly until?: Millis;
}

export interface PushRouting {
  send(command: PushCommand): void;
  aside(agent: AgentId, channel: string): { readonly work: readonly PushPiece[]; readonly capacity: number };
  /** Who has it. */
  holder(contact: string): AgentId | undefined;
  /** The queue it stands in. */
  contact(contact: string): { readonly queue: string } | undefined;
  standing(queue: string): readonly string[];
  agentState(agent: AgentId): { readonly kind: string };
  /** Other servers follow this one, or there are none: it alone does what time asks for. */
  leads(): boolean;
  readonly events: Pick<Signal<PushEvent>, 'on'>;
  /** Everything may be different. */
  readonly anew: Pick<Signal<void>, 'on'>;
}

/** Those that count here; others are passed over. */
export type PushEvent =
  | { readonly type: 'agent.state'; readonly agent: AgentId; readonly state: { readonly kind: string } }
  | { readonly type: 'agent.aside'; readonly agent: AgentId }
  | { readonly type: 'contact.queued'; readonly contact: string; readonly queue: string }
  | { readonly type: 'contact.connected' | 'contact.left' | 'contact.failed'; readonly contact: string };
