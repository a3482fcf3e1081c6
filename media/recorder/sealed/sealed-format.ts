import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * A recording that only a key opens. Each file has a data key of its own, wrapped by the installation's key; records are
 * sealed one by one, so that any place can be read without what stands before it.
 *
 *     0        8        16      28                      76
 *     magic    key id   nonce   data key (32) + tag 16  │ record 0 │ record 1 │ …
 *                                                       record: nonce 12 │ ≤ 16384 bytes sealed │ tag 16
 *
 * AES-256-GCM (NIST SP 800-38D); the number of a record is authenticated with it, so that none can change places. The last
 * record is sealed anew, under a new nonce, while it grows. The plaintext is the samples alone: the WAV header follows from
 * their number.
 */
export const MAGIC = Buffer.from('HUAWUSR1', 'latin1');
export const FILE_HEADER_BYTES = 76;
export const RECORD_BYTES = 16_384;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const SEALED_RECORD_BYTES = NONCE_BYTES + RECORD_BYTES + TAG_BYTES;
export const KEY_BYTES = 32;

const idOf = (key: Uint8Array) => createHash('sha256').update('huawu recording key').update(key).digest().subarray(0, 8);

function seal(key: Uint8Array, plain: Uint8Array, bound: Uint8Array): Buffer {
  // Random nonces: with a key for each file far below 2^32 records of one key (§8.3).
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(bound);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined when it was not sealed with this key, or was changed. */
function unseal(key: Uint8Array, sealed: Uint8Array, bound: Uint8Array): Buffer | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES)).setAAD(bound).setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function numberOf(record: number): Buffer {
  const bound = Buffer.alloc(8);
  bound.writeBigUInt64BE(BigInt(record));
  return bound;
}

/** A new file: its header and the key of its records. */
export function newSealedFile(key: Uint8Array): { header: Buffer; dataKey: Buffer } {
  const dataKey = randomBytes(KEY_BYTES);
  const bound = Buffer.concat([MAGIC, idOf(key)]);
  return { header: Buffer.concat([bound, seal(key, dataKey, bound)]), dataKey };
}

/** The key of the records; why not, when it cannot be had. */
export function openSealedFile(header: Uint8Array, key: Uint8Array): { dataKey: Buffer } | { wrong: 'format' | 'key' } {
  if (header.length < FILE_HEADER_BYTES || !MAGIC.equals(header.subarray(0, 8))) return { wrong: 'format' };
  const dataKey = unseal(key, header.subarray(16, FILE_HEADER_BYTES), header.subarray(0, 16));
  return dataKey ? { dataKey } : { wrong: 'key' };
}

export const sealRecord = (dataKey: Uint8Array, record: number, plain: Uint8Array): Buffer => seal(dataKey, plain, numberOf(record));
export const openRecord = (dataKey: Uint8Array, record: number, sealed: Uint8Array): Buffer | undefined => unseal(dataKey, sealed, numberOf(record));

/** Bytes of samples in a file of this size. */
export function plainBytes(fileBytes: number): number {
  const records = Math.max(0, fileBytes - FILE_HEADER_BYTES);
  const whole = Math.floor(records / SEALED_RECORD_BYTES);
  return whole * RECORD_BYTES + Math.max(0, (records % SEALED_RECORD_BYTES) - NONCE_BYTES - TAG_BYTES);
}
