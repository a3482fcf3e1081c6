import { Fault, type Log, type Result, failed, ok } from '#core';
import type { RedisLink } from './redis-link.ts';

/** XTRIM MINID, and scripts whose effects are replicated. */
const LEAST = [6, 2];

/** Whether this Redis will do; advice goes to the log. Errors: see `openRedisRoutingLog`. */
export async function checkRedis(link: RedisLink, { url, log }: { readonly url: string; readonly log: Log }): Promise<Result<void>> {
  try {
    await link.connect();
  } catch (error) {
    return failed(unreachable(url, error));
  }
  const info = await link.info().catch((error: Error) => error);
  if (info instanceof Error) return failed(unreachable(url, info));
  const version = info.get('redis_version') ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < (LEAST[0] ?? 0) || (major === LEAST[0] && minor < (LEAST[1] ?? 0))) {
    return failed(new Fault('routing.redis-too-old', `Redis ${version} is too old for the routing log: use ${LEAST.join('.')} or newer (Debian 12 and later have it), or leave redis.url (REDIS_URL) out.`));
  }
  advise(info, log);
  return ok(undefined);
}

function advise(info: ReadonlyMap<string, string>, log: Log): void {
  const policy = info.get('maxmemory_policy') ?? 'noeviction';
  if (info.get('maxmemory') !== '0' && policy !== 'noeviction') log.warn('Redis may drop the routing log when memory is short: set maxmemory-policy to noeviction (docs/redis.md)', { policy });
  if (info.get('aof_enabled') === '0') log.warn('Redis keeps the routing log in memory only: set appendonly to yes, or a restart of Redis makes all servers sign in anew (docs/redis.md)');
}

function unreachable(url: string, error: unknown): Fault {
  const message = error instanceof Error ? error.message : String(error);
  const refused = /NOAUTH|WRONGPASS|NOPERM|AUTH/.test(message);
  if (refused) return new Fault('routing.redis-refused', `Redis at ${place(url)} refuses us (${message}): check user and password in redis.url (REDIS_URL).`, { cause: error });
  return new Fault('routing.redis-unreachable', `Redis at ${place(url)} does not answer (${message}): start it, check host and port in redis.url (REDIS_URL), or leave redis.url out to run this server alone.`, { cause: error, retryable: true });
}

/** Without user and password. */
function place(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the address given';
}
