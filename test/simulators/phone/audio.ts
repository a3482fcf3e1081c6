import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decodeUlaw, SILENCE } from './g711.ts';
import { ticker } from './ticker.ts';

const FRAME = 160;
const PCMU = 0;
const EVENTS = 101;

/** What the other side's SDP says about where its audio lives. */
export function remoteAudioOf(sdp: string): { host: string; port: number } {
  const host = /^c=IN IP4 (\S+)/m.exec(sdp)?.[1] ?? '127.0.0.1';
  return { host, port: Number(/^m=audio (\d+)/m.exec(sdp)?.[1] ?? 0) };
}

/** A socket for RTP; who opens it hands what arrives to `receive`. */
export interface PhoneSocket {
  readonly address: string;
  readonly port: number;
  send(data: Buffer, port: number, host: string): void;
  close(): void;
}

export type OpenPhoneSocket = (host: string, receive: (data: Uint8Array) => void) => Promise<PhoneSocket>;

const dgramSocket: OpenPhoneSocket = async (host, receive) => {
  const socket = createSocket('udp4');
  socket.on('message', receive);
  socket.on('error', () => {});
  socket.bind(0, host);
  await once(socket, 'listening');
  return {
    ...socket.address(),
    send: (data, port, to) => socket.send(Buffer.from(data), port, to),
    close: () => socket.close(),
  };
};

/** The RTP side of a simulated phone: sends µ-law every 20 ms, keeps or counts what it hears. */
export class SimAudio {
  /** µ-law that is sent next; silence afterwards. */
  #source: Uint8Array = new Uint8Array(0);
  #position = 0;
  #loop = false;
  #remote: { host: string; port: number } | undefined;
  #sequence = Math.floor(Math.random() * 30000);
  #timestamp = Math.floor(Math.random() * 1e9);
  readonly #ssrc = Math.floor(Math.random() * 2 ** 32);
  #socket: PhoneSocket | undefined;
  readonly #heard: Uint8Array[] = [];
  readonly #packet = Buffer.alloc(12 + FRAME);
  #keys: string[] = [];
  #key: { digit: number; elapsed: number; start: number } | undefined;
  #stopTick: () => void = () => {};
  /** Set to false to only count packets. */
  keep = true;
  packets = 0;
  /** RFC 4733 keys heard. */
  readonly keysHeard: string[] = [];
  #lastKeyAt = -1;

  private constructor() {}

  static async open(host = '127.0.0.1', openSocket: OpenPhoneSocket = dgramSocket): Promise<SimAudio> {
    const audio = new SimAudio();
    audio.#socket = await openSocket(host, (data) => audio.#receive(data));
    return audio;
  }

  /** Our session description; `direction` sendonly = hold. */
  sdp(direction = 'sendrecv', version = 1): string {
    const { address, port } = this.#socket ?? { address: '127.0.0.1', port: 9 };
    return [
      'v=0', `o=sim 1 ${version} IN IP4 ${address}`, 's=-', `c=IN IP4 ${address}`, 't=0 0',
      `m=audio ${port} RTP/AVP ${PCMU} ${EVENTS}`, 'a=rtpmap:0 PCMU/8000', `a=rtpmap:${EVENTS} telephone-event/8000`,
      `a=fmtp:${EVENTS} 0-16`, 'a=ptime:20', `a=${direction}`, '',
    ].join('\r\n');
  }

  /** Starts (or redirects) sending. */
  connect(remoteSdp: string): void {
    this.#remote = remoteAudioOf(remoteSdp);
    this.#stopTick();
    this.#stopTick = ticker.add(() => this.#tick());
  }

  /** Sends this µ-law from now on. */
  say(ulaw: Uint8Array, options: { loop?: boolean } = {}): void {
    this.#source = ulaw;
    this.#position = 0;
    this.#loop = options.loop ?? false;
  }

  get finished(): boolean {
    return this.#position >= this.#source.length;
  }

  /** Presses keys as RFC 4733 events of 100 ms with 100 ms between. */
  press(digits: string): void {
    this.#keys.push(...digits);
  }

  /** Everything heard so far, in order of arrival; or the `last` samples of it. */
  heard(last = Infinity): Int16Array {
    let from = this.#heard.length;
    for (let samples = 0; from > 0 && samples < last; from--) samples += this.#heard[from - 1]?.length ?? 0;
    const heard = decodeUlaw(Buffer.concat(this.#heard.slice(from)));
    return heard.length > last ? heard.subarray(-last) : heard;
  }

  /** Forgets what was heard. */
  forget(): void {
    this.#heard.length = 0;
  }

  /** Stops sending without closing: a phone that vanished from the network. */
  mute(): void {
    this.#stopTick();
  }

  close(): void {
    this.#stopTick();
    this.#socket?.close();
  }

  #tick(): void {
    this.#timestamp = (this.#timestamp + FRAME) >>> 0;
    if (this.#key || this.#keys.length > 0) return this.#tickKey();
    const packet = this.#packet;
    const end = Math.min(this.#position + FRAME, this.#source.length);
    packet.fill(SILENCE, 12);
    packet.set(this.#source.subarray(this.#position, end), 12);
    this.#position += FRAME;
    if (this.#loop && this.#position >= this.#source.length) this.#position = 0;
    this.#send(packet, PCMU, this.#timestamp);
  }

  /** RFC 4733 §2.5.1: 5 packets of one event, the last one sent three times with the end bit. */
  #tickKey(): void {
    this.#key ??= { digit: '0123456789*#ABCD'.indexOf(this.#keys.shift() ?? '0'), elapsed: 0, start: this.#timestamp };
    const key = this.#key;
    key.elapsed += 1;
    const last = key.elapsed >= 5;
    if (key.elapsed > 5) {
      if (key.elapsed === 10) this.#key = undefined;
      return;
    }
    const packet = Buffer.alloc(16);
    packet.writeUInt8(key.digit, 12);
    packet.writeUInt8((last ? 0x80 : 0) | 10, 13);
    packet.writeUInt16BE(key.elapsed * FRAME, 14);
    for (let copy = 0; copy < (last ? 3 : 1); copy++) this.#send(packet, EVENTS, key.start, key.elapsed === 1);
  }

  #send(packet: Buffer, type: number, timestamp: number, marker = false): void {
    if (!this.#remote || this.#remote.port === 0) return;
    packet.writeUInt8(0x80, 0);
    packet.writeUInt8((marker ? 0x80 : 0) | type, 1);
    packet.writeUInt16BE(this.#sequence++ & 0xffff, 2);
    packet.writeUInt32BE(timestamp, 4);
    packet.writeUInt32BE(this.#ssrc, 8);
    this.#socket?.send(packet, this.#remote.port, this.#remote.host);
  }

  #receive(bytes: Uint8Array): void {
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    if (data.length < 12 || data[0] === undefined || data[0] >> 6 !== 2) return;
    const type = (data[1] ?? 0) & 0x7f;
    this.packets++;
    if (type === EVENTS && data.length >= 16) return this.#keyHeard(data);
    if (type === PCMU && this.keep) this.#heard.push(Buffer.from(data.subarray(12)));
  }

  #keyHeard(data: Buffer): void {
    const at = data.readUInt32BE(4);
    if (at === this.#lastKeyAt) return;
    this.#lastKeyAt = at;
    this.keysHeard.push('0123456789*#ABCD'[data.readUInt8(12)] ?? '?');
  }
}
