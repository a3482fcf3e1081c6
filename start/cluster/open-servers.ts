import { lookup } from 'node:dns/promises';
import { hostname } from 'node:os';
import { type Cluster, openCluster } from '#cluster';
import type { Config } from '#config';
import { localAddressFor, type Result, ok } from '#core';
import type { Tools } from '../open-server.ts';
import { redisTls } from './redis-tls.ts';
import { serverName } from './server-name.ts';

/** The other servers with the same Redis and shard; undefined without Redis. Errors: those of `openCluster`, `start.redis-certificate`. */
export async function openServers(config: Config, { clock, log, random }: Pick<Tools, 'clock' | 'log' | 'random'>): Promise<Result<Cluster | undefined>> {
  const { redis: { url, shard }, cluster: { secret, host, port, advertise }, data } = config;
  if (url === undefined) return ok(undefined);
  const tls = redisTls(config);
  if (!tls.ok) return tls;
  return openCluster({
    node: `${hostname()}-${random.hex(4)}`,
    server: serverName(data.folder, random),
    redis: { url, shard, ...(tls.value ? { tls: tls.value } : {}) },
    ...(secret === undefined ? {} : { secret }),
    listen: { host, port },
    advertise: advertise ?? (await ownAddress(url, config.sip.advertise)),
    clock, log, random,
  });
}

/** Our address on the network where Redis is: the others are there, too. */
async function ownAddress(url: string, advertise: string | undefined): Promise<string> {
  const host = URL.parse(url)?.hostname.replaceAll(/[[\]]/g, '') || '127.0.0.1';
  const found = await lookup(host, { family: 4 }).catch(() => undefined);
  return localAddressFor(found?.address ?? host, advertise);
}
