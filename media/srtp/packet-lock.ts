/**
 * PORT. Cipher and authentication of one direction, of RTP or RTCP: AES-CM with HMAC-SHA1 / AES-GCM.
 * Packets to be sealed lie in `scratch` from `PACKET_AT` on; those to be opened are changed in place.
 */
export interface PacketLock {
  /** Bytes a sealed packet is longer. */
  readonly overhead: number;
  /** Encrypts what lies behind `clear` bytes of header; gives the new length. */
  seal(length: number, clear: number, ssrc: number, index: number): number;
  /** Checks and decrypts; gives the length without the tag, −1 = forged or damaged (nothing is changed then). */
  open(data: Uint8Array, clear: number, ssrc: number, index: number): number;
}

/** RFC 3711 §3.4: the highest bit of the SRTCP index word says that the packet is encrypted; ours always are. */
export const ENCRYPTED = 0x8000_0000;
