import type { AgentId, Clock, CallSeconds, EpochMillis, Millis, Result } from '#core';
import { Emitter } from '#core';
import type { OfferReason } from '#routing';
import type { PhoneKind } from '#sip';
import type { Call } from '../call.ts';
import type { Paper } from './paper.ts';
import type { Interrupted } from './unfinished.ts';

/** A phone of this agent rings. */
export interface Ringing {
  readonly call: Call;
  readonly queue: string;
  readonly until: EpochMillis;
  readonly reason: OfferReason;
  readonly kind: PhoneKind;
  reject(): void;
}

/** A conversation as its agent's desktop sees and orders it. */
export interface Talking {
  readonly call: Call;
  readonly queue: string;
  readonly since: EpochMillis;
  readonly audioAtSince: CallSeconds;
  /** The agent holds, by the desktop or by the phone. */
  readonly held: boolean;
  /** Held by the phone itself: only there can the call be taken back. */
  readonly heldAtPhone: boolean;
  /** At the desktop: the caller and the record hear nothing of the agent. */
  readonly muted: boolean;
  readonly kind: PhoneKind;
  readonly transferring: string | undefined;
  readonly transferFailed: { readonly target: string; readonly why: string } | undefined;
  /** False while the agent's browser is away. */
  readonly connected: boolean;
  hold(on: boolean): Result<void>;
  mute(on: boolean): void;
  transfer(target: string): Result<void>;
  hangUp(): void;
  keys(digits: string): Result<void>;
  /** The agent's browser registered; `fresh`: it is a page that was loaded anew. */
  phoneCame(fresh: boolean): void;
  /** It is registered no more. */
  phoneWent(): Promise<void>;
}

/** What lies on one agent's desk. */
export interface Workplace {
  ringing?: Ringing | undefined;
  talking?: Talking | undefined;
  /** Notes of the present call, or of the last one until its wrap-up is finished. */
  paper?: Paper | undefined;
  /** The desktop was looked at since the agent came: who has a SIP phone alone is not asked for a disposition. */
  usesPage?: boolean;
  /** A wrap-up that the end of the server interrupted, until the agent is back. */
  interrupted?: Interrupted | undefined;
}

/** The desks of all agents; conversations lay their things on them. */
export class Workplaces {
  readonly #places = new Map<AgentId, Workplace>();
  readonly #changed = new Emitter<AgentId>();

  get changed(): Emitter<AgentId> {
    return this.#changed;
  }

  of(agent: AgentId): Workplace {
    let place = this.#places.get(agent);
    if (!place) this.#places.set(agent, (place = {}));
    return place;
  }

  all(): Iterable<Workplace> {
    return this.#places.values();
  }

  /** Lays something down or takes it away, and tells. */
  put(agent: AgentId, part: Workplace): void {
    Object.assign(this.of(agent), part);
    this.#changed.emit(agent);
  }

  tell(agent: AgentId): void {
    this.#changed.emit(agent);
  }
}

/** An instant of the monotonic clock as people read it. */
export function wallOf(clock: Clock, at: Millis): EpochMillis {
  return Math.round(clock.wall() - clock.now() + at);
}
