import { resolve } from 'node:path';
import type { Config } from '#config';
import { type Result, ok } from '#core';
import { createRoutingDesk, keepDays, memoryRoutingLog, openRedisRoutingLog, type RoutingDesk } from '#routing';
import { redisTls } from './cluster/redis-tls.ts';
import type { Tools } from './open-server.ts';
import { routingSettings } from './settings/routing-settings.ts';

export interface RoutingSide {
  readonly desk: RoutingDesk;
  close(): Promise<void>;
}

/** Who gets which contact: by itself in memory, or together with other servers by the log in Redis. Errors: `routing.redis-*`. */
export async function openRouting(config: Config, node: string | undefined, { clock, random, log }: Pick<Tools, 'clock' | 'random' | 'log'>): Promise<Result<RoutingSide>> {
  const settings = routingSettings(config);
  const kept = (desk: RoutingDesk) => keepDays({ desk, folder: resolve(config.data.folder, 'routing'), clock, random, log });
  const { url, shard } = config.redis;
  if (url === undefined) {
    const desk = createRoutingDesk({ settings, log: memoryRoutingLog(), clock });
    const days = kept(desk);
    return ok({
      desk,
      async close() {
        await days.close();
        desk.close();
      },
    });
  }
  const tls = redisTls(config);
  if (!tls.ok) return tls;
  const shared = await openRedisRoutingLog({ url, shard, ...(node === undefined ? {} : { node }), ...(tls.value ? { tls: tls.value } : {}), clock, random, log });
  if (!shared.ok) return shared;
  const desk = createRoutingDesk({ settings, log: shared.value, clock });
  await desk.settled();
  const days = kept(desk);
  return ok({
    desk,
    async close() {
      await days.close();
      desk.close();
      await shared.value.close();
    },
  });
}
