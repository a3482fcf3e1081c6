import { createHash, timingSafeEqual } from 'node:crypto';

import type { Credentials, DigestAlgorithm } from './credentials.ts';

/** The `response` that these credentials must carry if the client knows `password` (RFC 7616 §3.4.1; RFC 2617 §3.2.2). */
export function digestResponse(credentials: Omit<Credentials, 'response'>, method: string, password: string): string {
  const { algorithm, username, realm, nonce, uri, qop } = credentials;
  const ha1 = hash(algorithm, `${username}:${realm}:${password}`);
  const ha2 = hash(algorithm, `${method}:${uri}`);
  if (!qop) return hash(algorithm, `${ha1}:${nonce}:${ha2}`);
  return hash(algorithm, `${ha1}:${nonce}:${qop.ncText}:${qop.cnonce}:auth:${ha2}`);
}

/** Compares two hexadecimal digests in constant time. */
export function sameDigest(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function hash(algorithm: DigestAlgorithm, text: string): string {
  return createHash(algorithm === 'MD5' ? 'md5' : 'sha256').update(text).digest('hex');
}
