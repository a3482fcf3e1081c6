import { AesCounter } from './aes-counter.ts';

/** Keys of one direction as the handshake gives them. */
export interface MasterKey {
  readonly key: Uint8Array;
  /** 14 bytes for AES-CM (RFC 3711 §8.2), 12 for AES-GCM (RFC 7714 §12). */
  readonly salt: Uint8Array;
}

export interface SessionKeys {
  readonly cipher: Uint8Array;
  readonly auth: Uint8Array;
  readonly salt: Uint8Array;
}

/** RFC 3711 §4.3.1: labels of the keys of RTP; RTCP's are 3 higher (§4.3.2). */
const LABEL = { cipher: 0, auth: 1, salt: 2 } as const;

/** RFC 3711 §4.3 with a key derivation rate of 0. A shorter salt is filled up on the right (RFC 7714 §11). */
export function deriveKeys({ key, salt }: MasterKey, packets: 'rtp' | 'rtcp', authBytes = 20): SessionKeys {
  const counter = new AesCounter(key);
  const derive = (label: number, length: number) => {
    const x = Buffer.alloc(14);
    x.set(salt);
    x[7] = (x[7] as number) ^ (label + (packets === 'rtcp' ? 3 : 0));
    return Uint8Array.from(counter.stream(x, length).subarray(0, length));
  };
  return { cipher: derive(LABEL.cipher, 16), auth: derive(LABEL.auth, authBytes), salt: derive(LABEL.salt, salt.length) };
}
