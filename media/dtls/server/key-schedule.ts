import { createHash, createHmac } from 'node:crypto';

const MASTER_BYTES = 48;
const VERIFY_BYTES = 12;
/** AES-128-GCM: two keys and the fixed parts of two nonces (RFC 5288 §3). */
const KEY_BYTES = 16;
const IV_BYTES = 4;

export const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** RFC 5246 §5, P_SHA256. */
export function prf(secret: Uint8Array, label: string, seed: Uint8Array, bytes: number): Buffer {
  const labelled = Buffer.concat([Buffer.from(label), seed]);
  const mac = (...parts: readonly Uint8Array[]) => createHmac('sha256', secret).update(Buffer.concat(parts)).digest();
  const blocks: Buffer[] = [];
  for (let a = mac(labelled); blocks.length * 32 < bytes; a = mac(a)) blocks.push(mac(a, labelled));
  return Buffer.concat(blocks).subarray(0, bytes);
}

/** The randoms of both hellos. */
export interface Randoms {
  readonly client: Uint8Array;
  readonly server: Uint8Array;
}

/** RFC 5246 §8.1; with the extended one (RFC 7627 §4) `session` is the hash of all messages up to the key exchange. */
export function masterSecret(shared: Uint8Array, randoms: Randoms, session: Uint8Array | undefined): Buffer {
  if (session) return prf(shared, 'extended master secret', session, MASTER_BYTES);
  return prf(shared, 'master secret', Buffer.concat([randoms.client, randoms.server]), MASTER_BYTES);
}

/** Key and fixed nonce part of one direction. */
export interface WriteKey {
  readonly key: Buffer;
  readonly iv: Buffer;
}

/** RFC 5246 §6.3. */
export function writeKeys(master: Uint8Array, { client, server }: Randoms): { client: WriteKey; server: WriteKey } {
  const block = prf(master, 'key expansion', Buffer.concat([server, client]), 2 * (KEY_BYTES + IV_BYTES));
  const [keys, ivs] = [block.subarray(0, 2 * KEY_BYTES), block.subarray(2 * KEY_BYTES)];
  return {
    client: { key: keys.subarray(0, KEY_BYTES), iv: ivs.subarray(0, IV_BYTES) },
    server: { key: keys.subarray(KEY_BYTES), iv: ivs.subarray(IV_BYTES) },
  };
}

/** RFC 5246 §7.4.9. */
export function verifyData(master: Uint8Array, whose: 'client' | 'server', said: Uint8Array): Buffer {
  return prf(master, `${whose} finished`, said, VERIFY_BYTES);
}

/** Keys and salts for SRTP (RFC 5764 §4.2, RFC 5705 §4). */
export function srtpMaterial(master: Uint8Array, { client, server }: Randoms, saltBytes: number) {
  const material = prf(master, 'EXTRACTOR-dtls_srtp', Buffer.concat([client, server]), 2 * (KEY_BYTES + saltBytes));
  const at = (from: number, length: number) => material.subarray(from, from + length);
  return {
    client: { key: at(0, KEY_BYTES), salt: at(2 * KEY_BYTES, saltBytes) },
    server: { key: at(KEY_BYTES, KEY_BYTES), salt: at(2 * KEY_BYTES + saltBytes, saltBytes) },
  };
}
