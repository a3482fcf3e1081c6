import { X509Certificate, timingSafeEqual, verify } from 'node:crypto';
import type { DtlsSocket } from 'werift';

/** Handshake message types (RFC 5246 §7.4). */
const TYPE = { serverKeyExchange: 12, certificateVerify: 15 } as const;
/** SignatureAndHashAlgorithm (RFC 5246 §7.4.1.4.1): hash numbers. */
const HASH: Readonly<Record<number, string>> = { 4: 'sha256', 5: 'sha384', 6: 'sha512' };

/**
 * Whether the other side owns the key of its certificate (DER). A client signs everything said before (RFC 5246
 * §7.4.8), a server the parameters of its key exchange with both randoms (RFC 8422 §5.4). The fingerprint in the SDP
 * alone would prove nothing: certificates are public.
 */
export function provesKey({ dtls, cipher }: DtlsSocket, ourRole: 'server' | 'client', certificate: Uint8Array): boolean {
  const said = dtls.sortedHandshakeCache;
  const wanted = ourRole === 'server' ? TYPE.certificateVerify : TYPE.serverKeyExchange;
  const at = said.findIndex((message) => message.msg_type === wanted);
  const body = said[at]?.fragment;
  if (!body) return false;
  if (ourRole === 'server') {
    const signed = Buffer.concat(said.slice(0, at).map((message) => message.serialize()));
    return fits(certificate, signed, body);
  }
  // Curve type, curve, length of the public key, the key; then the signature.
  const length = 4 + (body[3] ?? 0);
  const publicKey = cipher.remoteKeyPair?.publicKey;
  if (!publicKey || body.length < length || !same(body.subarray(4, length), publicKey)) return false;
  const signed = Buffer.concat([cipher.localRandom.serialize(), cipher.remoteRandom.serialize(), body.subarray(0, length)]);
  return fits(certificate, signed, body.subarray(length));
}

/** `digitally-signed`: hash, signature algorithm, length, signature. */
function fits(certificate: Uint8Array, signed: Buffer, signature: Uint8Array): boolean {
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
