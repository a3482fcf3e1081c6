import type { AgentId, Millis } from '#core';
import type { ContactRequest, LeaveReason, OfferFailure, RoutingCommand } from '../../model.ts';
import type { MachineSnapshot } from '../../port.ts';

/** What a day brought from outside: nothing in it was decided by the machine. Times in ms of the recorded clock. */
export interface Scenario {
  /** State it begins with; an empty machine without. */
  readonly snapshot?: MachineSnapshot;
  readonly from: Millis;
  readonly to: Millis;
  readonly stays: readonly Stay[];
  /** What agents did of their own accord (signing in and out, breaks), servers lost, the settings as they were, and what became of contacts of before. */
  readonly events: readonly { readonly at: Millis; readonly command: RoutingCommand }[];
  /** How each agent takes offers. */
  readonly manners: ReadonlyMap<AgentId, Manners>;
}

/** One stay of a contact in the line, and the conversation after it. A contact that comes again (transfer) has several. */
export interface Stay {
  readonly request: ContactRequest;
  /** Arrival, or how long after the stay before began or was answered. */
  readonly arrival: { readonly at: Millis } | { readonly after: Stay; readonly since: 'arrival' | 'answer'; readonly ms: Millis };
  /** How the wait ended: `ms` after arrival; `open` when the record ends. */
  readonly wait: { readonly ms: Millis; readonly end: 'answered' | LeaveReason | 'other' | 'open' };
  /** Of what was answered: by whom, how long they talked, what the agent did about wrap-up. */
  readonly talk?: Talk;
  /** Changes of a waiting contact by the application, ms after arrival. */
  readonly changes: readonly { readonly ms: Millis; readonly command: RoutingCommand }[];
  /** What happened to its offers, in order. */
  readonly offers: readonly OfferOutcome[];
}

export interface Talk {
  readonly agent: AgentId;
  readonly ms: Millis;
  /** Orders about the wrap-up: ms after the answer or after the end of the conversation. */
  readonly afterwards: readonly { readonly since: 'answer' | 'end'; readonly ms: Millis; readonly command: RoutingCommand }[];
}

/** How somebody met an offer: answered or refused after `ms`, or let it ring. */
export interface OfferOutcome {
  readonly agent: AgentId;
  readonly ms: Millis;
  readonly how: 'answered' | OfferFailure | 'withdrawn';
  /** After a failure: how long until the agent was ready again; undefined = did not come back by a click. */
  readonly backAfterMs?: Millis;
}

export interface Manners {
  readonly outcomes: readonly OfferOutcome[];
  /** Mean conversation, ms; undefined without any. */
  readonly meanTalkMs: Millis | undefined;
}
