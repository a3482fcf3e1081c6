import { Redis } from 'ioredis';
import type { Millis } from '#core';
import type { Fact, Member } from '../port.ts';

/** What a server tells of itself lasts so long without another word of it. */
export const GONE_MS: Millis = 3_000;
const ANSWER_WITHIN_MS = 1_000;

/** As it stands in Redis; `version` grows with each change of the server's facts. */
export interface Entry extends Member {
  readonly version: number;
}

/**
 * The register of servers in Redis. Every server writes keys of its own run only, and they expire without it:
 *
 *   huawu:cluster:{shard}:nodes         set: node
 *   huawu:cluster:{shard}:node:<node>   string: `Entry` as JSON, expires
 *   huawu:cluster:{shard}:facts:<node>  hash: key → value, expires
 *
 * and all of them `huawu:cluster:{shard}:secret`, unless the configuration names one.
 */
export class RedisRegister {
  readonly #redis: Redis;
  readonly #shard: string;

  constructor(url: string, tls: object | undefined, shard: string) {
    this.#shard = shard;
    this.#redis = new Redis(url, {
      ...(tls ? { tls } : {}),
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      commandTimeout: ANSWER_WITHIN_MS,
      connectTimeout: 2_000,
      disconnectTimeout: 100,
      connectionName: 'huawu-cluster',
      retryStrategy: (times) => Math.min(50 * times, 500),
    });
    // Each command tells by itself that it failed.
    this.#redis.on('error', () => {});
  }

  /** Rejects when Redis cannot be reached or says no, in the words of the first trouble. */
  async connect(): Promise<void> {
    const trouble = Promise.withResolvers<never>();
    this.#redis.once('error', trouble.reject);
    // Told by `trouble`, too, and in better words.
    const opening = this.#redis.connect().catch(() => trouble.promise);
    await Promise.race([opening, trouble.promise]);
  }

  /** The secret of the links, where the configuration names none: what is kept, or this one from now on. */
  async secret(made: string): Promise<string> {
    const key = `huawu:cluster:{${this.#shard}}:secret`;
    await this.#guarded(this.#redis.set(key, made, 'NX'));
    return (await this.#guarded(this.#redis.get(key))) ?? made;
  }

  /** A sign of life; writes the facts `anew` or when they are gone; gives the others. Rejects when Redis is away. */
  async beat(me: Entry, facts: ReadonlyMap<string, string>, anew: boolean): Promise<readonly Entry[]> {
    const mine = this.#facts(me.node);
    const [, , [, kept] = [], [, names] = []] = (await this.#guarded(
      this.#redis.multi().set(this.#node(me.node), JSON.stringify(me), 'PX', GONE_MS).sadd(this.#nodes, me.node).pexpire(mine, GONE_MS).smembers(this.#nodes).exec(),
    )) ?? [];
    // Redis forgot them, or we were silent for too long.
    if (anew || (kept !== 1 && facts.size > 0)) {
      const written = this.#redis.multi().del(mine);
      if (facts.size > 0) written.hset(mine, Object.fromEntries(facts)).pexpire(mine, GONE_MS);
      await this.#guarded(written.exec());
    }
    return this.#entries((names as string[] | undefined ?? []).filter((name) => name !== me.node));
  }

  async put(node: string, key: string, value: string | undefined): Promise<void> {
    const facts = this.#facts(node);
    if (value === undefined) await this.#guarded(this.#redis.hdel(facts, key));
    else await this.#guarded(this.#redis.multi().hset(facts, key, value).pexpire(facts, GONE_MS).exec());
  }

  /** All facts of one server. */
  facts(node: string): Promise<Readonly<Record<string, string>>> {
    return this.#guarded(this.#redis.hgetall(this.#facts(node)));
  }

  /** What the others keep under one key. */
  async find(me: string, key: string): Promise<readonly Fact[]> {
    const names = (await this.#guarded(this.#redis.smembers(this.#nodes))).filter((name) => name !== me);
    if (names.length === 0) return [];
    const pipeline = this.#redis.pipeline();
    for (const name of names) pipeline.hget(this.#facts(name), key);
    const values = (await this.#guarded(pipeline.exec())) ?? [];
    return names.flatMap((node, index) => {
      const value = values[index]?.[1];
      return typeof value === 'string' ? [{ node, value }] : [];
    });
  }

  async leave(node: string): Promise<void> {
    await this.#guarded(this.#redis.multi().del(this.#node(node)).del(this.#facts(node)).srem(this.#nodes, node).exec());
  }

  close(): void {
    this.#redis.disconnect();
  }

  async #entries(names: readonly string[]): Promise<readonly Entry[]> {
    if (names.length === 0) return [];
    const texts = await this.#guarded(this.#redis.mget(names.map((name) => this.#node(name))));
    const gone = names.filter((_, index) => texts[index] == null);
    if (gone.length > 0) await this.#guarded(this.#redis.srem(this.#nodes, ...gone));
    return texts.flatMap((text) => (text == null ? [] : [JSON.parse(text) as Entry]));
  }

  /** A connection that does not answer is made anew: behind a cut there may be nobody who says so. */
  async #guarded<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (String(error).includes('timed out')) this.#redis.disconnect(true);
      throw error;
    }
  }

  get #nodes(): string {
    return `huawu:cluster:{${this.#shard}}:nodes`;
  }

  #node(node: string): string {
    return `huawu:cluster:{${this.#shard}}:node:${node}`;
  }

  #facts(node: string): string {
    return `huawu:cluster:{${this.#shard}}:facts:${node}`;
  }
}
