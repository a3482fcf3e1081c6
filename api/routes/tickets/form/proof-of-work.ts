import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** Work for the browser of a person: about a second; a flood of requests costs as much each. */
export const BITS = 16;
/** Somebody may write for so long. */
export const VALID_MS = 3_600_000;

export interface Challenge {
  /** `<until>.<nonce>.<mac>` */
  readonly challenge: string;
  readonly bits: number;
}

const macOf = (key: string, body: string): string => createHmac('sha256', key).update(body).digest('base64url');

export function newChallenge(key: string, nonce: string, now: number): Challenge {
  const body = `${Math.round(now) + VALID_MS}.${nonce}`;
  return { challenge: `${body}.${macOf(key, body)}`, bits: BITS };
}

/** Whether the challenge is ours, still good, and was worked on: SHA-256 of `<challenge>:<answer>` begins with so many zero bits. */
export function isSolved(key: string, challenge: string, answer: string, now: number): boolean {
  const [until = '', nonce = '', mac = ''] = challenge.split('.');
  const own = Buffer.from(macOf(key, `${until}.${nonce}`));
  const given = Buffer.from(mac);
  if (own.length !== given.length || !timingSafeEqual(own, given) || !(Number(until) > now)) return false;
  return zeroBits(createHash('sha256').update(`${challenge}:${answer}`).digest()) >= BITS;
}

function zeroBits(hash: Uint8Array): number {
  let bits = 0;
  for (const byte of hash) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
