import type { IncomingHttpHeaders } from 'node:http';
import { type Clock, type Log, type Millis, Scope } from '#core';
import type { AccessPort } from '../port.ts';
import type { Caller } from './caller.ts';
import type { Gate } from './gate.ts';

/** A session that expires, a role or team that changes: known that late at most. */
const LOOK_EVERY_MS: Millis = 30_000;

export interface Watched {
  readonly caller: Caller;
  readonly headers: IncomingHttpHeaders;
  /** The session is over. */
  ended(): void;
  /** The person as now known, who may have other rights. */
  changed(caller: Caller): void;
}

/** Tells open sockets when the session they were opened with ends or its person changes. */
export class SessionWatch {
  readonly #gate: Gate;
  readonly #log: Log;
  readonly #watched = new Map<string, Set<Watched>>();
  readonly #scope = new Scope();

  constructor(gate: Gate, access: AccessPort | undefined, { clock, log }: { clock: Clock; log: Log }) {
    this.#gate = gate;
    this.#log = log;
    if (!access) return;
    access.sessions.ended.on((keys) => keys.forEach((key) => this.#end(key)), this.#scope);
    const timer = clock.every(LOOK_EVERY_MS, () => void this.#look());
    this.#scope.onEnd(() => timer.cancel());
  }

  /** Sessions with sockets now. */
  get size(): number {
    return this.#watched.size;
  }

  /** Until the scope ends. Callers without a session are let be. */
  watch(watched: Watched, scope: Scope): void {
    const key = watched.caller.session?.key;
    if (key === undefined) return;
    const others = this.#watched.get(key) ?? new Set();
    this.#watched.set(key, others.add(watched));
    scope.onEnd(() => {
      others.delete(watched);
      if (others.size === 0 && this.#watched.get(key) === others) this.#watched.delete(key);
    });
  }

  close(): void {
    this.#scope.end('closed');
  }

  #end(key: string): void {
    for (const each of [...(this.#watched.get(key) ?? [])]) each.ended();
  }

  async #look(): Promise<void> {
    for (const [key, [first]] of [...this.#watched].map(([key, set]) => [key, [...set]] as const)) {
      if (!first) continue;
      try {
        const caller = await this.#gate.again(first.headers, first.caller.actor.address);
        if (!caller) this.#end(key);
        else for (const each of [...(this.#watched.get(key) ?? [])]) each.changed(caller);
      } catch (error) {
        // The database is away: nobody is thrown out for that.
        this.#log.debug('a session could not be looked up', { error });
      }
    }
  }
}
