import { type Clock, FRAME_MS, type Millis, type Random, type Samples } from '#core';
import type { Law } from '../g711/g711.ts';
import type { Lane } from '../lanes/lane.ts';
import type { LegStats } from '../port.ts';
import { parseRtcp } from '../rtcp/rtcp-packet.ts';
import { RtcpSession } from '../rtcp/rtcp-session.ts';
import { type RtpHeader, isRtcp } from '../rtp/rtp-packet.ts';
import type { DtlsLibrary } from '../dtls/dtls-library.ts';
import type { Endpoint, IceCredentials, MediaSession } from '../sdp/media-session.ts';
import type { UdpSocket } from '../socket/udp-network.ts';
import { BrowserTransport } from '../secure/browser-transport.ts';
import { type Hearing, LegReceiver } from './leg-receiver.ts';
import { LegSender } from './leg-sender.ts';
import type { Handle, Report } from './orders.ts';

/** What a leg needs of its worker. */
export interface LegContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly silenceMs: Millis;
  readonly report: (report: Report) => void;
  /** Where packets of our own are written; one for all legs, because a socket has taken them when `send` returns. */
  readonly packet: Uint8Array;
}

/** A browser leg has the first one only. */
export interface LegSockets {
  readonly rtp: UdpSocket;
  readonly rtcp?: UdpSocket;
}

/** A lane this leg is heard on, and when that call's clock began. */
export interface LaneTap {
  readonly lane: Lane;
  readonly start: Millis;
}

/** Where a call's clock that began at `start` is. */
export const positionAt = (now: Millis, start: Millis): Samples => Math.floor((now - start) * 8);

/** Reports, lost ends of keys and vanished phones are looked after this often. */
const CARE: Millis = 100;
/** Legs take turns in that, so that no tick does it for all. */
const TURNS = CARE / FRAME_MS;

/** One RTP end point inside a worker: its receiver, its sender, its reports, and who it is bridged to. */
export class Leg implements Hearing {
  readonly handle: Handle;
  readonly sender: LegSender;
  readonly receiver: LegReceiver;
  peer: Leg | undefined;
  #muted = false;
  readonly #context: LegContext;
  readonly #rtcp: RtcpSession;
  #sockets: LegSockets | undefined;
  /** Between the socket and plain RTP on a browser leg. */
  #browser: BrowserTransport | undefined;
  #session: MediaSession | undefined;
  /** Where their RTCP came from last. */
  #rtcpSource: Endpoint | undefined;
  #quietSince: Millis = 0;
  #refusedReports = 0;
  #taps: readonly LaneTap[] = [];
  #careAt: Millis;

  constructor(handle: Handle, context: LegContext) {
    this.handle = handle;
    this.#context = context;
    this.#rtcp = new RtcpSession(context.clock, context.random);
    this.#careAt = context.clock.now() + (handle % TURNS) * FRAME_MS;
    this.receiver = new LegReceiver(this);
    this.sender = new LegSender(
      context.random,
      context.packet,
      (data, offset, length) => {
        if (this.#browser) return this.#browser.sendRtp(data, offset, length, context.clock.now());
        const target = this.receiver.latch.target;
        if (target) this.#sockets?.rtp.send(data, offset, length, target.port, target.address);
      },
      (play, end) => context.report({ type: 'played', leg: handle, play, end }),
    );
  }

  connect(sockets: LegSockets): void {
    this.#sockets = sockets;
  }

  /** How many sockets it holds. */
  get sockets(): number {
    return this.#sockets === undefined ? 0 : this.#sockets.rtcp ? 2 : 1;
  }

  /** Makes it a browser leg, before its socket is opened. */
  secure(dtls: DtlsLibrary, ice: IceCredentials): void {
    this.#browser = new BrowserTransport({
      dtls,
      ice,
      send: (data, { address, port }) => this.#sockets?.rtp.send(data, 0, data.length, port, address),
      rtp: (data, { address, port }) => this.receiver.hear(data, address, port, this.#context.clock.now(), true),
      rtcp: (data) => this.#hearReport(data),
      failed: (reason) => this.#context.report({ type: 'failed', leg: this.handle, reason }),
    });
  }

  use(session: MediaSession): void {
    const now = this.#context.clock.now();
    if (session.secure) this.#browser?.use(session.secure, now);
    if (session.remote?.address !== this.#session?.remote?.address) this.#rtcpSource = undefined;
    this.#session = session;
    this.#quietSince = now;
    this.receiver.use(session, now);
    this.sender.use(session);
  }

  onRtp(data: Uint8Array, address: string, port: number): void {
    if (this.#browser) return this.#browser.receive(data, address, port, this.#context.clock.now());
    if (this.#session?.rtcpMux && isRtcp(data)) return this.onRtcp(data, address, port);
    // Whole milliseconds: V8 keeps small integers in place, a fraction would be an object per packet. Looks are 10 ms apart anyway.
    this.receiver.hear(data, address, port, Math.floor(this.#context.clock.now()));
  }

  /** RTCP is taken from the address RTP comes from; the port may be anything (RFC 4961). */
  onRtcp(data: Uint8Array, address: string, port: number): void {
    if (address === this.receiver.latch.target?.address && this.#hearReport(data)) this.#rtcpSource = { address, port };
    else this.#refusedReports++;
  }

  #hearReport(data: Uint8Array): boolean {
    const news = parseRtcp(data);
    if (!news) return false;
    this.#quietSince = this.#context.clock.now();
    this.#rtcp.hear(news, this.sender.rtp.ssrc);
    return true;
  }

  /** The bridged side then hears silence of our own, and taps hear nothing. */
  mute(on: boolean): void {
    if (on && !this.#muted) this.restarted();
    this.#muted = on;
  }

  tap(tap: LaneTap): void {
    this.#taps = [...this.#taps, tap];
  }

  untap(tap: LaneTap): void {
    this.#taps = this.#taps.filter((one) => one !== tap);
  }

  audio(data: Uint8Array, header: RtpHeader, law: Law, now: Millis): void {
    if (this.#muted) return;
    const taps = this.#taps;
    for (let i = 0; i < taps.length; i++) {
      const { lane, start } = taps[i] as LaneTap;
      lane.place(law, data, header.start, header.end, header.timestamp, positionAt(now, start), header.marker);
    }
    this.peer?.sender.relayAudio(data, header, law, now);
  }

  event(data: Uint8Array, header: RtpHeader, duration: number, now: Millis): void {
    this.peer?.sender.relayEvent(data, header, duration, now);
  }

  key(key: { digit: string; durationMs: number }): void {
    this.#context.report({ type: 'key', leg: this.handle, key });
  }

  restarted(): void {
    for (const { lane } of this.#taps) lane.unanchor();
    this.peer?.sender.relay.loosen();
  }

  /** Everything that is due: keys, prompts, silence, reports, and the watch for phones that vanished. */
  tick(at: Millis): void {
    this.#browser?.tick(at);
    // Prompts wait for the keys, so that nobody misses their beginning.
    if (this.#browser?.ready !== false) this.sender.tick(at);
    if (!this.#session || at < this.#careAt) return;
    this.#careAt = at + CARE;
    this.receiver.tick(at);
    if (this.#rtcp.due(at)) this.#sendReport(false);
    this.#watch(at, this.#session);
  }

  #watch(now: Millis, session: MediaSession): void {
    const { silenceMs, report } = this.#context;
    // In its hold a phone's silence proves nothing; a browser still checks the way.
    const watched = session.hears || this.#browser?.gone(now);
    this.#quietSince = watched ? Math.max(this.#quietSince, this.receiver.heardAt) : now;
    if (now - this.#quietSince < silenceMs) return;
    this.#quietSince = now;
    report({ type: 'silent', leg: this.handle, span: silenceMs });
  }

  #sendReport(bye: boolean): void {
    const scale = this.#session?.secure?.opus?.sends ? 6 : 1;
    if (this.#browser) {
      const { clock } = this.#context;
      if (!this.#browser.connected) return;
      return this.#browser.sendRtcp(this.#rtcp.report(this.sender.rtp, this.receiver.reception, { bye, scale }), clock.now());
    }
    const target = this.#rtcpTarget();
    if (!target || !this.#sockets) return;
    const packet = this.#rtcp.report(this.sender.rtp, this.receiver.reception, { bye });
    const socket = this.#session?.rtcpMux ? this.#sockets.rtp : this.#sockets.rtcp;
    socket?.send(packet, 0, packet.length, target.port, target.address);
  }

  #rtcpTarget(): Endpoint | undefined {
    const session = this.#session;
    if (!session) return undefined;
    const rtp = this.receiver.latch.target;
    if (session.rtcpMux) return rtp;
    if (this.#rtcpSource) return this.#rtcpSource;
    if (rtp && rtp.address !== session.remote?.address) return { address: rtp.address, port: rtp.port + 1 };
    return session.remoteRtcp;
  }

  stats(): LegStats {
    const reception = this.receiver.reception;
    const roundTrip = this.#rtcp.roundTrip;
    return {
      packetsReceived: reception?.received ?? 0,
      packetsSent: this.sender.rtp.packets,
      packetsLost: reception?.lost ?? 0,
      jitterMs: (reception?.jitter ?? 0) / 8,
      ...(roundTrip === undefined ? {} : { roundTripMs: roundTrip }),
      refused: this.receiver.refused + this.#refusedReports + (this.#browser?.refused ?? 0),
    };
  }

  /** Ends what plays, says good-bye (RFC 3550 §6.6) and gives the sockets back. */
  async close(): Promise<void> {
    this.sender.player.stop('leg-closed');
    this.#taps = [];
    if (this.#session) this.#sendReport(true);
    this.#browser?.close();
    const sockets = this.#sockets;
    this.#sockets = undefined;
    this.#session = undefined;
    await Promise.all([sockets?.rtp.close(), sockets?.rtcp?.close()]);
  }
}
