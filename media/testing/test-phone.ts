import { type Socket, createSocket } from 'node:dgram';
import { once } from 'node:events';
import { FRAME_MS, FRAME_SAMPLES, type Timer, sleep, systemClock } from '#core';
import { writeEvent } from '../dtmf/event-packet.ts';
import { type Law, decode, encode } from '../g711/g711.ts';
import { type RtpHeader, emptyHeader, parseRtp, writeRtpHeader } from '../rtp/rtp-packet.ts';

const PAYLOAD: Readonly<Record<Law, number>> = { ulaw: 0, alaw: 8 };

/** A packet a phone heard. */
export interface HeardPacket extends RtpHeader {
  readonly data: Uint8Array;
  /** ms, on the system clock. */
  readonly at: number;
}

/** A telephone on loopback for tests: says a sound over and over, keeps what it hears. */
export class TestPhone {
  readonly heard: HeardPacket[] = [];
  readonly reports: Uint8Array[] = [];
  readonly port: number;
  readonly law: Law;
  readonly eventPayload: number;
  readonly #rtp: Socket;
  readonly #rtcp: Socket;
  #timer: Timer | undefined;
  #sequence = 1000;
  #timestamp = 50_000;
  readonly #ssrc = 0x1234_5678;

  constructor(rtp: Socket, rtcp: Socket, law: Law, eventPayload: number) {
    this.#rtp = rtp;
    this.#rtcp = rtcp;
    this.law = law;
    this.eventPayload = eventPayload;
    this.port = rtp.address().port;
    rtp.on('message', (data) => {
      const header = emptyHeader();
      if (parseRtp(data, header)) this.heard.push({ ...header, data, at: systemClock.now() });
    });
    rtcp.on('message', (data) => this.reports.push(data));
  }

  static async open(law: Law = 'ulaw', eventPayload = 101): Promise<TestPhone> {
    const [rtp, rtcp] = [createSocket('udp4'), createSocket('udp4')];
    for (const socket of [rtp, rtcp]) {
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
    }
    return new TestPhone(rtp, rtcp, law, eventPayload);
  }

  /** A description of this phone; `lines` come last. */
  sdp(...lines: string[]): string {
    const payload = PAYLOAD[this.law];
    const head = ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0'];
    const media = [`m=audio ${this.port} RTP/AVP ${payload} ${this.eventPayload}`, `a=rtpmap:${this.eventPayload} telephone-event/8000`];
    return [...head, ...media, `a=rtcp:${this.#rtcp.address().port}`, ...lines, ''].join('\r\n');
  }

  /** Says `pcm` again and again to the port, a packet every 20 ms, as late as the timers are but never fewer. */
  say(pcm: Int16Array, port: number): void {
    const bytes = encode(this.law, pcm);
    const start = systemClock.now();
    let sent = 0;
    this.#timer = systemClock.every(FRAME_MS / 2, () => {
      for (; sent * FRAME_MS <= systemClock.now() - start; sent++) {
        const from = (sent * FRAME_SAMPLES) % bytes.length;
        this.#send(bytes.subarray(from, from + FRAME_SAMPLES), PAYLOAD[this.law], FRAME_SAMPLES, false, port);
      }
    });
  }

  hush(): void {
    this.#timer?.cancel();
  }

  /** Presses a key for 100 ms. */
  async press(event: number, port: number): Promise<void> {
    const timestamp = this.#timestamp;
    for (let step = 1; step <= 7; step++) {
      const payload = new Uint8Array(4);
      writeEvent(payload, 0, { event, end: step >= 5, duration: Math.min(step, 5) * FRAME_SAMPLES });
      this.#timestamp = timestamp;
      this.#send(payload, this.eventPayload, 0, step === 1, port);
      await sleep(systemClock, FRAME_MS);
    }
    this.#timestamp = timestamp + 7 * FRAME_SAMPLES;
  }

  #send(payload: Uint8Array, type: number, samples: number, marker: boolean, port: number): void {
    const data = new Uint8Array(12 + payload.length);
    writeRtpHeader(data, 0, { marker, payload: type, sequence: this.#sequence, timestamp: this.#timestamp, ssrc: this.#ssrc });
    data.set(payload, 12);
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + samples) >>> 0;
    this.#rtp.send(data, port, '127.0.0.1');
  }

  /** Sends any bytes to a port from the RTP socket. */
  throw(data: Uint8Array, port: number): void {
    this.#rtp.send(data, port, '127.0.0.1');
  }

  /** Linear audio of the packets heard since an index, in order of arrival. */
  audio(since = 0): Int16Array<ArrayBuffer> {
    const audio = this.heard.slice(since).filter((packet) => packet.payload === PAYLOAD[this.law]);
    return decode(this.law, Buffer.concat(audio.map((packet) => packet.data.subarray(packet.start, packet.end))));
  }

  async close(): Promise<void> {
    this.hush();
    await Promise.all([this.#rtp, this.#rtcp].map((socket) => new Promise<void>((resolve) => socket.close(() => resolve()))));
  }
}
