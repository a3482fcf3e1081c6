import { FRAME_MS, FRAME_SAMPLES, type Millis, type Random } from '#core';
import { DtmfSender } from '../dtmf/dtmf-sender.ts';
import { EVENT_BYTES, writeEvent } from '../dtmf/event-packet.ts';
import { type Law, TRANSCODE } from '../g711/g711.ts';
import { Player } from '../playback/player.ts';
import type { PlayEnd } from '../port.ts';
import { RTP_HEADER_BYTES, type RtpHeader, writeRtpHeader } from '../rtp/rtp-packet.ts';
import { RtpSender } from '../rtp/rtp-sender.ts';
import type { MediaSession } from '../sdp/media-session.ts';
import { Relay } from '../bridge/relay.ts';
import { Repacker } from '../bridge/repacker.ts';

/** Puts a datagram on the wire to where the other side is; nothing happens while that is unknown. */
export type Transmit = (data: Uint8Array, offset: number, length: number) => void;

/** Room for the longest packet of our own making: 60 ms. */
export const newPacket = () => new Uint8Array(RTP_HEADER_BYTES + 480);

/** After a stall of more than this, what was missed is not sent late but skipped (the timestamp jumps). */
const MAX_BURST: Millis = 60;

/**
 * The outgoing half of a leg: one RTP stream that is fed, in this order of right, by
 *
 *   keys (RFC 4733) > prompts > music > the bridged side > silence
 *
 * so that the phone hears one stream without a gap whatever changes behind it.
 */
export class LegSender {
  readonly rtp: RtpSender;
  readonly player: Player;
  readonly keys = new DtmfSender();
  readonly relay: Relay;
  readonly #repacker = new Repacker();
  readonly #transmit: Transmit;
  readonly #packet: Uint8Array;
  #session: MediaSession | undefined;
  /** When the next packet of our own is due; undefined while the bridged side feeds the stream. */
  #dueAt: Millis | undefined;
  /** Until then nothing is due unless somebody wakes it: the bridged side feeds the stream. */
  #restsUntil: Millis = 0;

  constructor(random: Random, packet: Uint8Array, transmit: Transmit, ended: (play: number, end: PlayEnd) => void) {
    this.rtp = new RtpSender(random);
    this.relay = new Relay(this.rtp);
    this.player = new Player(ended);
    this.#transmit = transmit;
    this.#packet = packet;
  }

  use(session: MediaSession): void {
    this.#repacker.clear();
    this.#session = session;
    this.wake();
  }

  /** Something is to be sent that was not before, or the bridge ended: the next tick looks. */
  wake(): void {
    this.#restsUntil = 0;
  }

  /** Sends what is due at this tick. Held legs get nothing, but their prompts run on. */
  tick(at: Millis): void {
    if (at < this.#restsUntil) return;
    const session = this.#session;
    if (!session || this.#sendKey(session, at)) return;
    if (this.#bridgeFeeds(at)) {
      this.#dueAt = undefined;
      if (this.keys.idle) this.#restsUntil = this.relay.flowsUntil;
      return;
    }
    if (this.#dueAt === undefined || at - this.#dueAt > MAX_BURST) this.#dueAt = at;
    while (this.#dueAt <= at) {
      this.player.settle();
      if (this.#bridgeFeeds(at)) return;
      this.#sendOwn(session, this.#dueAt);
      this.#dueAt += session.packetSamples / 8;
    }
  }

  #bridgeFeeds(now: Millis): boolean {
    return !this.player.active && this.relay.flowing(now);
  }

  #sendOwn(session: MediaSession, at: Millis): void {
    const packet = this.#packet;
    const { packetSamples: samples, law, payload } = session;
    this.player.fill(law, packet, RTP_HEADER_BYTES, samples);
    if (!session.sends) return;
    this.relay.loosen();
    const marker = this.rtp.align(at);
    writeRtpHeader(packet, 0, this.rtp.next({ marker, payload }, samples, at));
    this.#send(packet, 0, RTP_HEADER_BYTES + samples);
  }

  /** True while a key is on its way in this tick (RFC 4733 §2.5.1: it replaces the audio). */
  #sendKey(session: MediaSession, at: Millis): boolean {
    if (this.keys.idle) return false;
    const payload = session.eventPayload;
    const step = this.keys.step();
    if (!step) return false;
    this.#dueAt = at + FRAME_MS;
    if (payload === undefined || !session.sends) return true;
    this.relay.loosen();
    if (step.marker) this.rtp.align(at);
    const packet = this.#packet;
    const header = this.rtp.next({ marker: step.marker, payload }, FRAME_SAMPLES, at);
    writeRtpHeader(packet, 0, { ...header, timestamp: (header.timestamp - step.offset) >>> 0 });
    writeEvent(packet, RTP_HEADER_BYTES, step.payload);
    this.#send(packet, 0, RTP_HEADER_BYTES + EVENT_BYTES);
    return true;
  }

  /** Passes on a packet of the bridged side at once; it is changed in place. */
  relayAudio(data: Uint8Array, header: RtpHeader, law: Law, now: Millis): void {
    const session = this.#open();
    if (!session) return;
    const { start, end } = header;
    if (law !== session.law) transcode(data, start, end, TRANSCODE[law]);
    if (session.packetAsked && (end - start !== session.packetSamples || this.#repacker.waiting > 0)) {
      return this.#repack(data, header, session, now);
    }
    header.payload = session.payload;
    if (!this.relay.carry(header, end - start, now)) return;
    writeRtpHeader(data, start - RTP_HEADER_BYTES, header);
    this.#send(data, start - RTP_HEADER_BYTES, RTP_HEADER_BYTES + end - start);
  }

  /** Passes on a key packet of the bridged side under our payload type; phones without telephone-event get none. */
  relayEvent(data: Uint8Array, header: RtpHeader, duration: number, now: Millis): void {
    const session = this.#open();
    if (session?.eventPayload === undefined) return;
    this.#repacker.clear();
    header.payload = session.eventPayload;
    if (!this.relay.carry(header, duration, now)) return;
    writeRtpHeader(data, header.start - RTP_HEADER_BYTES, header);
    this.#send(data, header.start - RTP_HEADER_BYTES, RTP_HEADER_BYTES + header.end - header.start);
  }

  /** The session when the bridged side may feed the stream now. */
  #open(): MediaSession | undefined {
    const session = this.#session;
    if (session?.sends && this.keys.idle && !this.player.active) return session;
    this.relay.loosen();
    return undefined;
  }

  #repack(data: Uint8Array, header: RtpHeader, session: MediaSession, now: Millis): void {
    const { packetSamples: size, payload } = session;
    if (!this.#repacker.add(data, header.start, header.end, header.timestamp)) return;
    this.relay.heard(now);
    const packet = this.#packet;
    while (this.#repacker.take(size, packet, RTP_HEADER_BYTES)) {
      const marker = this.rtp.align(now);
      writeRtpHeader(packet, 0, this.rtp.next({ marker, payload }, size, now));
      this.#send(packet, 0, RTP_HEADER_BYTES + size);
    }
  }

  #send(data: Uint8Array, offset: number, length: number): void {
    this.rtp.count(length - RTP_HEADER_BYTES);
    this.#transmit(data, offset, length);
  }
}

function transcode(data: Uint8Array, start: number, end: number, table: Uint8Array): void {
  for (let i = start; i < end; i++) data[i] = table[data[i] as number] as number;
}
