import { uint32 } from '../rtp/rtp-packet.ts';
import { AesCmLock } from './aes-cm-lock.ts';
import { AesGcmLock } from './aes-gcm-lock.ts';
import { PACKET_AT, scratch } from './hmac-sha1.ts';
import { type MasterKey, deriveKeys } from './key-derivation.ts';
import type { PacketLock } from './packet-lock.ts';
import { ReplayWindow, packetIndex } from './replay-window.ts';

/** Protection profiles we speak, by their numbers in the handshake (RFC 5764 §4.1.2, RFC 7714 §14.2). */
export type SrtpProfile = 'AES_CM_128_HMAC_SHA1_80' | 'AEAD_AES_128_GCM';

/** What a handshake agreed on. */
export interface SrtpKeys {
  readonly profile: SrtpProfile;
  readonly local: MasterKey;
  readonly remote: MasterKey;
}

/** RFC 3711 §9.2: a master key ends after 2^48 packets of RTP or 2^31 of RTCP; nobody talks so long. */
const MOST_RTP = 2 ** 48;
const MOST_RTCP = 2 ** 31;
/** Sources of one browser whose numbers are kept; it has one at a time. */
const MOST_SOURCES = 4;
const RTP_FIXED = 12;
const RTCP_CLEAR = 8;

/** Seals and opens the packets of one leg (RFC 3711 §3.3, §3.4). Packets that are forged, damaged or known already are refused. */
export class SrtpSession {
  readonly #sealRtp: PacketLock;
  readonly #openRtp: PacketLock;
  readonly #sealRtcp: PacketLock;
  readonly #openRtcp: PacketLock;
  readonly #sent = new Map<number, ReplayWindow>();
  readonly #heard = new Map<number, ReplayWindow>();
  readonly #heardReports = new ReplayWindow();
  #reports = 0;

  constructor({ profile, local, remote }: SrtpKeys) {
    const lock = (master: MasterKey, rtcp: boolean): PacketLock => {
      const keys = deriveKeys(master, rtcp ? 'rtcp' : 'rtp');
      return profile === 'AEAD_AES_128_GCM' ? new AesGcmLock(keys, rtcp) : new AesCmLock(keys, rtcp);
    };
    this.#sealRtp = lock(local, false);
    this.#openRtp = lock(remote, false);
    this.#sealRtcp = lock(local, true);
    this.#openRtcp = lock(remote, true);
  }

  /** The sealed packet, valid until the next call; undefined when its number was used before (RFC 3711 §9.1) or is no packet. */
  sealRtp(data: Uint8Array, offset: number, length: number): Uint8Array | undefined {
    scratch.set(data.subarray(offset, offset + length), PACKET_AT);
    const packet = scratch.subarray(PACKET_AT, PACKET_AT + length);
    const clear = headerLength(packet);
    if (clear < 0) return undefined;
    const ssrc = uint32(packet, 8);
    const seen = this.#sent.get(ssrc) ?? new ReplayWindow();
    const index = packetIndex(sequenceOf(packet), seen.highest);
    if (index < 0 || index >= MOST_RTP || !seen.isNew(index)) return undefined;
    seen.add(index);
    this.#keep(this.#sent, ssrc, seen);
    const sealed = this.#sealRtp.seal(length, clear, ssrc, index);
    return scratch.subarray(PACKET_AT, PACKET_AT + sealed);
  }

  /** Opens a packet in place; its new length, −1 = refused. */
  openRtp(data: Uint8Array): number {
    const clear = headerLength(data);
    if (clear < 0) return -1;
    const ssrc = uint32(data, 8);
    const seen = this.#heard.get(ssrc) ?? new ReplayWindow();
    const index = packetIndex(sequenceOf(data), seen.highest);
    if (index < 0 || !seen.isNew(index)) return -1;
    const length = this.#openRtp.open(data, clear, ssrc, index);
    if (length < 0) return -1;
    seen.add(index);
    this.#keep(this.#heard, ssrc, seen);
    return length;
  }

  /** The sealed compound packet, valid until the next call. */
  sealRtcp(data: Uint8Array): Uint8Array | undefined {
    if (data.length < RTCP_CLEAR || this.#reports >= MOST_RTCP) return undefined;
    scratch.set(data, PACKET_AT);
    const sealed = this.#sealRtcp.seal(data.length, RTCP_CLEAR, uint32(data, 4), this.#reports++);
    return scratch.subarray(PACKET_AT, PACKET_AT + sealed);
  }

  /** Opens a compound packet in place; its new length, −1 = refused. */
  openRtcp(data: Uint8Array): number {
    if (data.length < RTCP_CLEAR + this.#openRtcp.overhead) return -1;
    const word = uint32(data, this.#indexAt(data.length));
    const index = word & 0x7fff_ffff;
    if (word >>> 31 === 0 || !this.#heardReports.isNew(index)) return -1;
    const length = this.#openRtcp.open(data, RTCP_CLEAR, uint32(data, 4), index);
    if (length >= 0) this.#heardReports.add(index);
    return length;
  }

  /** AES-CM: before the tag of 10 bytes; AES-GCM: at the end. */
  #indexAt(length: number): number {
    return this.#openRtcp instanceof AesGcmLock ? length - 4 : length - 14;
  }

  /** The oldest source goes when there are too many; only authenticated packets get here. */
  #keep(map: Map<number, ReplayWindow>, ssrc: number, seen: ReplayWindow): void {
    if (map.has(ssrc)) return;
    if (map.size >= MOST_SOURCES) {
      const oldest = map.keys().next();
      if (!oldest.done) map.delete(oldest.value);
    }
    map.set(ssrc, seen);
  }
}

const sequenceOf = (data: Uint8Array): number => ((data[2] as number) << 8) | (data[3] as number);

/** Bytes of an RTP header that stay clear (RFC 3711 §3.1): with contributors and extension; −1 = no RTP. */
function headerLength(data: Uint8Array): number {
  if (data.length < RTP_FIXED || (data[0] as number) >> 6 !== 2) return -1;
  let length = RTP_FIXED + ((data[0] as number) & 15) * 4;
  if ((data[0] as number) & 0x10) {
    if (length + 4 > data.length) return -1;
    length += 4 + (((data[length + 2] as number) << 8) | (data[length + 3] as number)) * 4;
  }
  return length <= data.length ? length : -1;
}

