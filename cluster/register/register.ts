import { type Clock, type Log, type Millis, type Timer } from '#core';
import type { Fact, Facts, Member } from '../port.ts';
import type { Entry, RedisRegister } from './redis-register.ts';

/** Between two signs of life; the others know our facts no later than this. */
const BEAT_MS: Millis = 500;

export interface RegisterOptions {
  readonly redis: RedisRegister;
  readonly me: Member;
  readonly clock: Clock;
  readonly log: Log;
  /** The others, at each beat. */
  readonly seen: (members: readonly Member[]) => void;
}

/** Who is there, and what each server keeps. What is ours is kept here too and written again whenever Redis lost it. */
export class Register implements Facts {
  readonly #options: RegisterOptions;
  readonly #mine = new Map<string, string>();
  #version = 1;
  #members: readonly Member[] = [];
  readonly #known = new Map<string, { readonly version: number; readonly facts: Readonly<Record<string, string>> }>();
  #timer: Timer | undefined;
  #away = false;
  /** Redis may have something else of ours than we have. */
  #stale = false;
  #closed = false;

  constructor(options: RegisterOptions) {
    this.#options = options;
  }

  get members(): readonly Member[] {
    return this.#members;
  }

  get isAway(): boolean {
    return this.#away;
  }

  async beat(): Promise<void> {
    const { clock } = this.#options;
    const began = clock.now();
    try {
      const anew = this.#stale;
      this.#stale = false;
      const entries = await this.#options.redis.beat({ ...this.#options.me, version: this.#version }, this.#mine, anew);
      await this.#read(entries);
      if (this.#away) this.#options.log.info('the register of servers in Redis answers again');
      this.#away = false;
    } catch (error) {
      // Who was there a moment ago still is, for all we know.
      if (!this.#away && !this.#closed) this.#options.log.warn('the register of servers in Redis does not answer', { code: 'cluster.register-away', error });
      this.#away = true;
      this.#stale = true;
    }
    if (this.#closed) return;
    this.#options.seen(this.#members);
    this.#timer = clock.after(Math.max(0, BEAT_MS - (clock.now() - began)), () => void this.beat());
  }

  async put(key: string, value: string | undefined): Promise<void> {
    if (value === undefined) this.#mine.delete(key);
    else this.#mine.set(key, value);
    this.#version += 1;
    await this.#options.redis.put(this.#options.me.node, key, value).catch(() => {
      this.#version += 1;
      this.#stale = true;
    });
  }

  find(key: string): Promise<readonly Fact[]> {
    return this.#options.redis.find(this.#options.me.node, key).catch(() => []);
  }

  known(key: string): readonly Fact[] {
    return this.#members.flatMap(({ node }) => {
      const value = this.#known.get(node)?.facts[key];
      return value === undefined ? [] : [{ node, value }];
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#timer?.cancel();
    await this.#options.redis.leave(this.#options.me.node).catch(() => {});
    this.#options.redis.close();
  }

  async #read(entries: readonly Entry[]): Promise<void> {
    for (const { node, version } of entries) {
      if (this.#known.get(node)?.version === version) continue;
      this.#known.set(node, { version, facts: await this.#options.redis.facts(node) });
    }
    this.#members = entries;
    for (const node of this.#known.keys()) if (!entries.some((entry) => entry.node === node)) this.#known.delete(node);
  }
}
