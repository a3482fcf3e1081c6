import type { CallId, EpochMillis, Language, Millis, QueueId } from '#core';

export interface NeededSkill {
  readonly skill: string;
  readonly level: number;
}

/** `keep-place`: waits in the queue with the caller's age, without the caller. `scheduled`: nothing happens before its time. */
export type CallbackKind = 'keep-place' | 'scheduled';

/** Who is called first: the customer waits for nobody (`agent-first`), or no agent waits for a customer (`customer-first`). */
export type CallbackOrder = 'agent-first' | 'customer-first';

/**
 * How an attempt ended. `talked`: done. `busy`, `no-answer`, `unreachable`: the customer; counted and repeated after a pause.
 * `no-agent` (the agent let go before the customer answered) and `interrupted` (the server stopped): not counted, soon again.
 */
export type AttemptEnd = 'talked' | 'busy' | 'no-answer' | 'unreachable' | 'no-agent' | 'interrupted';

export interface Attempt {
  readonly at: EpochMillis;
  /** The call that was made for it. */
  readonly call?: CallId;
  /** Undefined while it goes on. */
  readonly end?: AttemptEnd;
}

/**
 * open ──due──▶ attempting ──talked──▶ done
 *  ▲  │             │ not reached: open again, or given-up after the last attempt
 *  │  └─cancel──▶ cancelled ◀──cancel──┘          open past its time: expired
 *  └────────────────┘
 */
export type CallbackState = 'open' | 'attempting' | 'done' | 'given-up' | 'cancelled' | 'expired';

export interface Callback {
  readonly id: string;
  /** Personal data. */
  readonly number: string;
  readonly queue: QueueId;
  readonly skills: readonly NeededSkill[];
  readonly priority: number;
  readonly language: Language;
  readonly kind: CallbackKind;
  readonly order: CallbackOrder;
  readonly askedAt: EpochMillis;
  /** The call it was asked for in. */
  readonly call?: CallId;
  /** Person who made it, when it was not the caller. */
  readonly by?: string;
  /** Place in the queue: as if it had waited since then. */
  readonly waitingSince: EpochMillis;
  /** No attempt before; after `until` no more. */
  readonly notBefore: EpochMillis;
  readonly until: EpochMillis;
  readonly state: CallbackState;
  /** Oldest first. */
  readonly attempts: readonly Attempt[];
  readonly cancelledBy?: string;
  /** Counts its changes, from 1. */
  readonly revision: number;
}

export interface CallbackRules {
  /** Attempts in which the customer was called. */
  readonly attempts: number;
  readonly pauses: { readonly busy: Millis; readonly 'no-answer': Millis; readonly unreachable: Millis };
  /** Bookings of one number in 24 hours. */
  readonly perNumberPerDay: number;
  /** Open ones of one queue. */
  readonly mostOpen: number;
  /** Kept so long after they were asked for or were due. */
  readonly keepMs: Millis;
}

/** What the machine is told about the world, besides the time. */
export interface CallbackWorld {
  rules(queue: QueueId): CallbackRules;
  /** First instant from `at` on at which customers of this queue may be called; undefined = never. */
  openFrom(queue: QueueId, at: EpochMillis): EpochMillis | undefined;
}

export interface CallbackRequest extends Pick<Callback, 'id' | 'number' | 'queue' | 'skills' | 'priority' | 'language' | 'kind' | 'order' | 'call' | 'by'> {
  /** `keep-place`: since when the caller waited. */
  readonly waitingSince?: EpochMillis;
  /** The window; of `keep-place` with the customer first: when the turn will come. */
  readonly notBefore?: EpochMillis;
  readonly until?: EpochMillis;
}

export type RefusedWhy = 'duplicate' | 'limit' | 'full' | 'bad-number' | 'bad-window' | 'closed';

export type CallbackCommand =
  | { readonly type: 'book'; readonly request: CallbackRequest }
  | { readonly type: 'cancel'; readonly id: string; readonly by: string }
  | { readonly type: 'move'; readonly id: string; readonly notBefore: EpochMillis; readonly until?: EpochMillis }
  /** The call that serves the present attempt. */
  | { readonly type: 'begun'; readonly id: string; readonly call: CallId }
  | { readonly type: 'ended'; readonly id: string; readonly end: AttemptEnd }
  /** What the store had when the server started; attempts in it were interrupted. */
  | { readonly type: 'restored'; readonly callbacks: readonly Callback[] }
  | { readonly type: 'tick' };

export type CallbackEffect =
  | { readonly type: 'save'; readonly callback: Callback }
  /** Only after the `save` before it is durable. */
  | { readonly type: 'attempt'; readonly callback: Callback }
  /** End the attempt that goes on. */
  | { readonly type: 'stop'; readonly id: string }
  | { readonly type: 'booked'; readonly callback: Callback }
  /** `known`: the one that exists already (duplicate). */
  | { readonly type: 'refused'; readonly id: string; readonly why: RefusedWhy; readonly known?: string }
  /** A command that cannot be carried out as things stand. */
  | { readonly type: 'ignored'; readonly command: CallbackCommand['type']; readonly why: 'unknown' | 'over' | 'attempting' | 'not-attempting' | 'bad-window' };
