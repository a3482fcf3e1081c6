import { createCipheriv, createDecipheriv } from 'node:crypto';
import { putUint32 } from '../rtp/rtp-packet.ts';
import { PACKET_AT, scratch } from './hmac-sha1.ts';
import type { SessionKeys } from './key-derivation.ts';
import { ENCRYPTED, type PacketLock } from './packet-lock.ts';

const TAG = 16;
const WORD = 4;

/** AEAD_AES_128_GCM (RFC 7714 §8, §9). SRTCP packets carry their index word behind the tag (§9.2). */
export class AesGcmLock implements PacketLock {
  readonly overhead: number;
  readonly #rtcp: boolean;
  readonly #key: Uint8Array;
  readonly #salt: Uint8Array;
  readonly #iv = Buffer.alloc(12);

  constructor(keys: SessionKeys, rtcp: boolean) {
    this.#rtcp = rtcp;
    this.overhead = rtcp ? TAG + WORD : TAG;
    this.#key = keys.cipher;
    this.#salt = keys.salt;
  }

  seal(length: number, clear: number, ssrc: number, index: number): number {
    const packet = scratch.subarray(PACKET_AT, PACKET_AT + length + this.overhead);
    const cipher = createCipheriv('aes-128-gcm', this.#key, this.#ivOf(ssrc, index));
    cipher.setAAD(this.#aad(packet, clear, index));
    packet.set(cipher.update(packet.subarray(clear, length)), clear);
    cipher.final();
    packet.set(cipher.getAuthTag(), length);
    if (this.#rtcp) putUint32(packet, length + TAG, (ENCRYPTED | index) >>> 0);
    return length + this.overhead;
  }

  open(data: Uint8Array, clear: number, ssrc: number, index: number): number {
    const length = data.length - this.overhead;
    if (length < clear) return -1;
    const cipher = createDecipheriv('aes-128-gcm', this.#key, this.#ivOf(ssrc, index), { authTagLength: TAG });
    cipher.setAAD(this.#aad(data, clear, index));
    cipher.setAuthTag(data.subarray(length, length + TAG));
    try {
      const plain = cipher.update(data.subarray(clear, length));
      cipher.final();
      data.set(plain, clear);
    } catch {
      return -1;
    }
    return length;
  }

  /** RFC 7714 §9.2 / §9.3: the header, for RTCP followed by the index word. */
  #aad(data: Uint8Array, clear: number, index: number): Uint8Array {
    if (!this.#rtcp) return data.subarray(0, clear);
    const aad = Buffer.alloc(clear + WORD);
    aad.set(data.subarray(0, clear));
    aad.writeUInt32BE((ENCRYPTED | index) >>> 0, clear);
    return aad;
  }

  /** RFC 7714 §8.1 (SSRC, rollover counter, sequence) and §9.1 (SSRC, index), each ⊕ salt. */
  #ivOf(ssrc: number, index: number): Buffer {
    const iv = this.#iv;
    iv.fill(0, 0, 2);
    iv.writeUInt32BE(ssrc, 2);
    iv.writeUIntBE(index, 6, 6);
    for (let i = 0; i < 12; i++) iv[i] = (iv[i] as number) ^ (this.#salt[i] as number);
    return iv;
  }
}
