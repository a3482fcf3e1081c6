import { RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, useOPUS, usePCMA, usePCMU } from 'werift';
import { FRAME_MS, FRAME_SAMPLES, type Timer, sleep, systemClock } from '#core';
import { writeEvent } from '../dtmf/event-packet.ts';
import { decode, encode } from '../g711/g711.ts';
import { OpusCodec } from '../opus/opus-codec.ts';
import { healClients } from './patient-client.ts';

/** A packet a browser heard, decrypted. */
export interface HeardByBrowser {
  readonly payload: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly data: Buffer;
}

const EVENT = 126;
const OPUS = 111;
/** werift tells of no codecs but those it is given. */
const CODECS = {
  g711: () => [usePCMU(), usePCMA()],
  opus: () => [useOPUS({ payloadType: OPUS })],
  both: () => [useOPUS({ payloadType: OPUS }), usePCMU()],
};

/** A browser for tests: werift's connection on loopback, saying a sound over and over. Its whole ICE, DTLS and SRTP are its own. */
export class TestBrowser {
  readonly heard: HeardByBrowser[] = [];
  /** RTCP packets heard. */
  reports = 0;
  readonly pc: RTCPeerConnection;
  readonly #opus = new OpusCodec();
  #payload = 0;
  #timer: Timer | undefined;
  #sequence = 1000;
  #timestamp = 50_000;

  constructor(codecs: keyof typeof CODECS = 'g711') {
    healClients();
    const events = new RTCRtpCodecParameters({ mimeType: 'audio/telephone-event', clockRate: 8000, channels: 1, payloadType: EVENT });
    this.pc = new RTCPeerConnection({ codecs: { audio: [...CODECS[codecs](), events] }, iceServers: [] });
  }

  /** Offers to speak; the same again with `restart` for an ICE restart. */
  async offer(options: { direction?: 'sendrecv' | 'sendonly'; restart?: boolean } = {}): Promise<string> {
    const known = this.pc.getTransceivers()[0];
    if (known) known.setDirection(options.direction ?? 'sendrecv');
    else this.pc.addTransceiver('audio', { direction: options.direction ?? 'sendrecv' });
    await this.pc.setLocalDescription(await this.pc.createOffer({ iceRestart: options.restart ?? false }));
    this.#listen();
    return this.pc.localDescription?.sdp ?? '';
  }

  async take(answer: string): Promise<void> {
    this.#payload = Number(/^m=audio \d+ \S+ (\d+)/m.exec(answer)?.[1] ?? 0);
    await this.pc.setRemoteDescription({ type: 'answer', sdp: answer });
  }

  async answer(offer: string): Promise<string> {
    this.pc.addTransceiver('audio', { direction: 'sendrecv' });
    await this.pc.setRemoteDescription({ type: 'offer', sdp: offer });
    await this.pc.setLocalDescription(await this.pc.createAnswer());
    this.#listen();
    const answer = this.pc.localDescription?.sdp ?? '';
    this.#payload = Number(/^m=audio \d+ \S+ (\d+)/m.exec(answer)?.[1] ?? 0);
    return answer;
  }

  /** Resolves when the handshake is done; after 20 s it gives up. */
  async connected(): Promise<void> {
    for (let i = 0; i < 2_000 && this.pc.dtlsTransports[0]?.state !== 'connected'; i++) await sleep(systemClock, 10);
    const [dtls, ice] = [this.pc.dtlsTransports[0], this.pc.iceTransports[0]];
    if (dtls?.state !== 'connected') throw new Error(`the browser did not connect: ICE ${ice?.state}, DTLS ${dtls?.state}, ${dtls?.role}, flight ${dtls?.dtls?.dtls.flight}`);
  }

  #listening = false;
  #listen(): void {
    const transport = this.pc.dtlsTransports[0];
    if (!transport || this.#listening) return;
    this.#listening = true;
    transport.onRtp.subscribe(({ header, payload }) => {
      this.heard.push({ payload: header.payloadType, sequence: header.sequenceNumber, timestamp: header.timestamp, data: payload });
    });
    transport.onRtcp.subscribe(() => this.reports++);
  }

  say(pcm: Int16Array): void {
    const start = systemClock.now();
    let sent = 0;
    this.#timer = systemClock.every(FRAME_MS / 2, () => {
      for (; sent * FRAME_MS <= systemClock.now() - start; sent++) {
        const from = (sent * FRAME_SAMPLES) % pcm.length;
        this.#sendAudio(pcm.subarray(from, from + FRAME_SAMPLES));
      }
    });
  }

  #sendAudio(pcm: Int16Array): void {
    const opus = this.#payload === OPUS;
    const bytes = opus ? this.#opus.encode(pcm) : encode(this.#payload === 8 ? 'alaw' : 'ulaw', pcm);
    this.#send(this.#payload, Buffer.from(bytes ?? []), opus ? FRAME_SAMPLES * 6 : FRAME_SAMPLES);
  }

  hush(): void {
    this.#timer?.cancel();
  }

  /** Presses a key for 100 ms. */
  async press(event: number): Promise<void> {
    for (let step = 1; step <= 7; step++) {
      const payload = Buffer.alloc(4);
      writeEvent(payload, 0, { event, end: step >= 5, duration: Math.min(step, 5) * FRAME_SAMPLES });
      this.#send(EVENT, payload, 0);
      await sleep(systemClock, FRAME_MS);
    }
    this.#timestamp += 7 * FRAME_SAMPLES;
  }

  #send(payloadType: number, payload: Buffer, ticks: number): void {
    const header = new RtpHeader({ payloadType, sequenceNumber: this.#sequence, timestamp: this.#timestamp, ssrc: 0x1234_5678 });
    this.#sequence = (this.#sequence + 1) & 0xffff;
    this.#timestamp = (this.#timestamp + ticks) >>> 0;
    if (this.pc.dtlsTransports[0]?.state === 'connected') void this.pc.dtlsTransports[0].sendRtp(payload, header);
  }

  /** Linear audio of what was heard since an index. */
  audio(since = 0): Int16Array {
    const packets = this.heard.slice(since).filter(({ payload }) => payload === this.#payload);
    if (this.#payload !== OPUS) return decode(this.#payload === 8 ? 'alaw' : 'ulaw', Buffer.concat(packets.map(({ data }) => data)));
    const runs = packets.map(({ data }) => Int16Array.from(this.#opus.decode(data) ?? []));
    return Int16Array.from(runs.flatMap((run) => [...run]));
  }

  /** The codec's payload type in use. */
  get payload(): number {
    return this.#payload;
  }

  async close(): Promise<void> {
    this.hush();
    this.#opus.close();
    await this.pc.close();
  }
}
