import { createHmac, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** RFC 8489 §5: what every STUN message carries in bytes 4 to 7. */
const MAGIC = 0x2112_a442;
const HEADER = 20;
/** RFC 8489 §14.7 */
const FINGERPRINT_XOR = 0x5354_554e;

/** Attribute types of RFC 8489 §18.3 and RFC 8445 §20.2. */
export const ATTRIBUTE = {
  username: 0x0006,
  integrity: 0x0008,
  errorCode: 0x0009,
  unknown: 0x000a,
  mapped: 0x0020,
  priority: 0x0024,
  useCandidate: 0x0025,
  fingerprint: 0x8028,
  controlled: 0x8029,
  controlling: 0x802a,
} as const;

/** Message types: method Binding (1) with the class bits of RFC 8489 §5. */
export const STUN_TYPE = { request: 0x0001, indication: 0x0011, success: 0x0101, error: 0x0111 } as const;

/** A message whose frame is right; attributes are views of the datagram. */
export interface StunMessage {
  readonly type: number;
  /** 12 bytes. */
  readonly transaction: Uint8Array;
  /** The first of each type (RFC 8489 §14), those behind MESSAGE-INTEGRITY left out but for FINGERPRINT. */
  readonly attributes: ReadonlyMap<number, Uint8Array>;
  /** Where MESSAGE-INTEGRITY begins; undefined without. */
  readonly integrityAt: number | undefined;
}

/** RFC 7983 §7: first byte 0 to 3. */
export const isStun = (data: Uint8Array): boolean => data.length >= HEADER && (data[0] as number) < 4;

/**
 * Reads a STUN message (RFC 8489 §5); undefined = not one, cut off, or its FINGERPRINT is wrong.
 *
 *      0                   1                   2                   3
 *      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 *     |0 0|     STUN Message Type     |         Message Length        |
 *     |                         Magic Cookie                          |
 *     |                     Transaction ID (96 bits)                  |
 *     |  attribute: type, length, value, padded to 4 bytes …          |
 */
export function parseStun(data: Uint8Array): StunMessage | undefined {
  if (!isStun(data)) return undefined;
  const bytes = asBuffer(data);
  if (bytes.readUInt16BE(2) + HEADER !== bytes.length || bytes.length % 4 !== 0 || bytes.readUInt32BE(4) !== MAGIC) return undefined;
  const attributes = new Map<number, Uint8Array>();
  let integrityAt: number | undefined;
  for (let at = HEADER; at < bytes.length; ) {
    const type = bytes.readUInt16BE(at);
    const end = at + 4 + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) return undefined;
    if (type === ATTRIBUTE.fingerprint && !fingerprintFits(bytes, at, end)) return undefined;
    const counts = integrityAt === undefined || type === ATTRIBUTE.fingerprint;
    if (counts && !attributes.has(type)) attributes.set(type, bytes.subarray(at + 4, end));
    if (type === ATTRIBUTE.integrity) integrityAt ??= at;
    at = end + ((4 - (end % 4)) % 4);
  }
  return { type: bytes.readUInt16BE(0), transaction: bytes.subarray(8, HEADER), attributes, integrityAt };
}

/** RFC 8489 §14.7: the last attribute, a CRC-32 of everything before it. */
function fingerprintFits(bytes: Buffer, at: number, end: number): boolean {
  if (end !== bytes.length || end - at !== 8) return false;
  return bytes.readUInt32BE(at + 4) === (crc32(bytes.subarray(0, at)) ^ FINGERPRINT_XOR) >>> 0;
}

/** RFC 8489 §14.5: HMAC-SHA1 of what comes before it, with a length field that ends behind it. */
export function integrityFits(data: Uint8Array, message: StunMessage, password: string): boolean {
  const given = message.attributes.get(ATTRIBUTE.integrity);
  if (message.integrityAt === undefined || given?.length !== 20) return false;
  const before = Buffer.from(data.subarray(0, message.integrityAt));
  before.writeUInt16BE(message.integrityAt + 24 - HEADER, 2);
  return timingSafeEqual(createHmac('sha1', password).update(before).digest(), given);
}

export interface StunDraft {
  readonly type: number;
  readonly transaction: Uint8Array;
  readonly attributes: readonly (readonly [type: number, value: Uint8Array])[];
}

/** Writes a message with MESSAGE-INTEGRITY under `password` and FINGERPRINT. */
export function writeStun({ type, transaction, attributes }: StunDraft, password: string): Buffer {
  const parts = attributes.map(([kind, value]) => attribute(kind, value));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const message = Buffer.alloc(HEADER + length + 24 + 8);
  message.writeUInt16BE(type, 0);
  message.writeUInt32BE(MAGIC, 4);
  message.set(transaction, 8);
  Buffer.concat(parts).copy(message, HEADER);
  const integrityAt = HEADER + length;
  message.writeUInt16BE(length + 24, 2);
  const digest = createHmac('sha1', password).update(message.subarray(0, integrityAt)).digest();
  attribute(ATTRIBUTE.integrity, digest).copy(message, integrityAt);
  message.writeUInt16BE(length + 32, 2);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE((crc32(message.subarray(0, integrityAt + 24)) ^ FINGERPRINT_XOR) >>> 0);
  attribute(ATTRIBUTE.fingerprint, crc).copy(message, integrityAt + 24);
  return message;
}

function attribute(type: number, value: Uint8Array): Buffer {
  const bytes = Buffer.alloc(4 + value.length + ((4 - (value.length % 4)) % 4));
  bytes.writeUInt16BE(type, 0);
  bytes.writeUInt16BE(value.length, 2);
  bytes.set(value, 4);
  return bytes;
}

/** XOR-MAPPED-ADDRESS of an IPv4 source (RFC 8489 §14.2). */
export function mappedAddress(address: string, port: number): Uint8Array {
  const value = Buffer.alloc(8);
  value[1] = 1;
  value.writeUInt16BE(port ^ (MAGIC >>> 16), 2);
  Buffer.from(address.split('.').map(Number)).copy(value, 4);
  value.writeUInt32BE((value.readUInt32BE(4) ^ MAGIC) >>> 0, 4);
  return value;
}

/** ERROR-CODE (RFC 8489 §14.8). */
export function errorCode(code: number, reason: string): Uint8Array {
  return Buffer.concat([Buffer.from([0, 0, Math.floor(code / 100), code % 100]), Buffer.from(reason)]);
}

function asBuffer(data: Uint8Array): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
}
