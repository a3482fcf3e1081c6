import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHash, createHmac } from 'node:crypto';
import { type Clock, type EpochMillis, type Log, type Millis, Scope } from '#core';
import type { HookSettings } from './hooks.ts';
import type { HttpAnswer, HttpRequest } from './outside.ts';

export interface OutboxOptions {
  /** Where messages lie until they are taken. */
  readonly folder: string;
  readonly hooks: () => readonly HookSettings[];
  readonly http: (request: HttpRequest, scope: Scope) => Promise<HttpAnswer>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A message as it lies on disk. */
interface Kept {
  readonly key: string;
  readonly hook: string;
  readonly body: string;
  readonly since: EpochMillis;
  readonly tries: number;
  readonly next: EpochMillis;
}

/** Pauses between tries; the last one is repeated. */
const AGAIN_AFTER_MS: readonly Millis[] = [1_000, 5_000, 30_000, 120_000, 600_000, 1_800_000];
/** A receiver that is away longer than this gets the message no more. */
const KEEP_MS: Millis = 24 * 3_600_000;
const TIMEOUT_MS: Millis = 10_000;
/** Requests under way at once. */
const MOST_AT_ONCE = 8;
/** Messages kept at once; a receiver that is away for a day must not fill the disk. */
const MOST_KEPT = 20_000;
const LOOK_MS: Millis = 500;

/**
 * Messages of rules to other systems. Each is written to disk at once (in the background), is tried with growing pauses for a day, also
 * after a restart, and carries the same `Idempotency-Key` each time; the same key is sent once. Signed as those of `Hooks`.
 *
 *   send ──▶ <key>.json ──due──▶ POST ──2xx──▶ removed
 *                 ▲               │ else
 *                 └─ next try ◀───┘ ──4xx, or a day──▶ given up (log)
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #scope: Scope;
  readonly #waiting = new Map<string, Kept>();
  readonly #flying = new Set<string>();
  /** Keys that were sent lately. */
  readonly #done = new Set<string>();
  #disk: Promise<void> = Promise.resolve();

  constructor(options: OutboxOptions, scope: Scope) {
    this.#options = options;
    this.#scope = new Scope(scope);
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
    for (const kept of readKept(options.folder)) this.#waiting.set(kept.key, kept);
    const timer = options.clock.every(LOOK_MS, () => this.#look());
    this.#scope.onEnd(() => timer.cancel());
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** False when there is no such hook, or too many messages wait. A key that was taken before is taken again without being sent twice. */
  send(hook: string, key: string, message: Readonly<Record<string, unknown>>): boolean {
    if (this.#waiting.has(key) || this.#done.has(key)) return true;
    if (!this.#options.hooks().some(({ id }) => id === hook) || this.#waiting.size >= MOST_KEPT || this.#scope.ended) return false;
    const now = this.#options.clock.wall();
    const kept: Kept = { key, hook, body: JSON.stringify(message), since: now, tries: 0, next: now };
    this.#waiting.set(key, kept);
    this.#write(kept);
    return true;
  }

  #look(): void {
    const now = this.#options.clock.wall();
    for (const kept of this.#waiting.values()) {
      if (this.#flying.size >= MOST_AT_ONCE) return;
      if (kept.next > now || this.#flying.has(kept.key)) continue;
      this.#flying.add(kept.key);
      void this.#try(kept).finally(() => this.#flying.delete(kept.key));
    }
  }

  async #try(kept: Kept): Promise<void> {
    const { hooks, http, clock, log } = this.#options;
    const hook = hooks().find(({ id }) => id === kept.hook);
    const answer = hook ? await http(this.#request(hook, kept), this.#scope) : undefined;
    if (this.#scope.ended) return;
    if (answer?.kind === 'answered' && answer.status >= 200 && answer.status < 300) return this.#forget(kept.key);
    const told = answer === undefined ? 'no such hook' : answer.kind === 'answered' ? `status ${answer.status}` : answer.kind;
    const refused = answer?.kind === 'answered' && answer.status >= 400 && answer.status < 500 && answer.status !== 408 && answer.status !== 429;
    const now = clock.wall();
    if (refused || now - kept.since >= KEEP_MS) {
      log.warn('a message to another system was given up', { hook: kept.hook, tries: kept.tries + 1, answer: told });
      return this.#forget(kept.key);
    }
    const pause = AGAIN_AFTER_MS[Math.min(kept.tries, AGAIN_AFTER_MS.length - 1)] ?? 0;
    const later: Kept = { ...kept, tries: kept.tries + 1, next: now + pause };
    this.#waiting.set(kept.key, later);
    this.#write(later);
  }

  #forget(key: string): void {
    this.#waiting.delete(key);
    this.#done.add(key);
    // Only the latest keys can come again: a rule fires in calls that go on.
    if (this.#done.size > MOST_KEPT) for (const old of [...this.#done].slice(0, MOST_KEPT / 2)) this.#done.delete(old);
    this.#onDisk(() => rm(fileOf(this.#options.folder, key), { force: true }));
  }

  /** Resolves when the disk has everything that was told so far. */
  settled(): Promise<void> {
    return this.#disk;
  }

  /** One after the other, so that a message that is gone does not come back. */
  #onDisk(work: () => Promise<void>): void {
    this.#disk = this.#disk.then(work).catch((error: unknown) => this.#options.log.warn('messages to other systems cannot be kept on disk; they are sent, but do not outlive a restart', { error }));
  }

  /** Whole or not at all: a server that is killed leaves the file of before. */
  #write(kept: Kept): void {
    const file = fileOf(this.#options.folder, kept.key);
    this.#onDisk(async () => {
      await writeFile(`${file}.new`, JSON.stringify(kept), { mode: 0o600, flush: true });
      await rename(`${file}.new`, file);
    });
  }

  #request({ url, secret }: HookSettings, { key, body }: Kept): HttpRequest {
    const at = Math.floor(this.#options.clock.wall() / 1000);
    const signature: Record<string, string> = secret === undefined ? {} : { 'x-huawu-signature': `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}` };
    return { method: 'POST', url, headers: { 'content-type': 'application/json', 'idempotency-key': key, 'x-huawu-delivery': key, ...signature }, body, timeoutMs: TIMEOUT_MS };
  }
}

/** Keys hold what people write: the name of the file is their fingerprint. */
const fileOf = (folder: string, key: string) => join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`);

function readKept(folder: string): Kept[] {
  return readdirSync(folder).filter((file) => file.endsWith('.json')).flatMap((file) => {
    try {
      const read = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Kept;
      return typeof read.key === 'string' && typeof read.hook === 'string' && typeof read.body === 'string' ? [read] : [];
    } catch {
      return [];
    }
  });
}
