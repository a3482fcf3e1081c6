import type { Millis } from '#core';

/**
 * The four machines of RFC 3261 §17 are pure: `(state, input) → { state, effects }`. They know neither sockets nor
 * clocks; the runners in server-transaction.ts and client-transaction.ts carry the effects out.
 */
export type TimerName = 'A' | 'B' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M';

export type Effect =
  /** Put the transaction's message (a server's last response, a client's request) on the wire, again or for the first time. */
  | { readonly do: 'send' }
  /** Client, INVITE: acknowledge a final response that is no 2xx (§17.1.1.3). */
  | { readonly do: 'ack' }
  /** Hand the message of this input to the transaction's user. */
  | { readonly do: 'pass' }
  | { readonly do: 'start'; readonly timer: TimerName; readonly after: Millis }
  | { readonly do: 'stop'; readonly timer: TimerName }
  /** The peer never answered (client) or never acknowledged (server). */
  | { readonly do: 'timeout' }
  /** Forget the transaction. */
  | { readonly do: 'end' };

export interface Step<S> {
  readonly state: S;
  readonly effects: readonly Effect[];
}

export const SEND: Effect = { do: 'send' };
export const ACK: Effect = { do: 'ack' };
export const PASS: Effect = { do: 'pass' };
export const TIMEOUT: Effect = { do: 'timeout' };
export const END: Effect = { do: 'end' };
export const NOTHING: readonly Effect[] = [];

export const start = (timer: TimerName, after: Millis): Effect => ({ do: 'start', timer, after });
export const stop = (timer: TimerName): Effect => ({ do: 'stop', timer });

/** Values of RFC 3261 table 4 and RFC 6026 §7; `reliable` transports need no waiting for stray retransmissions. */
export interface TimerValues {
  /** Round-trip estimate; 500 ms. */
  readonly t1: Millis;
  /** Longest interval between retransmissions of anything but INVITE requests; 4 s. */
  readonly t2: Millis;
  /** How long a message may live in the network; 5 s. */
  readonly t4: Millis;
}

export const RFC_TIMERS: TimerValues = { t1: 500, t2: 4_000, t4: 5_000 };

/** What a machine needs to know about its surroundings. */
export interface Terms extends TimerValues {
  readonly reliable: boolean;
}

/** 64·T1: how long anybody waits for an answer or an ACK (32 s). */
export const patience = (terms: TimerValues): Millis => 64 * terms.t1;
