import { hostname } from 'node:os';
import { type Clock, Fault, type Log, type Random, type Result, failed, ok } from '#core';
import type { LoggedCommand, RoutingLog } from '../../port.ts';
import { checkRedis } from './check-redis.ts';
import { LogTime } from './log-time.ts';
import { load } from './reader.ts';
import { RedisLine } from './redis-line.ts';
import { RedisLink } from './redis-link.ts';
import { TIMING, type Timing } from './pulse.ts';
import { leave, signIn } from './sign-in.ts';
import { SNAPSHOTS, type SnapshotPolicy } from './snapshot-keeper.ts';

export interface RedisRoutingLogOptions {
  /** `redis://…` or `rediss://…`. */
  readonly url: string;
  /** Servers of the same shard share queues and agents. Default `main`. */
  readonly shard?: string;
  /** Name of this server in the log; default: one made anew. */
  readonly node?: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly timing?: Partial<Timing>;
  readonly snapshots?: Partial<SnapshotPolicy>;
  /** Of the connection, where the address is `rediss://`. */
  readonly tls?: object;
  /** A phone can be rung by its own server only: callers here are for agents here (`ContactRequest.sameNode`). Default false. */
  readonly ownPhones?: boolean;
  /** Commands that wait at most while Redis is away. Default 20,000. */
  readonly backlog?: number;
}

const BACKLOG = 20_000;
/** Entries read at once for `read`. */
const MOST = 1_000;

export interface RedisRoutingLog extends RoutingLog {
  /** This server's name in the log; made anew at each start. */
  readonly node: string;
  read(from?: number): Promise<readonly LoggedCommand[]>;
  /** Signs out and disconnects, as closing the line does; resolves when that is done. */
  close(): Promise<void>;
}

/**
 * The log shared by several servers, in Redis Streams. Every server is a replica: it runs the machine over the same entries.
 * Redis stamps time and order of each command (one script); one server at a time holds the lease and adds ticks, says who
 * is gone, and writes snapshots. Decision 0060.
 * Errors: `routing.redis-unreachable`, `routing.redis-refused`, `routing.redis-too-old`.
 */
export async function openRedisRoutingLog(options: RedisRoutingLogOptions): Promise<Result<RedisRoutingLog>> {
  const link = new RedisLink(options.url, options.shard ?? 'main', options.tls);
  const checked = await checkRedis(link, options);
  if (!checked.ok) {
    link.close();
    return checked;
  }
  try {
    return ok(await join(link, options));
  } catch (error) {
    link.close();
    return failed(new Fault('routing.redis-refused', `Redis refuses the commands of the routing log: ${String((error as Error).message)}. Its user needs scripts, streams and hashes on keys "huawu:*", on a server that takes writes.`, { cause: error }));
  }
}

async function join(link: RedisLink, options: RedisRoutingLogOptions): Promise<RedisRoutingLog> {
  const { clock, random, log } = options;
  const node = options.node ?? `${hostname()}-${random.hex(4)}`;
  const time = new LogTime();
  const session = random.hex(8);
  const joined = await signIn(link, { node, session, number: 0, clock, random, time });
  const loaded = await load(link);
  let line: RedisLine | undefined;
  return {
    node,
    follow(follower) {
      line = new RedisLine({
        link, node, session, joined, loaded, follower, clock, random, time,
        log: log.with({ node }),
        timing: { ...TIMING, ...options.timing },
        snapshots: { ...SNAPSHOTS, ...options.snapshots },
        backlog: options.backlog ?? BACKLOG,
        ownPhones: options.ownPhones ?? false,
      });
      return line;
    },
    read: (from = 0) => readAll(link, from),
    async close() {
      line?.close();
      if (line) await line.closed;
      else await leave(link, { node, session, clock });
    },
  };
}

async function readAll(link: RedisLink, from: number): Promise<readonly LoggedCommand[]> {
  const all: LoggedCommand[] = [];
  for (let position = from + 1; ; ) {
    const some = await link.range(position, '+', MOST);
    for (const { at, command } of some) all.push({ at, command });
    const last = some.at(-1);
    if (!last || some.length < MOST) return all;
    position = last.position + 1;
  }
}

