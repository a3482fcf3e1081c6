/** PORT. The other servers of the same company: who is there, what each of them keeps, and a way to tell them something. Redis and TLS. */
import type { Signal } from '#core';

/** Another server, as the register tells of it. */
export interface Member {
  /** Name of this run of it; the same as in the routing log. */
  readonly node: string;
  /** Name of the server, kept over restarts. */
  readonly server: string;
  /** `host:port` where the others reach it. */
  readonly address: string;
}

export interface Heard {
  readonly node: string;
  readonly topic: string;
  readonly body: unknown;
}

/** A value that one server keeps in the register. */
export interface Fact {
  readonly node: string;
  readonly value: string;
}

/** Values that every server keeps for all to read; they go with their server, within `GONE_MS` when it is killed. */
export interface Facts {
  /** Resolves when the register has it, or does not answer (then it gets it once it is back). Undefined takes it out. */
  put(key: string, value: string | undefined): Promise<void>;
  /** What other servers keep under the key at this moment. Nothing while the register is away. */
  find(key: string): Promise<readonly Fact[]>;
  /** The same as last seen, at most half a second old. */
  known(key: string): readonly Fact[];
}

export interface Cluster {
  readonly node: string;
  readonly server: string;
  readonly members: readonly Member[];
  readonly facts: Facts;
  isLinked(node: string): boolean;
  /** True once this server can be told something; false when it cannot within a moment. */
  reach(node: string): Promise<boolean>;
  /** False when it is not linked: nothing was sent. In order; lost with the link. */
  tell(node: string, topic: string, body: unknown): boolean;
  /** To all that are linked. */
  tellAll(topic: string, body: unknown): void;
  readonly heard: Signal<Heard>;
  /** From now on it hears us; it knows nothing of before. */
  readonly linked: Signal<string>;
  readonly parted: Signal<string>;
  /** For the health page. */
  health(): { readonly servers: number; readonly unlinked: readonly string[]; readonly registerAway: boolean };
  close(): Promise<void>;
}
