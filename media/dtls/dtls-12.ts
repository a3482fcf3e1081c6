import { X509Certificate, createHash } from 'node:crypto';
import { CipherContext, HashAlgorithm, NamedCurveAlgorithm, SignatureAlgorithm } from 'werift';
import type { Clock } from '#core';
import type { Fingerprint } from '../sdp/media-session.ts';
import type { DtlsLibrary } from './dtls-library.ts';
import { ServerHandshake } from './server/server-handshake.ts';
import { WeriftClient } from './werift-client.ts';

const HASHES: Readonly<Record<string, string>> = { 'sha-1': 'sha1', 'sha-224': 'sha224', 'sha-256': 'sha256', 'sha-384': 'sha384', 'sha-512': 'sha512' };

/**
 * Handshakes under a certificate made now (ECDSA P-256), which lives as long as the thread: the server's part, which
 * nearly all browsers leave to us, is ours; the client's and the making of the certificate are werift's.
 */
export async function dtls12(clock: Clock): Promise<DtlsLibrary> {
  const hash = { signature: SignatureAlgorithm.ecdsa_3, hash: HashAlgorithm.sha256_4 } as const;
  const { certPem: cert, keyPem: key } = await CipherContext.createSelfSignedCertificateWithKey(hash, NamedCurveAlgorithm.secp256r1_23);
  const certificate = new X509Certificate(cert);
  const identity = { certificate: certificate.raw, key };
  return {
    fingerprint: { algorithm: 'sha-256', value: certificate.fingerprint256 },
    matches,
    start: ({ role, send, tell }) => (role === 'server' ? new ServerHandshake({ identity, clock, send, tell }) : new WeriftClient({ cert, key, send, tell })),
  };
}

/** RFC 8122 §5; MD5 and MD2 are not accepted. */
function matches(certificate: Uint8Array, { algorithm, value }: Fingerprint): boolean {
  const hash = HASHES[algorithm.toLowerCase()];
  if (hash === undefined) return false;
  return createHash(hash).update(certificate).digest('hex') === value.replaceAll(':', '').toLowerCase();
}
