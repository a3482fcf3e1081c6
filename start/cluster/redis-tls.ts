import { readFileSync } from 'node:fs';
import type { Config } from '#config';
import { Fault, type Result, failed, ok } from '#core';

/** What `redis.ca`, `redis.certificate` and `redis.key` name, as the connection wants it; undefined without any. Errors: `start.redis-certificate`. */
export function redisTls({ redis: { url, ca, certificate, key } }: Config): Result<object | undefined> {
  if (!url?.startsWith('rediss:') || (!ca && !certificate && !key)) return ok(undefined);
  try {
    const files = Object.entries({ ca, cert: certificate, key }).flatMap(([name, file]) => (file === undefined ? [] : [[name, readFileSync(file)]]));
    return ok(Object.fromEntries(files) as object);
  } catch (error) {
    return failed(new Fault('start.redis-certificate', `A file of redis.ca, redis.certificate or redis.key cannot be read: ${String((error as Error).message)}. It must be a PEM file this server may read.`, { cause: error }));
  }
}
