import { createHash } from 'node:crypto';
import type { Random } from '#core';
import { canonical } from '../canonical.ts';

/** Ten digits: a million tickets meet by chance once in ten thousand, and people can say and type them. */
const LEAST = 1_000_000_000;
const NUMBERS = 9_000_000_000;

export const TICKET_NUMBER = /^[1-9]\d{9}$/;

export const randomNumber = (random: Random): string => String(LEAST + random.int(NUMBERS));

/**
 * The number that an idempotency key leads to. The same key comes to the same row on every server, so that the row itself
 * is the lock: no table of keys, no second index. `attempt` counts the numbers that others had already.
 */
export function numberOfKey(key: string, attempt: number): string {
  const hash = createHash('sha256').update(`${attempt}\n${key}`).digest();
  return String(LEAST + (hash.readUIntBE(0, 6) % NUMBERS));
}

/** Equal wishes have equal hashes, whatever the order of their keys. */
export function hashOfWish(wish: object): string {
  return createHash('sha256').update(canonical(wish)).digest('base64url').slice(0, 22);
}
