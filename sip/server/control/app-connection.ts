import type { Random } from '#core';
import type { Outlet } from './outlet.ts';

/** One connected application: the place its frames are written to. */
export class AppConnection {
  readonly id: string;
  readonly verbs = new Set<string>();
  readonly #outlet: Outlet;
  readonly #random: Random;
  authenticated = false;

  constructor(outlet: Outlet, random: Random) {
    this.#outlet = outlet;
    this.#random = random;
    this.id = random.uuid();
  }

  get alive(): boolean {
    return this.#outlet.alive;
  }

  /** Sends `uuid|header` with an optional SIP message (byte strings). */
  send(header: string, message?: string): void {
    if (!this.alive) return;
    const payload = `${this.#random.uuid()}|${header}`;
    this.#outlet.send(message === undefined ? payload : `${payload}\r\n${message}`);
  }

  /** Answers the frame `id`. */
  reply(id: string, outcome: string, message?: string): void {
    this.send(`response|${id}|${outcome}`, message);
  }

  /** Writes what is queued, then closes. */
  close(): void {
    this.#outlet.close();
  }
}
