import { silentLog, sleep, systemClock, systemRandom } from '#core';
import { routingLogContract } from '#test/contracts/routing-log';
import { hasRedis, type RedisServer, startRedis } from '#test/simulators/redis-server';
import { afterAll, beforeAll, describe } from 'vitest';
import { openRedisRoutingLog, type RedisRoutingLog } from './redis-routing-log.ts';

const clock = systemClock;
let redis: RedisServer;
let shards = 0;

async function open(shard: string): Promise<RedisRoutingLog> {
  const opened = await openRedisRoutingLog({ url: redis.url, shard, clock, random: systemRandom, log: silentLog });
  if (!opened.ok) throw opened.fault;
  return opened.value;
}

// Skipped only where Debian's redis-server is missing; npm test installs it when root.
describe.skipIf(!hasRedis)('with a real Redis', () => {
  beforeAll(async () => void (redis = await startRedis()));
  afterAll(() => redis?.stop());

  routingLogContract('Redis Streams', async () => {
    const shard = `s${shards++}`;
    const opened = [await open(shard)];
    const again = async () => {
      const log = await open(shard);
      opened.push(log);
      return log;
    };
    const close = async () => void (await Promise.all(opened.map((log) => log.close())));
    return { clock, log: opened[0] as RedisRoutingLog, again, pass: (ms) => sleep(clock, ms), close };
  });
});
