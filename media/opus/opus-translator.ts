import type { RtpTicks } from '#core';
import { DECODE, encode } from '../g711/g711.ts';
import { RTP_HEADER_BYTES, type RtpHeader, emptyHeader, parseRtp, writeRtpHeader } from '../rtp/rtp-packet.ts';
import type { WideBand } from '../sdp/media-session.ts';
import { OpusCodec } from './opus-codec.ts';

/** RFC 7587 §4.1: Opus counts at 48 kHz, the house at 8 kHz. */
const RATIO = 6;
/** The reference walks along after so many ticks of the wire, long before their numbers wrap. */
const WALK = 2 ** 24;
const MOST = RTP_HEADER_BYTES + 1500;

/**
 * Turns packets of Opus (and of telephone events at 48 kHz) into mu-law at 8 kHz and back, so that bridges, lanes and
 * keys need not know of it. Codec memory is taken at the first packet and given back with the leg.
 */
export class OpusTranslator {
  #wide: WideBand = { payload: -1, eventPayload: undefined, sends: false };
  #codec: OpusCodec | undefined;
  readonly #header: RtpHeader = emptyHeader();
  readonly #narrow = new Uint8Array(MOST);
  readonly #out = new Uint8Array(MOST);
  readonly #pcm = new Int16Array(480);
  /** Ties the browser's numbering to ours. */
  #anchor: { wide: number; narrow: RtpTicks } | undefined;

  use(wide: WideBand): this {
    this.#wide = wide;
    return this;
  }

  /** The packet as mu-law, valid until the next call; packets of other payload types as they are; undefined = damaged. */
  toNarrow(packet: Uint8Array): Uint8Array | undefined {
    const header = this.#header;
    if (!parseRtp(packet, header)) return undefined;
    if (header.payload === this.#wide.eventPayload) return this.#narrowEvent(packet, header);
    if (header.payload !== this.#wide.payload) return packet;
    const pcm = this.#coder.decode(packet.subarray(header.start, header.end));
    if (!pcm) return undefined;
    header.timestamp = this.#narrowTime(header.timestamp);
    writeRtpHeader(this.#narrow, 0, header);
    encode('ulaw', pcm, this.#narrow.subarray(RTP_HEADER_BYTES));
    return this.#narrow.subarray(0, RTP_HEADER_BYTES + pcm.length);
  }

  /** RFC 4733 §2.3: timestamp and duration are in the clock of the payload type. */
  #narrowEvent(packet: Uint8Array, header: RtpHeader): Uint8Array | undefined {
    if (header.end - header.start !== 4) return undefined;
    const into = this.#narrow;
    into.set(packet.subarray(header.start, header.end), RTP_HEADER_BYTES);
    header.timestamp = this.#narrowTime(header.timestamp);
    writeRtpHeader(into, 0, header);
    putDuration(into, Math.round(durationOf(into) / RATIO));
    return into.subarray(0, RTP_HEADER_BYTES + 4);
  }

  #narrowTime(timestamp: number): RtpTicks {
    const anchor = (this.#anchor ??= { wide: timestamp, narrow: Math.floor(timestamp / RATIO) });
    const ticks = Math.round(((timestamp - anchor.wide) | 0) / RATIO);
    const at = (anchor.narrow + ticks) >>> 0;
    if (Math.abs(ticks) * RATIO > WALK) this.#anchor = { wide: (anchor.wide + ticks * RATIO) >>> 0, narrow: at };
    return at;
  }

  /** The packet as the browser wants it, valid until the next call; undefined = it goes out as it is. */
  toWide(data: Uint8Array, offset: number, length: number): Uint8Array | undefined {
    const payload = (data[offset + 1] as number) & 127;
    const wide = this.#wide;
    if (!wide.sends || (payload !== wide.payload && payload !== wide.eventPayload)) return undefined;
    const header = this.#header;
    if (!parseRtp(data.subarray(offset, offset + length), header)) return undefined;
    header.timestamp = Math.imul(header.timestamp, RATIO) >>> 0;
    const out = this.#out;
    writeRtpHeader(out, 0, header);
    const body = data.subarray(offset + header.start, offset + header.end);
    if (payload === wide.eventPayload) {
      out.set(body, RTP_HEADER_BYTES);
      putDuration(out, Math.min(65_535, durationOf(out) * RATIO));
      return out.subarray(0, RTP_HEADER_BYTES + body.length);
    }
    const pcm = this.#pcm.subarray(0, body.length);
    for (let i = 0; i < pcm.length; i++) pcm[i] = DECODE.ulaw[body[i] as number] as number;
    const packet = this.#coder.encode(pcm) ?? new Uint8Array(0);
    out.set(packet, RTP_HEADER_BYTES);
    return out.subarray(0, RTP_HEADER_BYTES + packet.length);
  }

  get #coder(): OpusCodec {
    return (this.#codec ??= new OpusCodec());
  }

  close(): void {
    this.#codec?.close();
    this.#codec = undefined;
  }
}

const durationOf = (packet: Uint8Array): number => ((packet[RTP_HEADER_BYTES + 2] as number) << 8) | (packet[RTP_HEADER_BYTES + 3] as number);

function putDuration(packet: Uint8Array, duration: number): void {
  packet[RTP_HEADER_BYTES + 2] = duration >> 8;
  packet[RTP_HEADER_BYTES + 3] = duration & 255;
}
