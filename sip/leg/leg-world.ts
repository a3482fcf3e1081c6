import type { Clock, Log, Random, Scope } from '#core';

import type { Control } from '../control/control.ts';
import type { SipLimits } from '../limits.ts';
import type { EndCause } from '../port.ts';

/** What every leg needs from outside. */
export interface LegWorld {
  readonly control: Control;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly limits: SipLimits;
}

/** What the parts of a leg need of the whole. */
export interface Dialog {
  readonly id: string;
  /** Ends with the leg: timers and open requests hang on it. */
  readonly scope: Scope;
  /** We sent the INVITE: the Call-ID is ours (RFC 3261 §14.1). */
  readonly isOurs: boolean;
  readonly isEnded: boolean;
  remoteSdp: string;
  /** The other side is gone; `sendBye` when it may yet be listening. */
  vanish(cause: Omit<EndCause, 'by'>, sendBye: boolean): void;
}
