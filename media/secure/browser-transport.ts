import type { Millis } from '#core';
import type { DtlsLibrary, Handshake, HandshakeEvent } from '../dtls/dtls-library.ts';
import { LiteAgent } from '../ice/lite-agent.ts';
import { OpusTranslator } from '../opus/opus-translator.ts';
import { isRtcp } from '../rtp/rtp-packet.ts';
import type { Endpoint, IceCredentials, SecureSession } from '../sdp/media-session.ts';
import { SrtpSession } from '../srtp/srtp-session.ts';
import { isStun } from '../stun/stun-message.ts';

/** From the exchange of descriptions to the keys; browsers need a tenth of a second. */
const HANDSHAKE: Millis = 10_000;

/** Where a transport's datagrams and facts go. */
export interface TransportSide {
  readonly dtls: DtlsLibrary;
  readonly ice: IceCredentials;
  send(data: Uint8Array, to: Endpoint): void;
  /** A plain RTP packet from the browser; it may be changed in place. */
  rtp(data: Uint8Array, from: Endpoint): void;
  rtcp(data: Uint8Array, from: Endpoint): void;
  /** No secure connection came about; the leg is of no use. */
  failed(reason: string): void;
}

/**
 * Everything between a browser's datagrams and plain RTP, on one port (RFC 7983):
 *
 *   datagram ─┬─ STUN ─▶ ice/ agent (who may speak, where to send)
 *             ├─ DTLS ─▶ dtls/ handshake ─ keys ─▶ srtp/
 *             └─ SRTP, SRTCP ─▶ srtp/ ─▶ [opus/] ─▶ plain RTP, RTCP       from sources that passed a check only
 *
 *   new ──handshake──▶ proven ──fingerprint of the SDP fits──▶ connected ──good-bye──▶ closed (silent until the next one)
 *    └────── 10 s, or it fails ──▶ failed          └── another fingerprint in a new SDP ──▶ new
 */
export class BrowserTransport {
  refused = 0;
  readonly #side: TransportSide;
  readonly #agent: LiteAgent;
  #secure: SecureSession | undefined;
  #handshake: Handshake | undefined;
  /** Certificate and keys of a finished handshake whose fingerprint nobody has told us yet. */
  #proven: Extract<HandshakeEvent, { type: 'connected' }> | undefined;
  #srtp: SrtpSession | undefined;
  #opus: OpusTranslator | undefined;
  /** Who shakes hands with us: answers go there, whatever is nominated. */
  #shaker: Endpoint | undefined;
  #deadline: Millis | undefined;
  #ready = false;
  #over = false;

  constructor(side: TransportSide) {
    this.#side = side;
    this.#agent = new LiteAgent(side.ice);
  }

  get connected(): boolean {
    return this.#srtp !== undefined;
  }

  /** False until there are keys for the first time: what is played waits for them. */
  get ready(): boolean {
    return this.#ready;
  }

  /** The browser said good-bye or checks the way no more: nobody is there, hold or not. */
  gone(now: Millis): boolean {
    return this.#ready && (!this.connected || this.#agent.target(now) === undefined);
  }

  /** Takes what was agreed. Another fingerprint begins a new association (RFC 8842 §3.2), anything else keeps it. */
  use(secure: SecureSession, now: Millis): void {
    this.#agent.use(secure.ice);
    if (this.#secure && !sameFingerprints(this.#secure, secure)) this.#reset();
    this.#secure = secure;
    if (!this.connected) this.#deadline ??= now + HANDSHAKE;
    if (secure.opus) this.#opus = (this.#opus ?? new OpusTranslator()).use(secure.opus);
    this.#verify();
  }

  receive(data: Uint8Array, address: string, port: number, now: Millis): void {
    if (this.#over) return;
    const first = data[0] ?? 255;
    if (isStun(data)) return this.#check(data, { address, port }, now);
    if (!this.#agent.knows(address, port)) return this.#refuse();
    if (first >= 20 && first <= 63) return this.#shake(data, { address, port });
    if (first >= 128 && first <= 191) return this.#open(data, address, port, now);
    this.#refuse();
  }

  #check(data: Uint8Array, from: Endpoint, now: Millis): void {
    const { response, refused } = this.#agent.check(data, from.address, from.port, now);
    if (refused) this.#refuse();
    if (response) this.#side.send(response, from);
    // The client's part waits for the way to be found, then speaks first.
    if (this.#secure?.role === 'client' && !this.#handshake && this.#agent.target(now)) this.#begin('client', from);
  }

  #shake(data: Uint8Array, from: Endpoint): void {
    if (!this.#handshake && this.#secure?.role !== 'client') this.#begin('server', from);
    this.#shaker = from;
    if (!this.#handshake?.receive(data)) this.#refuse();
  }

  /** An offerer has to be ready before the answer comes (RFC 5763 §5): audio waits for the fingerprint, the handshake does not. */
  #begin(role: 'server' | 'client', from: Endpoint): void {
    this.#shaker = from;
    const handshake: Handshake = this.#side.dtls.start({
      role,
      send: (data) => this.#shaker && this.#side.send(data, this.#shaker),
      tell: (event) => this.#handshake === handshake && this.#hear(event),
    });
    this.#handshake = handshake;
  }

  #hear(event: HandshakeEvent): void {
    if (event.type === 'failed') return this.#fail(event.reason);
    if (event.type === 'closed') {
      this.#srtp = undefined;
      return;
    }
    this.#proven = event;
    this.#verify();
  }

  /** RFC 5763 §5: the certificate has to be the one of the description, else somebody is in between. */
  #verify(): void {
    const proven = this.#proven;
    if (!proven || !this.#secure) return;
    this.#proven = undefined;
    const { dtls } = this.#side;
    if (!this.#secure.fingerprints.some((print) => dtls.matches(proven.certificate, print))) {
      return this.#fail('the certificate of the browser is not the one its description names');
    }
    this.#srtp = new SrtpSession(proven.keys);
    this.#deadline = undefined;
    this.#ready = true;
  }

  #open(data: Uint8Array, address: string, port: number, now: Millis): void {
    const rtcp = isRtcp(data);
    const length = (rtcp ? this.#srtp?.openRtcp(data) : this.#srtp?.openRtp(data)) ?? -1;
    if (length < 0) return this.#refuse();
    this.#agent.heardFrom(address, port, now);
    const plain = data.subarray(0, length);
    if (rtcp) return this.#side.rtcp(plain, { address, port });
    const narrow = this.#opus ? this.#opus.toNarrow(plain) : plain;
    if (narrow) this.#side.rtp(narrow, { address, port });
    else this.#refuse();
  }

  /** Seals and sends a plain RTP packet; nothing happens while there are no keys or nobody listens. */
  sendRtp(data: Uint8Array, offset: number, length: number, now: Millis): void {
    const target = this.#agent.target(now);
    if (!target || !this.#srtp) return;
    const wide = this.#opus?.toWide(data, offset, length);
    const sealed = wide ? this.#srtp.sealRtp(wide, 0, wide.length) : this.#srtp.sealRtp(data, offset, length);
    if (sealed) this.#side.send(sealed, target);
  }

  sendRtcp(data: Uint8Array, now: Millis): void {
    const target = this.#agent.target(now);
    const sealed = target && this.#srtp?.sealRtcp(data);
    if (sealed) this.#side.send(sealed, target);
  }

  tick(now: Millis): void {
    if (this.#deadline === undefined || now < this.#deadline) return;
    const way = this.#agent.target(now) ? 'the DTLS handshake did not end' : 'no connectivity check of the browser arrived';
    this.#fail(`${way} within ${HANDSHAKE / 1000} s`);
  }

  close(): void {
    this.#reset();
    this.#over = true;
    this.#opus?.close();
    this.#opus = undefined;
  }

  #reset(): void {
    const handshake = this.#handshake;
    handshake?.close();
    this.#handshake = undefined;
    this.#proven = undefined;
    this.#srtp = undefined;
    this.#deadline = undefined;
    this.#ready = false;
  }

  #fail(reason: string): void {
    if (this.#over) return;
    this.close();
    this.#side.failed(reason);
  }

  #refuse(): void {
    this.refused++;
  }
}

function sameFingerprints(a: SecureSession, b: SecureSession): boolean {
  const text = ({ fingerprints }: SecureSession) => fingerprints.map(({ algorithm, value }) => `${algorithm} ${value}`.toLowerCase()).join();
  return text(a) === text(b);
}
