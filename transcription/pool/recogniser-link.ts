/** PORT. A way to a recogniser: a child process (recogniser-process.ts) / a remote one (remote/) / a scripted one in tests. */
import type { Signal } from '#core';
import type { EngineCapabilities } from '../engine-port.ts';
import type { FromEngine, ToEngine } from '../wire/messages.ts';

/** A model as whoever serves it tells. */
export interface ServedModel {
  readonly name: string;
  /** ISO 639-1 code of what it hears, such as `zh`; undefined when it is not known. */
  readonly language: string | undefined;
}

/** What only remote recognisers say. */
export type FromRemote =
  /** Once after the connection, and whenever it changes. `streams`: of all its clients; `capacity`: the most it takes, 0 = it does not say. `can`: as it declares. */
  | { readonly type: 'serves'; readonly models: readonly ServedModel[]; readonly streams: number; readonly capacity: number; readonly draining: boolean; readonly can?: Omit<EngineCapabilities, 'languages'> }
  /** It does not take this session, or not any longer; the others go on. */
  | { readonly type: 'refused'; readonly session: number; readonly reason: string };

export interface RecogniserLink {
  /** Of a child process; undefined for remote ones, or when the operating system could not start it. */
  readonly pid: number | undefined;
  readonly messages: Signal<FromEngine | FromRemote>;
  /** Once, after everything it said has been heard; says why, with the end of its error output. */
  readonly exited: Signal<{ readonly reason: string; readonly detail: string }>;
  send(message: ToEngine): void;
  /** Ends it when it has done what it was sent. */
  stop(): void;
  kill(): void;
}
