import { timingSafeEqual } from 'node:crypto';
import { putUint32 } from '../rtp/rtp-packet.ts';
import { AesCounter } from './aes-counter.ts';
import { HmacSha1, PACKET_AT, scratch } from './hmac-sha1.ts';
import type { SessionKeys } from './key-derivation.ts';
import { ENCRYPTED, type PacketLock } from './packet-lock.ts';

/** RFC 3711 §5.2: the tag is 80 bits. */
const TAG = 10;
const WORD = 4;

/** AES_CM_128_HMAC_SHA1_80 (RFC 3711 §4.1.1, §4.2). SRTCP packets carry their index word before the tag (§3.4). */
export class AesCmLock implements PacketLock {
  readonly overhead: number;
  readonly #rtcp: boolean;
  readonly #counter: AesCounter;
  readonly #hmac: HmacSha1;
  readonly #salt: Uint8Array;
  readonly #iv = new Uint8Array(14);

  constructor(keys: SessionKeys, rtcp: boolean) {
    this.#rtcp = rtcp;
    this.overhead = rtcp ? TAG + WORD : TAG;
    this.#counter = new AesCounter(keys.cipher);
    this.#hmac = new HmacSha1(keys.auth);
    this.#salt = keys.salt;
  }

  seal(length: number, clear: number, ssrc: number, index: number): number {
    this.#counter.apply(this.#ivOf(ssrc, index), scratch, PACKET_AT + clear, PACKET_AT + length);
    this.#putWord(PACKET_AT + length, index);
    const tag = this.#hmac.ofScratch(length + WORD);
    // The rollover counter is authenticated but not sent; the SRTCP index is sent.
    const at = PACKET_AT + length + (this.#rtcp ? WORD : 0);
    scratch.set(tag.subarray(0, TAG), at);
    return length + this.overhead;
  }

  open(data: Uint8Array, clear: number, ssrc: number, index: number): number {
    const length = data.length - this.overhead;
    if (length < clear) return -1;
    scratch.set(data.subarray(0, length), PACKET_AT);
    this.#putWord(PACKET_AT + length, index);
    const tag = this.#hmac.ofScratch(length + WORD).subarray(0, TAG);
    if (!timingSafeEqual(tag, data.subarray(data.length - TAG))) return -1;
    this.#counter.apply(this.#ivOf(ssrc, index), data, clear, length);
    return length;
  }

  /** RTP: the rollover counter (RFC 3711 §4.2); RTCP: the E bit and the index. */
  #putWord(at: number, index: number): void {
    putUint32(scratch, at, this.#rtcp ? (ENCRYPTED | index) >>> 0 : Math.floor(index / 65_536) >>> 0);
  }

  /** RFC 3711 §4.1.1: salt ⊕ SSRC · 2^64 ⊕ index · 2^16. */
  #ivOf(ssrc: number, index: number): Uint8Array {
    const iv = this.#iv;
    iv.set(this.#salt);
    xorWord(iv, 4, ssrc);
    xorWord(iv, 8, Math.floor(index / 65_536));
    iv[12] = (iv[12] as number) ^ ((index >> 8) & 255);
    iv[13] = (iv[13] as number) ^ (index & 255);
    return iv;
  }
}

function xorWord(data: Uint8Array, at: number, word: number): void {
  data[at] = (data[at] as number) ^ (word >>> 24);
  data[at + 1] = (data[at + 1] as number) ^ ((word >>> 16) & 255);
  data[at + 2] = (data[at + 2] as number) ^ ((word >>> 8) & 255);
  data[at + 3] = (data[at + 3] as number) ^ (word & 255);
}
