import { createHash } from 'node:crypto';
import { Redis } from 'ioredis';
import type { LoggedCommand } from '../../port.ts';
import { keysOf, type ScriptName, SCRIPTS } from './scripts.ts';

/** One entry as it stands in the stream. */
export interface StreamEntry extends LoggedCommand {
  /** 1 for the first entry ever. */
  readonly position: number;
  readonly node: string;
  /** The node's own number of the command; 0 for those of a leader. */
  readonly number: number;
  /** None of ours: somebody else wrote it. */
  readonly unreadable?: true;
}

/** A command that is not answered within this time is taken for lost, and the connection with it. */
const ANSWER_WITHIN_MS = 1_000;
/** A reader waits so long for news before it asks again. */
const BLOCK_MS = 500;
const SHA = Object.fromEntries(Object.entries(SCRIPTS).map(([name, text]) => [name, createHash('sha1').update(text).digest('hex')]));

/** Two connections: one for short commands, one that waits for entries. Both come back by themselves; a command meanwhile fails at once. */
export class RedisLink {
  readonly #commands: Redis;
  readonly #reader: Redis;
  readonly #keys: ReturnType<typeof keysOf>;
  /** Why the connection is not there, in better words than those of a command that finds none. */
  #trouble: Error | undefined;

  constructor(url: string, shard: string, tls?: object) {
    this.#keys = keysOf(shard);
    this.#commands = this.#client(url, ANSWER_WITHIN_MS, tls);
    this.#reader = this.#client(url, BLOCK_MS + ANSWER_WITHIN_MS, tls);
  }

  /** Rejects when Redis cannot be reached or says no, in the words of the first trouble. */
  async connect(): Promise<void> {
    const trouble = Promise.withResolvers<never>();
    for (const client of [this.#commands, this.#reader]) client.once('error', trouble.reject);
    // Told by `trouble`, too, and in better words.
    const opening = Promise.all([this.#commands.connect(), this.#reader.connect()]).catch(() => trouble.promise);
    await Promise.race([opening, trouble.promise]);
  }

  close(): void {
    this.#commands.disconnect();
    this.#reader.disconnect();
  }

  /** Sections of INFO, key → value. */
  async info(): Promise<ReadonlyMap<string, string>> {
    const text = await this.#commands.info();
    return new Map(text.split('\r\n').flatMap((line) => (line.includes(':') ? [[line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const] : [])));
  }

  /** The script's reply; rejects when Redis is away or refuses. */
  async run(name: ScriptName, args: readonly (string | number | Buffer)[]): Promise<readonly string[]> {
    const all = [...this.#keys, ...args];
    return (await this.#guarded(this.#commands, async () => {
      try {
        return await this.#commands.evalsha(SHA[name] ?? '', this.#keys.length, ...all);
      } catch (error) {
        if (!String(error).includes('NOSCRIPT')) throw error;
        return this.#commands.eval(SCRIPTS[name], this.#keys.length, ...all);
      }
    })) as readonly string[];
  }

  /** Entries after this position; waits a moment for them, then gives none. */
  async next(after: number, most: number): Promise<readonly StreamEntry[]> {
    const reply = await this.#guarded(this.#reader, () => this.#reader.xread('COUNT', most, 'BLOCK', BLOCK_MS, 'STREAMS', this.#keys[0], `${after}-0`));
    return (reply?.[0]?.[1] ?? []).map(entryOf);
  }

  /** Entries from a position to another one, both inclusive. */
  async range(from: number, to: number | '+', most: number): Promise<readonly StreamEntry[]> {
    const rows = await this.#guarded(this.#commands, () => this.#commands.xrange(this.#keys[0], `${from}-0`, to === '+' ? '+' : `${to}-0`, 'COUNT', most));
    return rows.map(entryOf);
  }

  async snapshot(): Promise<{ readonly position: number; readonly data: Buffer } | undefined> {
    const [position, data] = await this.#guarded(this.#commands, () => this.#commands.hmgetBuffer(this.#keys[3], 'position', 'data'));
    return position && data ? { position: Number(position.toString()), data } : undefined;
  }

  #client(url: string, commandTimeout: number, tls: object | undefined): Redis {
    const client = new Redis(url, {
      ...(tls ? { tls } : {}),
      lazyConnect: true,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      protocol: 2,
      commandTimeout,
      connectTimeout: 2_000,
      disconnectTimeout: 100,
      connectionName: 'huawu',
      retryStrategy: (times) => Math.min(50 * times, 500),
    });
    // Each command tells by itself that it failed.
    client.on('error', (error: Error) => (this.#trouble = error));
    client.on('ready', () => (this.#trouble = undefined));
    return client;
  }

  /** A connection that does not answer is made anew: behind a cut there may be nobody who says so. */
  async #guarded<T>(client: Redis, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (String(error).includes('timed out')) client.disconnect(true);
      throw /isn't writeable|max retries/.test(String(error)) ? (this.#trouble ?? error) : error;
    }
  }
}

function entryOf([id, fields]: [id: string, fields: string[]]): StreamEntry {
  const found = new Map<string, string>();
  for (let index = 0; index + 1 < fields.length; index += 2) found.set(fields[index] ?? '', fields[index + 1] ?? '');
  const [position, at, node, number] = [Number.parseInt(id, 10), Number(found.get('at')) / 1000, found.get('n') ?? '', Number(found.get('q'))];
  const command = commandOf(found.get('c'));
  return command && Number.isFinite(at) ? { position, at, command, node, number } : { position, at: 0, command: { type: 'tick' }, node: '', number: 0, unreadable: true };
}

function commandOf(text: string | undefined): LoggedCommand['command'] | undefined {
  try {
    const read: unknown = JSON.parse(text ?? '');
    return read !== null && typeof read === 'object' && 'type' in read ? (read as LoggedCommand['command']) : undefined;
  } catch {
    return undefined;
  }
}
