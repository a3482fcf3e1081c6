import { sign } from 'node:crypto';
import { type Agreement, ECDSA_SHA256, EXTENSION, P256, SUITE } from './client-hello.ts';
import type { Randoms } from './key-schedule.ts';

/** Our certificate. */
export interface Identity {
  readonly certificate: Buffer;
  /** PEM. */
  readonly key: string;
}

const VERSION = [0xfe, 0xfd];
const NAMED_CURVE = 3;
/** ecdsa_sign and rsa_sign (RFC 5246 §7.4.4, RFC 8422 §5.5). */
const CERTIFICATE_TYPES = [64, 1];
/** What proves-key.ts can check: ECDSA and RSA (PKCS #1) with SHA-256, 384 and 512. */
const SIGNATURES = [0x0403, 0x0503, 0x0603, 0x0401, 0x0501, 0x0601];

const u16 = (value: number) => [value >> 8, value & 0xff];
const u24 = (value: number) => [value >> 16, ...u16(value & 0xffff)];

/** RFC 5246 §7.4.1.3: no session to come back to, no compression, and answers only to extensions that were asked for. */
export function serverHello({ profile, extendedMasterSecret, renegotiation, pointFormats }: Agreement, random: Uint8Array): Buffer {
  const extensions = [...u16(EXTENSION.useSrtp), ...u16(5), ...u16(2), ...u16(profile.number), 0];
  if (extendedMasterSecret) extensions.push(...u16(EXTENSION.extendedMasterSecret), 0, 0);
  if (renegotiation) extensions.push(...u16(EXTENSION.renegotiation), ...u16(1), 0);
  if (pointFormats) extensions.push(...u16(EXTENSION.pointFormats), ...u16(2), 1, 0);
  return Buffer.from([...VERSION, ...random, 0, ...u16(SUITE), 0, ...u16(extensions.length), ...extensions]);
}

/** RFC 5246 §7.4.2. */
export function certificateMessage(certificate: Uint8Array): Buffer {
  return Buffer.from([...u24(certificate.length + 3), ...u24(certificate.length), ...certificate]);
}

/** RFC 8422 §5.4: our share, signed together with both randoms. */
export function serverKeyExchange(share: Uint8Array, { client, server }: Randoms, key: string): Buffer {
  const parameters = Buffer.from([NAMED_CURVE, ...u16(P256), share.length, ...share]);
  const signature = sign('sha256', Buffer.concat([client, server, parameters]), key);
  return Buffer.concat([parameters, Buffer.from([...u16(ECDSA_SHA256), ...u16(signature.length)]), signature]);
}

/** RFC 5246 §7.4.4: of any authority. */
export function certificateRequest(): Buffer {
  return Buffer.from([CERTIFICATE_TYPES.length, ...CERTIFICATE_TYPES, ...u16(2 * SIGNATURES.length), ...SIGNATURES.flatMap(u16), 0, 0]);
}

/** The first certificate of a list (DER). */
export function readCertificate(body: Buffer): Buffer | undefined {
  if (body.length < 6) return undefined;
  const length = body.readUIntBE(3, 3);
  return length > 0 && body.length >= 6 + length ? Buffer.from(body.subarray(6, 6 + length)) : undefined;
}
