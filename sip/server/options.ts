import type { Clock, Log, Random } from '#core';
import { RFC_TIMERS, type TimerValues } from './transaction/machine.ts';

/** What `startSipServer` needs; 0 as a port number means any free one. */
export interface SipServerOptions {
  /**
   * The control port for applications (drachtio-srf); `false` for none, then only `attach` connects. `host` should stay
   * loopback: whoever gets in places calls.
   */
  readonly control: { readonly host?: string; readonly port: number | false; readonly secret: string };
  readonly listen: ListenOptions;
  /** Address to tell peers outside our own networks (behind a NAT). */
  readonly advertise?: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Shorter timers for tests. */
  readonly timers?: Partial<TimerValues> & Partial<AnswerLimits>;
  readonly limits?: Partial<Limits>;
}

/** Where phones and trunks reach us. */
export interface ListenOptions {
  readonly host: string;
  readonly udpPort?: number | false;
  /** Without it TCP uses the number of UDP. `false` switches a transport off. */
  readonly tcpPort?: number | false;
  /** SIP over WebSocket (RFC 7118) on `host`, for softphones that are no page of ours; off unless named. */
  readonly wsPort?: number;
  /** The same over TLS; PEM texts. */
  readonly wss?: { readonly port: number; readonly certificate: string; readonly key: string };
  /**
   * A WebSocket listener of its own for our web server, which pipes browsers to it. Keep it on loopback (the default): the
   * address in its X-Forwarded-For is believed.
   */
  readonly pipe?: { readonly host?: string; readonly port: number };
}

/** How long an application may take (specification §4, §7: the stack answers in its place). */
export interface AnswerLimits {
  /** First response to an INVITE; then 480. */
  readonly inviteAnswer: number;
  /** Final response to anything else; then 503. Ends before the sender's own 32 s. */
  readonly otherAnswer: number;
  /** Response to a BYE; then 200. */
  readonly byeAnswer: number;
  /** Silence after which a UDP destination is asked whether anybody listens. */
  readonly probe: number;
  /** Time an application has to come back before its calls are hung up. */
  readonly orphan: number;
}

/** Bounds that keep one peer from eating the machine. */
export interface Limits {
  readonly headBytes: number;
  readonly bodyBytes: number;
  readonly frameBytes: number;
  readonly connections: number;
  readonly connectionsPerSource: number;
  readonly transactions: number;
  /** Text of all requests that wait for their answer, and of the answers kept for the others. One source, at its rate for 32 s, cannot fill it. */
  readonly requestBytes: number;
  /** New requests of one source address per second, and at once; those above 1 kB count once for each, REGISTERs five times. */
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
  /** Answers to malformed input per source and second, and at once; the rest is dropped. A test set of bad messages fits in. */
  readonly refusalsPerSecond: number;
  readonly refusalBurst: number;
}

export const DEFAULT_LIMITS: Limits = {
  headBytes: 64 * 1024,
  bodyBytes: 192 * 1024,
  // As drachtio's documentation would allow; the real server wedges above 12 kB.
  frameBytes: 256 * 1024,
  connections: 4_096,
  connectionsPerSource: 512,
  transactions: 200_000,
  requestBytes: 256 * 1024 * 1024,
  requestsPerSecond: 5_000,
  requestBurst: 10_000,
  refusalsPerSecond: 20,
  refusalBurst: 200,
};

export const DEFAULT_TIMERS: TimerValues & AnswerLimits = {
  ...RFC_TIMERS,
  inviteAnswer: 30_000,
  otherAnswer: 30_000,
  byeAnswer: 1_000,
  probe: 100,
  orphan: 32_000,
};
