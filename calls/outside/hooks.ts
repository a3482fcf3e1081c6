import { createHmac } from 'node:crypto';
import { type Clock, type Log, type Millis, type Random, Scope } from '#core';
import type { HttpAnswer, HttpRequest } from './outside.ts';

export interface HookSettings {
  readonly id: string;
  readonly url: string;
  /** Key of the signature; without it messages are not signed. */
  readonly secret?: string;
}

export interface HooksOptions {
  readonly hooks: () => readonly HookSettings[];
  readonly http: (request: HttpRequest, scope: Scope) => Promise<HttpAnswer>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Pauses between tries; after the last one the message is given up. */
const AGAIN_AFTER_MS: readonly Millis[] = [1_000, 10_000, 60_000];
const TIMEOUT_MS: Millis = 10_000;
/** A receiver that is away for long must not fill the memory. */
const MOST_WAITING = 1_000;

/**
 * Messages to other systems: POST of JSON with `X-Huawu-Signature: t=<seconds>,v1=<HMAC-SHA-256 of "t.body", hex>` and a
 * `X-Huawu-Delivery` that is the same for each try. Everything but a 2xx is tried again, a 4xx other than 408 and 429 is not.
 */
export class Hooks {
  readonly #options: HooksOptions;
  readonly #scope: Scope;
  #waiting = 0;

  constructor(options: HooksOptions, scope: Scope) {
    this.#options = options;
    this.#scope = new Scope(scope);
  }

  get waiting(): number {
    return this.#waiting;
  }

  send(id: string, message: Readonly<Record<string, unknown>>): boolean {
    const hook = this.#options.hooks().find((one) => one.id === id);
    if (!hook || this.#waiting >= MOST_WAITING || this.#scope.ended) return false;
    this.#waiting += 1;
    void this.#deliver(hook, JSON.stringify(message), this.#options.random.uuid()).finally(() => (this.#waiting -= 1));
    return true;
  }

  async #deliver(hook: HookSettings, body: string, delivery: string): Promise<void> {
    for (const pause of [...AGAIN_AFTER_MS, undefined]) {
      const answer = await this.#options.http(this.#request(hook, body, delivery), this.#scope);
      if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) return;
      const told = answer.kind === 'answered' ? `status ${answer.status}` : answer.kind;
      const final = answer.kind === 'answered' && answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429;
      if (final || pause === undefined || this.#scope.ended) return this.#options.log.warn('a message to another system was given up', { hook: hook.id, answer: told });
      await this.#pause(pause);
    }
  }

  #pause(ms: Millis): Promise<void> {
    return new Promise((again) => {
      const forget = this.#scope.onEnd(again);
      this.#scope.after(this.#options.clock, ms, () => {
        forget();
        again();
      });
    });
  }

  #request({ url, secret }: HookSettings, body: string, delivery: string): HttpRequest {
    const at = Math.floor(this.#options.clock.wall() / 1000);
    const signature: Record<string, string> = secret === undefined ? {} : { 'x-huawu-signature': `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}` };
    return { method: 'POST', url, headers: { 'content-type': 'application/json', 'x-huawu-delivery': delivery, ...signature }, body, timeoutMs: TIMEOUT_MS };
  }
}
