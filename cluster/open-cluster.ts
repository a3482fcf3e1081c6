import { type Clock, Fault, type Log, type Millis, type Random, type Result, failed, ok, sleep } from '#core';
import { Links } from './links/links.ts';
import type { Cluster } from './port.ts';
import { RedisRegister } from './register/redis-register.ts';
import { Register } from './register/register.ts';

export interface ClusterOptions {
  /** Name of this run, as in the routing log. */
  readonly node: string;
  /** Name of the server, kept over restarts. */
  readonly server: string;
  readonly redis: { readonly url: string; readonly shard: string; readonly tls?: object };
  /** Shared by all servers; who does not know it is not talked to. Default: one that the first server made, kept in Redis. */
  readonly secret?: string;
  /** Where the others connect to. */
  readonly listen: { readonly host: string; readonly port: number };
  /** Host under which the others reach this server. */
  readonly advertise: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
}

/** A server that was just started is linked to within this time. */
const REACHED_WITHIN_MS: Millis = 2_000;
const LOOK_MS: Millis = 20;

/**
 * Joins the servers that share a Redis and a secret. Each pair is linked by one TLS connection whose key is made of the
 * secret; Redis tells who is there. Errors: `cluster.port-in-use`, `cluster.register-away`.
 */
export async function openCluster(options: ClusterOptions): Promise<Result<Cluster>> {
  const { node, server, redis: { url, shard, tls }, listen, clock, log, random } = options;
  const redis = new RedisRegister(url, tls, shard);
  let secret: string;
  try {
    await redis.connect();
    secret = options.secret ?? (await redis.secret(random.hex(32)));
  } catch (error) {
    redis.close();
    return failed(new Fault('cluster.register-away', `The register of servers in Redis cannot be opened (${String((error as Error).message)}): start Redis; check host, port, user and password in redis.url (REDIS_URL), with rediss:// also redis.ca, redis.certificate and redis.key; or leave redis.url out to run this server alone.`, { cause: error, retryable: true }));
  }
  const links = await Links.open({ node, shard, secret, ...listen, clock, log });
  if (!links.ok) {
    redis.close();
    return links;
  }
  const address = `${options.advertise.includes(':') ? `[${options.advertise}]` : options.advertise}:${links.value.port}`;
  const register = new Register({ redis, me: { node, server, address }, clock, log, seen: (members) => links.value.seek(members) });
  await register.beat();
  return ok(joined(options, links.value, register));
}

function joined({ node, server, clock }: ClusterOptions, links: Links, register: Register): Cluster {
  return {
    node,
    server,
    facts: register,
    heard: links.heard,
    linked: links.linked,
    parted: links.parted,
    get members() {
      return register.members;
    },
    isLinked: (other) => links.has(other),
    tell: (other, topic, body) => links.tell(other, topic, body),
    tellAll(topic, body) {
      for (const other of links.all()) links.tell(other, topic, body);
    },
    async reach(other) {
      const deadline = clock.now() + REACHED_WITHIN_MS;
      while (!links.has(other) && clock.now() < deadline) await sleep(clock, LOOK_MS);
      return links.has(other);
    },
    health: () => ({
      servers: register.members.length + 1,
      unlinked: register.members.filter((member) => !links.has(member.node)).map((member) => member.server),
      registerAway: register.isAway,
    }),
    async close() {
      await register.close();
      await links.close();
    },
  };
}
