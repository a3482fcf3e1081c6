import { createHash } from 'node:crypto';
import type { ConnectionOptions, TlsOptions } from 'node:tls';

/** RFC 5489: both sides prove that they know the secret, and nobody who learns it later reads what was sent before. */
const CIPHERS = 'ECDHE-PSK-CHACHA20-POLY1305';
const IDENTITY = 'huawu';
const VERSION = { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: CIPHERS } as const;

/** Servers of another shard have another key, even with the same secret. */
const keyOf = (secret: string, shard: string) => createHash('sha256').update(`huawu cluster\n${shard}\n${secret}`).digest();

/** Takes connections only of who knows the secret. */
export function serverKey(secret: string, shard: string): TlsOptions {
  const psk = keyOf(secret, shard);
  return { ...VERSION, pskCallback: (_socket, identity) => (identity === IDENTITY ? psk : null) };
}

/** Talks only to who knows the secret. */
export function clientKey(secret: string, shard: string): ConnectionOptions {
  const psk = keyOf(secret, shard);
  // The key proves who it is; there is no certificate.
  return { ...VERSION, pskCallback: () => ({ psk, identity: IDENTITY }), checkServerIdentity: () => undefined };
}
