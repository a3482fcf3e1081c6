import { X509Certificate, timingSafeEqual, verify } from 'node:crypto';
import type { DtlsSocket } from 'werift';
import { MESSAGE } from './message-order.ts';

/** SignatureAndHashAlgorithm (RFC 5246 §7.4.1.4.1): hash numbers. */
const HASH: Readonly<Record<number, string>> = { 4: 'sha256', 5: 'sha384', 6: 'sha512' };

/**
 * Whether a server owns the key of its certificate (DER): it signs the parameters of its key exchange with both randoms
 * (RFC 8422 §5.4). The fingerprint in the SDP alone would prove nothing: certificates are public.
 */
export function provesKey({ dtls, cipher }: DtlsSocket, certificate: Uint8Array): boolean {
  const body = dtls.sortedHandshakeCache.find((message) => message.msg_type === MESSAGE.serverKeyExchange)?.fragment;
  if (!body) return false;
  // Curve type, curve, length of the public key, the key; then the signature.
  const length = 4 + (body[3] ?? 0);
  const publicKey = cipher.remoteKeyPair?.publicKey;
  if (!publicKey || body.length < length || !same(body.subarray(4, length), publicKey)) return false;
  const signed = Buffer.concat([cipher.localRandom.serialize(), cipher.remoteRandom.serialize(), body.subarray(0, length)]);
  return signatureFits(certificate, signed, body.subarray(length));
}

/** Whether `digitally-signed` (hash, signature algorithm, length, signature) is by the key of a certificate (RFC 5246 §4.7). */
export function signatureFits(certificate: Uint8Array, signed: Buffer, signature: Uint8Array): boolean {
  const hash = HASH[signature[0] ?? 0];
  const length = ((signature[2] ?? 0) << 8) | (signature[3] ?? 0);
  if (hash === undefined || signature.length < 4 + length) return false;
  try {
    return verify(hash, signed, new X509Certificate(certificate).publicKey, signature.subarray(4, 4 + length));
  } catch {
    return false;
  }
}

const same = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);
