import { type Clock, type Log, sleep } from '#core';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { LogFollower, MachineSnapshot } from '../../port.ts';
import type { RedisLink, StreamEntry } from './redis-link.ts';

/** Entries fetched at once. */
const MOST = 500;
const AGAIN_MS = 100;
const unzip = promisify(gunzip);

/** What a replica begins with. */
export interface Loaded {
  readonly position: number;
  readonly snapshot: MachineSnapshot;
  readonly entries: readonly StreamEntry[];
}

export interface ReaderOptions {
  readonly link: RedisLink;
  readonly clock: Clock;
  readonly log: Log;
  readonly follower: LogFollower;
  /** Decides and tells one new entry. */
  readonly take: (entry: StreamEntry) => void;
  /** The log is not the one read so far, or has gone on without us: asks for `reload`. */
  readonly strayed: (why: string) => void;
}

/** The snapshot and everything after it. Once more where a later snapshot dropped entries meanwhile. */
export async function load(link: RedisLink): Promise<Loaded> {
  const loaded = await loadOnce(link);
  const [first] = loaded.entries;
  return first && first.position > loaded.position + 1 ? loadOnce(link) : loaded;
}

async function loadOnce(link: RedisLink): Promise<Loaded> {
  const kept = await link.snapshot();
  const snapshot = kept && kept.data.length > 0 ? (JSON.parse((await unzip(kept.data)).toString()) as MachineSnapshot) : undefined;
  const position = kept?.position ?? 0;
  const entries: StreamEntry[] = [];
  for (;;) {
    const some = await link.range((entries.at(-1)?.position ?? position) + 1, '+', MOST);
    entries.push(...some);
    if (some.length < MOST) return { position, snapshot, entries };
  }
}

/** Reads the log in order, each entry once, for as long as it is open. */
export class Reader {
  readonly #options: ReaderOptions;
  #position = 0;
  /** The entry at this position, to see after a break whether the log is still the same. */
  #latest: StreamEntry | undefined;
  #doubt = false;
  #reload = false;
  #strayed = false;
  #closed = false;
  #waiting: { readonly position: number; readonly done: () => void }[] = [];

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** Up to where the log was read; 0 while it is to be read anew. */
  get position(): number {
    return this.#reload ? 0 : this.#position;
  }

  /** Decides the past in silence, then reads on. */
  begin(loaded: Loaded): void {
    this.#apply(loaded);
    void this.#run();
  }

  /** Throws the replica away and begins anew from the snapshot. */
  reload(): void {
    this.#reload = true;
  }

  /** Resolves once everything up to this position is decided. */
  reached(position: number): Promise<void> {
    if (this.#position >= position && !this.#reload) return Promise.resolve();
    return new Promise((done) => this.#waiting.push({ position, done }));
  }

  close(): void {
    this.#closed = true;
    this.#position = Number.MAX_SAFE_INTEGER;
    this.#reload = false;
    this.#wake();
  }

  #apply({ position, snapshot, entries }: Loaded): void {
    const { follower } = this.#options;
    follower.reset(snapshot);
    for (const entry of entries) if (!entry.unreadable) follower.decide(entry);
    this.#latest = entries.at(-1);
    this.#position = this.#latest?.position ?? position;
    this.#strayed = false;
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      try {
        await this.#step();
      } catch (error) {
        this.#doubt = true;
        this.#options.log.debug('the routing log cannot be read just now', { error });
        await sleep(this.#options.clock, AGAIN_MS);
      }
    }
  }

  async #step(): Promise<void> {
    if (this.#reload) return this.#anew();
    if (this.#doubt && !(await this.#same())) return;
    const entries = await this.#options.link.next(this.#position, MOST);
    for (const entry of entries) {
      if (this.#closed || this.#reload) return;
      if (entry.position !== this.#position + 1) return this.#stray('entries that were not read are dropped already');
      this.#position = entry.position;
      this.#latest = entry;
      this.#take(entry);
    }
    this.#wake();
  }

  #take(entry: StreamEntry): void {
    if (entry.unreadable) return this.#options.log.error('an entry of the routing log is none of ours and is passed over: nobody else may write to the keys of Redis that begin with huawu:', { position: entry.position });
    try {
      this.#options.take(entry);
    } catch (error) {
      this.#options.log.error('a routing command could not be decided; the log goes on', { error, type: entry.command.type, position: entry.position });
    }
  }

  async #anew(): Promise<void> {
    const loaded = await load(this.#options.link);
    this.#reload = false;
    this.#doubt = false;
    this.#apply(loaded);
    this.#options.follower.caughtUp();
    this.#wake();
  }

  /** After a break: Redis may have come back with older data. */
  async #same(): Promise<boolean> {
    const latest = this.#latest;
    if (latest) {
      const [now] = await this.#options.link.range(latest.position, latest.position, 1);
      if (!now || now.at !== latest.at || now.node !== latest.node || now.number !== latest.number) {
        await this.#stray('Redis has other entries than before');
        return false;
      }
    }
    this.#doubt = false;
    return true;
  }

  async #stray(why: string): Promise<void> {
    if (!this.#strayed) this.#options.strayed(why);
    this.#strayed = true;
    if (!this.#reload) await sleep(this.#options.clock, AGAIN_MS);
  }

  #wake(): void {
    if (this.#reload) return;
    const ready = this.#waiting.filter(({ position }) => this.#position >= position);
    this.#waiting = this.#waiting.filter(({ position }) => this.#position < position);
    for (const { done } of ready) done();
  }
}
